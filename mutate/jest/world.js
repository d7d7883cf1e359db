// One world for tests, packages and what is mutated: n8n's packages, which each file of tests would otherwise load anew for
// seconds, then stay loaded. The tests of a room neither notice nor need the walls that Jest puts around each file.
const path = require('node:path');
const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

/** What Jest puts in its own place of. */
const REPLACED = ['console', '__stryker__', 'setTimeout'];

/** In the engine's tests waits are this many times shorter; what is longer is a limit, not a wait. */
const HASTE = 20;
const ENGINE = path.join(path.sep, 'test', 'engine', path.sep);
const [SHORTEST_WAIT_MS, LONGEST_WAIT_MS] = [100, 5_000];

const realTimeout = globalThis.setTimeout;
const hastyTimeout = (work, ms, ...args) =>
	realTimeout(work, ms >= SHORTEST_WAIT_MS && ms <= LONGEST_WAIT_MS ? ms / HASTE : ms, ...args);

/** The mutant that is being tried, if one is. */
const mutant = () => process.env.__STRYKER_ACTIVE_MUTANT__;

class OneWorld {
	constructor({ projectConfig }, { testPath }) {
		this.global = globalThis;
		Object.assign(globalThis, projectConfig.globals);
		this.replaced = REPLACED.map((name) => [name, globalThis[name]]);
		this.exit = process.exit;
		this.moduleMocker = new ModuleMocker(globalThis);
		this.fakeTimers = null;
		this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
		globalThis.__stryker__ = {};
		if (testPath.includes(ENGINE)) globalThis.setTimeout = Object.assign(hastyTimeout, realTimeout);
	}

	/** One test that fails is enough: the others are left out. */
	handleTestEvent(event) {
		if (mutant() === undefined) return;
		if (event.name === 'test_fn_failure' || event.name === 'hook_failure') this.isKilled = true;
		if (event.name === 'test_start' && this.isKilled) event.test.mode = 'skip';
	}

	exportConditions() {
		return ['node', 'node-addons'];
	}

	/** Something that is true: see runtime.js. */
	getVmContext() {
		return {};
	}

	async setup() {}

	async teardown() {
		this.fakeTimersModern.dispose();
		for (const [name, value] of this.replaced) globalThis[name] = value;
		process.exit = this.exit;
	}
}

module.exports = OneWorld;
