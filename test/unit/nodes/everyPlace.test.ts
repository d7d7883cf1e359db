// Where an operation has to be, beside its own file: the resources of its node, the sandbox, the engine tests, the steps of
// the e2e suite, the random fault sequences. A new one that is missing in a place is named here within seconds, with the file
// that wants it.
import { endpointAt } from '../../../sandbox/api';
import { miniProgramSteps } from '../../e2e/support/steps/miniProgram';
import { officialAccountSteps } from '../../e2e/support/steps/officialAccount';
import type { StepData } from '../../e2e/support/steps/stepData';
import { operationsInScenes } from './faultScenes';
import * as places from './places';
import type { NodeName } from './places';

const {
	NODES,
	engineFileFor,
	filesBelow,
	folderOf,
	isTested,
	operationsIn,
	owesScene,
	sandboxFileFor,
	sceneFileFor,
	stepsFileOf,
	textOf,
} = places;
const STEPS = { officialAccount: officialAccountSteps, miniProgram: miniProgramSteps };
const resourcesOf = (node: NodeName): string => `${folderOf(node)}/resources.ts`;
/** Stands for every account, person and template: only the names of the steps are of interest. */
const anyWorld = new Proxy({}, { get: (): unknown => anyWorld }) as StepData;

let inScenes: Record<NodeName, Set<string>>;
beforeAll(async () => {
	inScenes = await operationsInScenes();
});

describe.each(Object.keys(NODES) as NodeName[])('An operation of %s', (node) => {
	const operations = operationsIn(NODES[node]);

	it('is in the resources of its node', () => {
		const imported = textOf(resourcesOf(node));
		const left = filesBelow(folderOf(node), '.operation.ts')
			.map((file) => file.replace(folderOf(node), '.').replace(/\.ts$/, ''))
			.filter((file) => !imported.includes(`'${file}'`))
			.map((file) => `${file} is not imported: put what it exports into ${resourcesOf(node)}`);
		expect(left).toEqual([]);
		expect(operations.length).toBeGreaterThan(0);
	});

	it('finds what it calls in the sandbox', () => {
		const left = operations.flatMap(({ at, calls }) =>
			calls
				.filter((path) => endpointAt(path) === undefined)
				.map((path) => `${at} calls ${path}: add an Endpoint for it to ${sandboxFileFor(path)}`),
		);
		expect(left).toEqual([]);
	});

	it('has a step for a real n8n', () => {
		const stepped = new Set(STEPS[node](anyWorld).map(({ name }) => name));
		const left = operations
			.filter(({ at }) => !stepped.has(at))
			.map(({ at }) => `${at} has no step: add one of this name to ${stepsFileOf(node)}`);
		expect(left).toEqual([]);
		const known = operations.map(({ at }) => at);
		const gone = [...stepped]
			.filter((name) => !known.includes(name))
			.map((name) => `${name} has a step in ${stepsFileOf(node)}, and no operation in ${resourcesOf(node)}`);
		expect(gone).toEqual([]);
	});

	it('is named, with its resource, in an engine test', () => {
		const left = operations
			.filter((one) => !isTested(one))
			.map(({ of, at }) => `${at} is not tested in n8n's engine: add tests to ${engineFileFor(of)}`);
		expect(left).toEqual([]);
	});

	it('meets faults, where it sends, spends, creates or changes something', () => {
		const left = operations
			.filter((one) => owesScene(node, one) && !inScenes[node].has(one.at))
			.map(
				({ of, at }) =>
					`${at} has no fault scene: write one in ${sceneFileFor(of)}, and list a new maker in test/engine/faults/scenes.ts`,
			);
		expect(left).toEqual([]);
		const known = operations.map(({ at }) => at);
		const gone = [...inScenes[node]]
			.filter((at) => !known.includes(at))
			.map(
				(at) => `${at} has a fault scene in test/engine/faults/, and no operation in ${resourcesOf(node)}`,
			);
		expect(gone).toEqual([]);
	});
});
