// How StrykerJS goes through one room, which MUTATE_ROOM names.
import { roomOf } from './rooms.mjs';

const { MUTATE_ROOM, MUTATE_CONCURRENCY = '2' } = process.env;
const { mutate, tests } = roomOf(MUTATE_ROOM);
const at = (file) => `.data/mutate/${MUTATE_ROOM}/${file}`;
process.env.MUTATE_TESTS = JSON.stringify(tests);

export default {
	packageManager: 'npm',
	plugins: ['@stryker-mutator/jest-runner', './mutate/runner.mjs', './mutate/texts.mjs'],
	testRunner: 'room',
	jest: { projectType: 'custom', configFile: 'mutate/jest.config.js', enableFindRelatedTests: false },
	coverageAnalysis: 'perTest',
	mutate,
	ignorers: ['texts'],
	// What a module makes once when it is loaded cannot be changed for single tests: each such mutant would run them all anew.
	ignoreStatic: true,
	// Only for what never comes back: Jest ends a test that hangs, and the machine may be busy.
	timeoutMS: 60_000,
	timeoutFactor: 3,
	concurrency: Number(MUTATE_CONCURRENCY),
	thresholds: { high: 95, low: 90, break: 90 },
	reporters: ['clear-text', 'html', 'json', 'progress-append-only'],
	clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
	htmlReporter: { fileName: at('report.html') },
	jsonReporter: { fileName: at('report.json') },
	incremental: true,
	incrementalFile: at('incremental.json'),
	tempDirName: at('sandbox'),
	ignorePatterns: ['docs/screenshots', 'scan', 'test/ui', '.data', 'demo/.data', 'demo/oldest'],
};
