/** Suites, each behind its own door; test/suites.mjs says what each needs and when it runs. */
const base = {
	testEnvironment: 'node',
	transform: {
		'^.+\\.ts$': [
			'@swc/jest',
			{ jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2022' } },
		],
	},
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/(demo/(oldest/)?)?[.]data/'],
};

const suite = (name) => ({
	...base,
	displayName: name,
	rootDir: __dirname,
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	...(name === 'engine' && { globalSetup: '<rootDir>/test/engine/support/built.js' }),
});

module.exports = {
	// Generous: the machine may be busy, and a hang is still found.
	testTimeout: 120_000,
	projects: ['unit', 'engine', 'e2e', 'postgres', 'queue', 'fuzz', 'ui'].map(suite),
};
