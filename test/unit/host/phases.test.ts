/* eslint-disable @n8n/community-nodes/no-restricted-globals */
// The table at the end of a run: what took how long, and how long somebody waited for it.
import type * as Phases from '../../../host/phases';

const fresh = (): typeof Phases => {
	let phases: typeof Phases | undefined;
	jest.isolateModules(() => (phases = jest.requireActual<typeof Phases>('../../../host/phases')));
	return phases as typeof Phases;
};
const SECOND = 1000;

beforeEach(() => jest.useFakeTimers());
afterEach(() => {
	delete process.env.DEMO_PHASES_SO_FAR;
	jest.useRealTimers();
});

it('counts what was waited for, not the sum of what ran side by side', () => {
	const { record, table } = fresh();
	jest.advanceTimersByTime(600 * SECOND);
	record('engine tests', 500 * SECOND, '12 passed');
	record('e2e tests', 580 * SECOND);
	expect(table('Where the time went:')).toEqual([
		'Where the time went:',
		'  engine tests  500.0 s  12 passed',
		'  e2e tests     580.0 s',
		'  Total         600.0 s  1080.0 s of work, some side by side',
	]);
});

it('goes on in a process that is handed what was so far', () => {
	const first = fresh();
	jest.advanceTimersByTime(10 * SECOND);
	first.record('Installing', 9 * SECOND);
	Object.assign(process.env, first.handOver());
	const second = fresh();
	jest.advanceTimersByTime(5 * SECOND);
	second.record('Starting', 4 * SECOND);
	expect(second.table('')).toEqual([
		'',
		'  Installing   9.0 s',
		'  Starting     4.0 s',
		'  Total       15.0 s',
	]);
});
