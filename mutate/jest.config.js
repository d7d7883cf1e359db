// The tests of one room as a single project, with the sources in place of what is built from them: StrykerJS changes the
// sources, and notes for each test which of their lines it runs.
const path = require('node:path');
const { projects } = require('../jest.config.js');

const { transform } = projects.find(({ displayName }) => displayName === 'unit');
const root = path.join(__dirname, '..');
const tests = JSON.parse(process.env.MUTATE_TESTS);

module.exports = {
	rootDir: root,
	roots: ['<rootDir>/test/unit', '<rootDir>/test/engine'],
	transform,
	testEnvironment: path.join(__dirname, 'jest', 'world.js'),
	runtime: path.join(__dirname, 'jest', 'runtime.js'),
	testTimeout: 10_000,
	testMatch: tests.map((glob) => `<rootDir>/${glob}`),
};
