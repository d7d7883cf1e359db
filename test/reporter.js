// Says every 15 seconds how many tests of a suite are done (jest itself prints nothing until a whole file is), and writes
// down the counts: jest's own --json gives up on errors that hold a request.
const { writeFileSync } = require('node:fs');
const { duration, say } = require('../demo/phases');

const TICK_MS = 15_000;
const { TEST_SUITE, TEST_COUNTS_FILE } = process.env;

module.exports = class Reporter {
	done = 0;
	begun = Date.now();

	onRunStart() {
		this.ticking = setInterval(
			() => say(`${TEST_SUITE} tests: ${this.done} done after ${duration(Date.now() - this.begun)}`),
			TICK_MS,
		);
	}

	onTestCaseResult() {
		this.done++;
	}

	onRunComplete(
		_contexts,
		{ numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests, numTodoTests },
	) {
		clearInterval(this.ticking);
		// A test that was skipped proves nothing, and a file that could not even start is one failure.
		const failed = numFailedTests + numRuntimeErrorTestSuites + numPendingTests + numTodoTests;
		writeFileSync(TEST_COUNTS_FILE, JSON.stringify({ passed: numPassedTests, failed }));
	}
};
