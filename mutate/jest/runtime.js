// Jest's loader of modules, for a single world: packages come from Node, which loads each once for a process; sources and tests
// are read anew for each file, and compiled once.
const Module = require('node:module');
const path = require('node:path');
const { default: Runtime } = require('jest-runtime');

const root = path.join(__dirname, '..', '..');
const built = path.join(root, 'dist', path.sep);

const isPackage = (name) => !/^[./]/.test(name) && !path.isAbsolute(name) && !Module.isBuiltin(name);

/** By file: its code, and what Node made of it. */
const compiled = new Map();

let current;

/** What runs while a module is loaded belongs to no test, also where one has it loaded: StrykerJS leaves that alone. */
function outsideTests(work) {
	const { __stryker__: coverage } = globalThis;
	const test = coverage?.currentTestId;
	if (test === undefined) return work();
	coverage.currentTestId = undefined;
	try {
		return work();
	} finally {
		coverage.currentTestId = test;
	}
}

// n8n's loader asks Node for the files that package.json lists: it gets the sources that they are built from.
const load = Module._load;
Module._load = function (request, ...rest) {
	if (!request.startsWith(built)) return load.call(this, request, ...rest);
	const source = path.join(root, request.slice(built.length).replace(/\.js$/, '.ts'));
	return outsideTests(() => current.requireModule(source));
};

class OneWorldRuntime extends Runtime {
	constructor(...args) {
		super(...args);
		current = this;
	}

	requireModuleOrMock(from, name) {
		if (isPackage(name) && name !== '@jest/globals') return Module.createRequire(from)(name);
		return outsideTests(() => super.requireModuleOrMock(from, name));
	}

	createScriptFromCode(code, file) {
		const known = compiled.get(file);
		if (known?.code === code) return known.script;
		const script = super.createScriptFromCode(code, file);
		script.runInContext = (_, options) => script.runInThisContext(options);
		compiled.set(file, { code, script });
		return script;
	}
}

module.exports = OneWorldRuntime;
