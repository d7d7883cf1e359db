// StrykerJS's runner of Jest's tests, made quick: of all tests of a room it loads only the files whose tests come by a mutant,
// the one of the same name first, and the engine's only where the others have not noticed it.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { PluginKind, commonTokens, declareFactoryPlugin, tokens } from '@stryker-mutator/api/plugin';
import { MutantRunStatus } from '@stryker-mutator/api/test-runner';
import { strykerPlugins as jestPlugins } from '@stryker-mutator/jest-runner';

/** In the sandbox that all processes of one run share: which file each test stands in, and how long it takes. */
const PLACES = 'places-of-tests.json';

const isOfEngine = (file) => file.includes('/test/engine/');

class RoomRunner {
	constructor(jest) {
		this.jest = jest;
		const run = jest.run.bind(jest);
		jest.run = async (settings) => await run({ testFiles: this.files, ...settings });
	}

	capabilities() {
		return this.jest.capabilities();
	}

	async init() {
		await this.jest.init();
	}

	async dryRun(options) {
		const result = await this.jest.dryRun(options);
		const places = (result.tests ?? []).map(({ id, fileName: file, timeSpentMs: ms }) => ({ id, file, ms }));
		writeFileSync(PLACES, JSON.stringify(places));
		return result;
	}

	async mutantRun(options) {
		let result;
		for (const files of this.roundsOf(options.testFilter, options.sandboxFileName)) {
			this.files = files;
			result = await this.jest.mutantRun(options);
			if (result.status !== MutantRunStatus.Survived) break;
		}
		return result;
	}

	/** @returns the files to load, in the order in which to try them; everything where it is not known which */
	roundsOf(tests, mutated) {
		if (tests === undefined || !existsSync(PLACES)) return [undefined];
		const wanted = new Set(tests);
		const took = new Map();
		for (const { id, file, ms } of JSON.parse(readFileSync(PLACES, 'utf8')))
			if (wanted.has(id)) took.set(file, (took.get(file) ?? 0) + ms);
		const files = [...took.keys()].sort((a, b) => took.get(a) - took.get(b));
		const ofItsName = (file) => basename(file) === basename(mutated).replace(/\.ts$/, '.test.ts');
		const units = files.filter((file) => !isOfEngine(file));
		const rounds = [
			units.filter(ofItsName),
			units.filter((file) => !ofItsName(file)),
			...files.filter(isOfEngine).map((file) => [file]),
		];
		return rounds.filter((round) => round.length > 0);
	}
}

function roomRunner(injector) {
	return new RoomRunner(injector.injectFunction(jestPlugins[0].factory));
}
roomRunner.inject = tokens(commonTokens.injector);

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'room', roomRunner)];
