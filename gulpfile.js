// Builds dist/: tsc compiles file by file, the icons are copied, and the libraries that the nodes need are put into the
// one file that imports each, so that the published package has no dependencies.
const { readFileSync, readdirSync, rmSync } = require('node:fs');
const path = require('node:path');
const { execFileSync } = require('node:child_process');
const esbuild = require('esbuild');
const { dest, parallel, series, src } = require('gulp');

const OUT = path.join(__dirname, 'dist');
const LIBRARIES = ['fast-xml-parser', 'lossless-json', 'p-limit'];

async function clean() {
	rmSync(OUT, { recursive: true, force: true });
}

async function compile() {
	const tsc = require.resolve('typescript/bin/tsc');
	execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: __dirname, stdio: 'inherit' });
}

function icons() {
	return src('nodes/**/*.svg', { base: '.', encoding: false }).pipe(dest('dist'));
}

/** Leaves relative imports and n8n-workflow alone: only a library's own code is drawn in. */
const onlyLibraries = {
	name: 'only-libraries',
	setup(build) {
		build.onResolve({ filter: /^\.{1,2}\// }, ({ kind, path: target, importer }) =>
			importer.includes('node_modules') || kind === 'entry-point' ? undefined : { path: target, external: true },
		);
	},
};

async function bundleLibraries() {
	const built = readdirSync(OUT, { recursive: true }).filter((file) => file.endsWith('.js'));
	for (const file of built.map((name) => path.join(OUT, name))) {
		const code = readFileSync(file, 'utf8');
		if (!LIBRARIES.some((library) => code.includes(`require("${library}")`))) continue;
		await esbuild.build({
			entryPoints: [file],
			outfile: file,
			allowOverwrite: true,
			bundle: true,
			platform: 'node',
			target: 'node18',
			format: 'cjs',
			external: ['n8n-workflow'],
			plugins: [onlyLibraries],
			legalComments: 'inline',
		});
	}
}

exports.build = series(clean, parallel(compile, icons), bundleLibraries);
exports.default = exports.build;
