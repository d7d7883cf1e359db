// Builds dist/: tsc compiles, the icons are copied, and esbuild makes one file of it all, with the libraries that the nodes
// need, so that the published package has no dependencies and n8n reads one file instead of more than a hundred.
const { readFileSync, readdirSync, rmSync, rmdirSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { execFileSync } = require('node:child_process');
const esbuild = require('esbuild');
const { dest, parallel, series, src } = require('gulp');

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

async function compile() {
	const tsc = require.resolve('typescript/bin/tsc');
	execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: __dirname, stdio: 'inherit' });
}

function icons() {
	return src('nodes/**/*.svg', { base: '.', encoding: false }).pipe(dest('dist'));
}

/** What n8n loads, as package.json lists it. */
const entries = [...n8n.credentials, ...n8n.nodes].map((file) => path.join(__dirname, file));
const classIn = (file) => path.basename(file).split('.')[0];
const relativeTo = (folder, file) => path.relative(folder, file).split(path.sep).join('/');

async function bundle() {
	const { metafile } = await esbuild.build({
		stdin: {
			contents: entries.map((file) => `export * from './${relativeTo(__dirname, file)}';`).join('\n'),
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
	for (const file of filesIn(OUT)) if (file.endsWith('.js') && file !== BUNDLE) rmSync(file);
	for (const file of entries) {
		const name = classIn(file);
		const code = `exports.${name} = require('${relativeTo(path.dirname(file), BUNDLE)}').${name};\n`;
		writeFileSync(file, code);
	}
	removeEmpty(OUT);
	const libraries = Object.keys(metafile.inputs).map(
		(input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0],
	);
	const drawnIn = [...new Set(libraries.filter((library) => library !== undefined))];
	writeFileSync(path.join(OUT, 'THIRD_PARTY_LICENSES.txt'), drawnIn.sort().map(licenceOf).join('\n\n'));
}

function filesIn(folder) {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const file = path.join(folder, entry.name);
		return entry.isDirectory() ? filesIn(file) : [file];
	});
}

function removeEmpty(folder) {
	for (const entry of readdirSync(folder, { withFileTypes: true }))
		if (entry.isDirectory()) removeEmpty(path.join(folder, entry.name));
	if (readdirSync(folder).length === 0) rmdirSync(folder);
}

/** Their licences ask that the notice goes wherever the code goes. */
function licenceOf(library) {
	const folder = path.join(__dirname, library);
	const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
	const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
	const text = file ? readFileSync(path.join(folder, file), 'utf8').trim() : `Licence: ${license}`;
	return `=== ${name} ${version} (${license}) ===\n\n${text}`;
}

exports.build = series(clean, parallel(compile, icons), bundle);
exports.default = exports.build;
