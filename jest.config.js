/** Four suites, each behind its own door: pure functions, n8n-core in process, a real n8n, and one with PostgreSQL beside it. */
const base = {
	testEnvironment: 'node',
	transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2022' } }] },
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/demo/.data/'],
};

const suite = (name, extra = {}) => ({
	...base,
	displayName: name,
	rootDir: __dirname,
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	...extra,
});

module.exports = {
	// Generous: the machine may be busy, and a hang is still found.
	testTimeout: 120_000,
	projects: [suite('unit'), suite('engine'), suite('e2e'), suite('postgres')],
};
