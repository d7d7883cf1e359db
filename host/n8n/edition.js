// Which n8n runs: the demo's own, or the oldest that the package is said to work on (DEMO_N8N=oldest).
const path = require('node:path');

const demo = path.join(__dirname, '..', '..', 'demo');
const FOLDERS = { newest: demo, oldest: path.join(demo, 'oldest') };

/** See edition.d.ts. */
exports.editionOf = (name = process.env.DEMO_N8N || 'newest') => {
	const folder = FOLDERS[name];
	if (folder) return { name, folder, data: path.join(folder, '.data') };
	throw new Error(`DEMO_N8N is "${name}", but there are only: ${Object.keys(FOLDERS).join(', ')}.`);
};
