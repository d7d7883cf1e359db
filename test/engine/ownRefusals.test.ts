/* eslint-disable @n8n/community-nodes/no-restricted-globals */
// What n8n itself refuses is told in n8n's words, once, as a call that was never made.
process.env.N8N_SSRF_PROTECTION_ENABLED = 'true';
process.env.N8N_SSRF_ALLOWED_HOSTNAMES = 'localhost';
import { UnexpectedError } from 'n8n-workflow';
import type { INodeParameters } from 'n8n-workflow';
import type { NodeRunResult } from './support/nodeRun';
import { Fixture } from './support/fixture';

let fixture: Fixture;
beforeEach(async () => {
	fixture = await Fixture.open();
});
afterEach(async () => await fixture.close());

const list: INodeParameters = { resource: 'follower', operation: 'getAll', returnAll: true };
const tags: INodeParameters = { resource: 'tag', operation: 'getAll' };
const code: INodeParameters = { resource: 'login', operation: 'code2Session', jsCode: 'a code' };
const items = [{}, {}, {}];

/** The sandbox's own address, by a name that n8n lets through. */
const letThrough = () => {
	const { port } = new URL(fixture.client.url);
	fixture.saveCredentials({ baseUrl: `http://localhost:${port}` });
};

function saysSo({ error }: NodeRunResult, words: RegExp) {
	expect(error?.message).toMatch(words);
	expect(error?.description).toContain('nothing was sent');
	expect(`${error?.message}${error?.description}`).not.toMatch(
		/did not answer|not known|could not be reached/,
	);
}

it('lets the sandbox through where n8n does', async () => {
	letThrough();
	expect((await fixture.officialAccount(tags)).error).toBeUndefined();
});

it.each([
	['with a token', 'officialAccount', list],
	['with appid and secret', 'miniProgram', code],
] as const)('an address that its protection against internal addresses blocks: %s', async (_, node, call) => {
	saysSo(await fixture[node](call, { items }), /request was blocked.*restricted IP/);
	expect(await fixture.allCalls()).toBe(0);
});

it('a blocked address, once the token is there', async () => {
	letThrough();
	await fixture.officialAccount(tags);
	const calls = await fixture.allCalls();
	const row = fixture.engine.store.row('oa');
	jest.spyOn(fixture.engine.store, 'authenticate').mockImplementation(async (_credential, _name, request) => {
		const type = fixture.engine.store.row('oa');
		expect(type.accessToken).toBe(row.accessToken);
		const options = request as { url: string };
		return { ...options, url: options.url.replace('localhost', '127.0.0.1') };
	});
	saysSo(await fixture.officialAccount(tags), /request was blocked.*restricted IP/);
	expect(await fixture.allCalls()).toBe(calls);
});

it('an engine that keeps no expirable property', async () => {
	letThrough();
	jest
		.spyOn(fixture.engine.store, 'preAuthentication')
		.mockRejectedValue(
			new UnexpectedError('Engine 2.0 does not support credentials with an expirable property yet'),
		);
	saysSo(await fixture.officialAccount(tags, { items }), /Engine 2.0 does not support credentials/);
	expect(await fixture.allCalls()).toBe(0);
});

it('a credential that is gone, once and no more', async () => {
	fixture.engine.store.remove('oa');
	const { json, error } = await fixture.officialAccount(list, { items, continueOnFail: true });
	expect(error).toBeUndefined();
	expect(json.map((one) => String(one.error))).toEqual(
		items.map(() => expect.stringContaining('does not exist') as string),
	);
	expect(String(json[0].description)).toContain('nothing was sent');
	for (const { description } of json.slice(1)) expect(String(description)).toContain('was not tried');
	expect(await fixture.allCalls()).toBe(0);
});
