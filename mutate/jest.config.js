// The tests of one room as a single project, with the sources in place of what is built from them: StrykerJS changes the
// sources, and notes for each test which of their lines it runs.
const path = require('node:path');
const { projects } = require('../jest.config.js');

const { transform, testEnvironment } = projects.find(({ displayName }) => displayName === 'unit');
const root = path.join(__dirname, '..');
const dist = path.join(root, 'dist').replaceAll(/[\\.]/g, '\\$&');

module.exports = {
	rootDir: root,
	transform,
	testEnvironment,
	testTimeout: 120_000,
	testMatch: JSON.parse(process.env.MUTATE_TESTS).map((glob) => `<rootDir>/${glob}`),
	// n8n's loader asks for the files that package.json lists.
	moduleNameMapper: { [`^${dist}/((?:nodes|credentials)/.+)\\.js$`]: '<rootDir>/$1.ts' },
};
