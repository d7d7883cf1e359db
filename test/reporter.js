// Says every 15 seconds how many tests of a suite are done (jest itself prints nothing until a whole file is), which parts
// took longest, and writes down the counts: jest's own --json gives up on errors that hold a request.
const { writeFileSync } = require('node:fs');
const path = require('node:path');
const { duration, say } = require('../host/phases');

const TICK_MS = 15_000;
const SLOWEST = 3;
const { TEST_SUITE, TEST_COUNTS_FILE } = process.env;

/** Milliseconds by part: a file, or where a file holds several suites each of these. Set-up in hooks counts to the file. */
function partsOf({ testFilePath, perfStats, testResults }) {
	const file = path.basename(testFilePath, '.test.ts');
	const suites = new Set(testResults.map(({ ancestorTitles }) => ancestorTitles[0]));
	if (suites.size < 2) return [[file, perfStats.end - perfStats.start]];
	return [...suites].map((suite) => {
		const own = testResults.filter(({ ancestorTitles }) => ancestorTitles[0] === suite);
		return [`${file} › ${suite}`, own.reduce((sum, { duration: ms }) => sum + (ms ?? 0), 0)];
	});
}

module.exports = class Reporter {
	done = 0;
	begun = Date.now();
	parts = [];

	onRunStart() {
		this.ticking = setInterval(
			() => say(`${TEST_SUITE} tests: ${this.done} done after ${duration(Date.now() - this.begun)}`),
			TICK_MS,
		);
	}

	onTestCaseResult() {
		this.done++;
	}

	onTestResult(_test, result) {
		this.parts.push(...partsOf(result));
	}

	onRunComplete(
		_contexts,
		{ numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests, numTodoTests },
	) {
		clearInterval(this.ticking);
		const slowest = this.parts.sort(([, a], [, b]) => b - a).slice(0, SLOWEST);
		say(`Slowest: ${slowest.map(([part, ms]) => `${part} ${duration(ms)}`).join(', ')}`);
		// A test that was skipped proves nothing, and a file that could not even start is one failure.
		const failed = numFailedTests + numRuntimeErrorTestSuites + numPendingTests + numTodoTests;
		if (TEST_COUNTS_FILE) writeFileSync(TEST_COUNTS_FILE, JSON.stringify({ passed: numPassedTests, failed }));
	}
};
