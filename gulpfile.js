// Builds dist/: tsc compiles file by file, the icons are copied, and the libraries that the nodes need are put into the
// one file that imports each, so that the published package has no dependencies.
const { readFileSync, readdirSync, rmSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { execFileSync } = require('node:child_process');
const esbuild = require('esbuild');
const { dest, parallel, series, src } = require('gulp');

const OUT = path.join(__dirname, 'dist');
const LIBRARIES = ['lossless-json', 'p-limit'];

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
		// The modules as written: some universal builds reach for globals that n8n Cloud does not allow.
		build.onResolve({ filter: new RegExp(`^(${LIBRARIES.join('|')})$`) }, async ({ path: name, kind, resolveDir }) =>
			kind === 'require-call' ? await build.resolve(name, { kind: 'import-statement', resolveDir }) : undefined,
		);
	},
};

async function bundleLibraries() {
	const drawnIn = new Set();
	const built = readdirSync(OUT, { recursive: true }).filter((file) => file.endsWith('.js'));
	for (const file of built.map((name) => path.join(OUT, name))) {
		const code = readFileSync(file, 'utf8');
		if (!LIBRARIES.some((library) => code.includes(`require("${library}")`))) continue;
		const { metafile } = await esbuild.build({
			entryPoints: [file],
			outfile: file,
			allowOverwrite: true,
			bundle: true,
			platform: 'node',
			target: 'node18',
			format: 'cjs',
			external: ['n8n-workflow'],
			plugins: [onlyLibraries],
			metafile: true,
		});
		for (const input of Object.keys(metafile.inputs)) {
			const library = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
			if (library) drawnIn.add(library);
		}
	}
	writeFileSync(path.join(OUT, 'THIRD_PARTY_LICENSES.txt'), [...drawnIn].sort().map(licenceOf).join('\n\n'));
}

/** Their licences ask that the notice goes wherever the code goes. */
function licenceOf(library) {
	const folder = path.join(__dirname, library);
	const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
	const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
	const text = file ? readFileSync(path.join(folder, file), 'utf8').trim() : `Licence: ${license}`;
	return `=== ${name} ${version} (${license}) ===\n\n${text}`;
}

exports.build = series(clean, parallel(compile, icons), bundleLibraries);
exports.default = exports.build;
