// Says every 15 seconds how many tests of a suite are done: jest itself prints nothing until a whole file is.
const { duration, say } = require('../demo/phases');

const TICK_MS = 15_000;

module.exports = class ProgressReporter {
	done = 0;
	begun = Date.now();

	onRunStart() {
		const suite = process.env.TEST_SUITE ?? 'jest';
		this.ticking = setInterval(
			() => say(`${suite} tests: ${this.done} done after ${duration(Date.now() - this.begun)}`),
			TICK_MS,
		);
	}

	onTestCaseResult() {
		this.done++;
	}

	onRunComplete() {
		clearInterval(this.ticking);
	}
};
