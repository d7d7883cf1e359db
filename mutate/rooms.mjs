// What is mutated, room by room, and the tests that must notice: those that know the room best, and of the engine's the few
// that are quick, since each mutant runs all of its room's tests that come by it.
import { SetupProblem } from '../host/setup/commands.mjs';

export const ROOMS = [
	{
		name: 'templates',
		mutate: ['wechat/templates/**/*.ts'],
		tests: ['test/unit/wechat/templates/*.test.ts', 'test/unit/publicCases/{values,list}.test.ts'],
	},
	{
		name: 'push',
		mutate: ['wechat/push/**/*.ts'],
		tests: ['test/unit/wechat/push/*.test.ts', 'test/unit/publicCases/pushes.test.ts'],
	},
	{
		name: 'credentials',
		mutate: ['credentials/shared/**/*.ts'],
		tests: ['test/unit/credentials/**/*.test.ts'],
	},
	{
		name: 'call',
		mutate: ['nodes/shared/call/**/*.ts'],
		tests: [
			'test/unit/nodes/shared/call/*.test.ts',
			'test/engine/{login,qrCode,mediaDownload,followerLists,tokenAge}.test.ts',
			'test/engine/faults/singleFaults.test.ts',
		],
	},
	{
		name: 'run',
		mutate: ['nodes/shared/run/**/*.ts'],
		tests: [
			'test/unit/nodes/shared/run/*.test.ts',
			'test/engine/{badInput,repeatedDeeds,attemptAge,sendOnceAsTool}.test.ts',
			'test/engine/publicCases/runs.test.ts',
		],
	},
];

/** @throws SetupProblem with one sentence where there is none of that name */
export function roomOf(name) {
	const room = ROOMS.find((one) => one.name === name);
	if (room) return room;
	throw new SetupProblem(
		`There is no room "${name}": the rooms are ${ROOMS.map((one) => one.name).join(', ')}.`,
	);
}
