// Builds dist/: esbuild makes one file of the sources and of the libraries that the nodes need, so that the published package
// has no dependencies and n8n reads one file instead of more than a hundred; what n8n reads besides is copied. tsc checks
// the types beside it; `gulp quick` leaves that out, for the next engine test: what is built is the same.
const { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { execFileSync } = require('node:child_process');
const esbuild = require('esbuild');
const { dest, series, src } = require('gulp');

const { n8n } = require('./package.json');
const { markOf } = require('./host/setup/sources');

const OUT = path.join(__dirname, 'dist');
const BUNDLE = path.join(OUT, 'bundle.js');

/** Of the sources as they were when the build began: what is edited in between makes it stale. */
let mark;

async function clean() {
	mark = markOf(__dirname);
	rmSync(OUT, { recursive: true, force: true });
}

async function types() {
	const tsc = require.resolve('typescript/bin/tsc');
	execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: __dirname, stdio: 'inherit' });
}

/** Icons, and what n8n's search knows of the nodes. */
function companions() {
	return src('nodes/**/*.{svg,node.json}', { base: '.', encoding: false }).pipe(dest('dist'));
}

/** What n8n loads, as package.json lists it: each class of its own name, in a file below dist/. */
const entries = [...n8n.credentials, ...n8n.nodes];
const classIn = (file) => path.basename(file).split('.')[0];
const sourceOf = (file) => file.replace(/^dist\//, './').replace(/\.js$/, '');
const relativeTo = (folder, file) => path.relative(folder, file).split(path.sep).join('/');

async function bundle() {
	const { metafile } = await esbuild.build({
		stdin: {
			contents: entries.map((file) => `export * from '${sourceOf(file)}';`).join('\n'),
			resolveDir: __dirname,
		},
		outfile: BUNDLE,
		bundle: true,
		platform: 'node',
		target: 'node18',
		format: 'cjs',
		external: ['n8n-workflow'],
		banner: { js: mark },
		metafile: true,
	});
	// esbuild escapes what it can. A single character beyond makes V8 hold and read the whole file at two bytes a character.
	if (/[^\x00-\x7f]/.test(readFileSync(BUNDLE, 'utf8')))
		throw new Error(
			'The bundle is not in ASCII: write such characters as \\u escapes in templates and patterns.',
		);
	for (const entry of entries) {
		const file = path.join(__dirname, entry);
		const name = classIn(file);
		mkdirSync(path.dirname(file), { recursive: true });
		const code = `exports.${name} = require('${relativeTo(path.dirname(file), BUNDLE)}').${name};\n`;
		writeFileSync(file, code);
	}
	const libraries = Object.keys(metafile.inputs).map(
		(input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0],
	);
	const drawnIn = [...new Set(libraries.filter((library) => library !== undefined))];
	writeFileSync(path.join(OUT, 'THIRD_PARTY_LICENSES.txt'), drawnIn.sort().map(licenceOf).join('\n\n'));
}

/** Their licences ask that the notice goes wherever the code goes. */
function licenceOf(library) {
	const folder = path.join(__dirname, library);
	const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
	const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
	const text = file ? readFileSync(path.join(folder, file), 'utf8').trim() : `Licence: ${license}`;
	return `=== ${name} ${version} (${license}) ===\n\n${text}`;
}

exports.quick = series(clean, companions, bundle);
exports.build = series(types, exports.quick);
exports.default = exports.build;
