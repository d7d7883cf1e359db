/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// Where an operation has to be, beside the resources of its node: the sandbox, the engine tests, the steps of the e2e
// suite. A new one that is missing in a place is named here within seconds, with the file that wants it.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { resources as miniProgram } from '../../../nodes/WechatLinkMiniProgram/resources';
import { resources as officialAccount } from '../../../nodes/WechatLinkOfficialAccount/resources';
import { endpointAt } from '../../../sandbox/api';
import { miniProgramSteps } from '../../e2e/support/steps/miniProgram';
import { officialAccountSteps } from '../../e2e/support/steps/officialAccount';
import type { World } from '../../e2e/support/steps/world';

const engineTests = join(__dirname, '../../engine');
const sources = readdirSync(engineTests, { recursive: true, encoding: 'utf8' })
	.filter((file) => file.endsWith('.ts'))
	.map((file) => readFileSync(join(engineTests, file), 'utf8'));

/** Stands for every account, person and template: only the names of the steps are of interest. */
const anyWorld = new Proxy({}, { get: (): unknown => anyWorld }) as World;

describe.each([
	['officialAccount', officialAccount, officialAccountSteps],
	['miniProgram', miniProgram, miniProgramSteps],
] as const)('An operation of %s', (node, resources, steps) => {
	const operations = resources.flatMap((resource) =>
		resource.operations.map((operation) => ({ of: resource.value, ...operation })),
	);

	it('finds what it calls in the sandbox', () => {
		const calls = operations.flatMap((operation) => operation.calls);
		// Each wants an Endpoint in the fitting file of sandbox/api/.
		expect([...new Set(calls)].filter((path) => endpointAt(path) === undefined)).toEqual([]);
	});

	it('has a step for a real n8n', () => {
		const names = operations.map(({ of, value }) => `${of}.${value}`);
		const stepped = new Set(steps(anyWorld).map(({ name }) => name));
		// Each wants a step in test/e2e/support/steps/${node}.ts.
		expect({ node, left: names.filter((name) => !stepped.has(name)) }).toEqual({ node, left: [] });
		expect({ node, gone: [...stepped].filter((name) => !names.includes(name)) }).toEqual({ node, gone: [] });
	});

	it('is named, with its resource, in an engine test', () => {
		const isNamed = ({ of, value }: { of: string; value: string }) =>
			sources.some((source) => source.includes(`'${of}'`) && source.includes(`'${value}'`));
		const left = operations.filter((one) => !isNamed(one)).map(({ of, value }) => `${of}.${value}`);
		// Each wants tests in test/engine/.
		expect(left).toEqual([]);
	});
});
