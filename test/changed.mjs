// `npm test -- changed`: which suites, and which of their files, a change can touch.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

// What git says of a branch that is not there is nobody's concern.
const QUIETLY = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
const git = (root, ...args) => execFileSync('git', args, { cwd: root, ...QUIETLY }).trim();

/** Where the work began: the branch that others see, else the last commit. */
function base(root) {
	for (const branch of ['origin/main', 'main']) {
		try {
			return git(root, 'merge-base', 'HEAD', branch);
		} catch {
			// No such branch in this checkout.
		}
	}
	return 'HEAD';
}

/** @returns the files that differ from where the work began, the uncommitted and the new ones too */
export function changedFiles(root) {
	const differing = git(root, 'diff', '--name-only', base(root)).split('\n');
	const created = git(root, 'ls-files', '--others', '--exclude-standard').split('\n');
	return [...new Set([...differing, ...created])].filter((file) => file !== '').sort();
}

const SHIPS = /^(nodes|credentials|wechat)\//;
/** An operation's file, or one that only its resource uses: the tests that name the resource cover it. */
const OF_ONE_RESOURCE = /^nodes\/WechatLink(?:OfficialAccount|MiniProgram)\/([a-zA-Z]+)\//;

/** The engine runs what was built, so its tests do not import what they test: they are found by what they name. */
function engineTests(root, changed) {
	const folder = join(root, 'test', 'engine');
	const files = readdirSync(folder).filter((file) => file.endsWith('.test.ts'));
	const shipped = changed.filter((file) => SHIPS.test(file) && file.endsWith('.ts'));
	const resources = shipped.map((file) => OF_ONE_RESOURCE.exec(file)?.[1]);
	const all =
		resources.includes(undefined) || changed.some((file) => /^(sandbox|test\/engine\/support)\//.test(file));
	if (all) return files.map((file) => `test/engine/${file}`);
	const naming = files.filter((file) => {
		const source = readFileSync(join(folder, file), 'utf8');
		return resources.some((resource) => source.includes(`'${resource}'`));
	});
	const edited = changed.filter((file) => /^test\/engine\/.*\.test\.ts$/.test(file));
	return [...new Set([...naming.map((file) => `test/engine/${file}`), ...edited])];
}

/** Those that read the documents: they have them from test/unit/docs/pages.ts, or from what writes tables into them. */
function documentTests(root) {
	const tests = readdirSync(join(root, 'test', 'unit'), { recursive: true })
		.map((file) => `test/unit/${file.replaceAll('\\', '/')}`)
		.filter((file) => file.endsWith('.test.ts'));
	const reads = /from '[./]*(?:docs\/)?(?:pages|generate-[a-z]+)'/;
	return tests.filter((file) => reads.test(readFileSync(join(root, file), 'utf8')));
}

/**
 * @returns `runs`: the arguments of each run, by project; `notRun`: what only a whole run would show
 */
export function planFor(root, changed) {
	const code = changed.filter((file) => /\.(ts|js|mjs|json)$/.test(file));
	const others = changed.filter((file) => !code.includes(file));
	const runs = [];
	if (code.length > 0)
		runs.push({ project: 'unit', args: ['--passWithNoTests', '--findRelatedTests', ...code] });
	if (code.some((file) => /^wechat\/|^test\/fuzz\//.test(file)))
		runs.push({ project: 'fuzz', args: ['--passWithNoTests', '--findRelatedTests', ...code] });
	// Documents and examples are read, not imported.
	const read =
		changed.some((file) => /^(docs|examples|nodes|README|CHANGELOG)/.test(file)) || others.length > 0;
	if (read) runs.push({ project: 'unit', args: ['--runTestsByPath', ...documentTests(root)] });
	const engine = engineTests(root, changed);
	if (engine.length > 0) runs.push({ project: 'engine', args: ['--runTestsByPath', ...engine] });
	const notRun = ['e2e'];
	if (changed.some((file) => /^(examples|test\/postgres)\//.test(file))) notRun.push('postgres');
	if (changed.some((file) => /^(nodes|test\/ui)\//.test(file))) notRun.push('ui');
	return { runs, notRun };
}
