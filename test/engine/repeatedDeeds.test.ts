// What changes something at WeChat and is no message: how often it is done when n8n repeats the work.
import type { INodeParameters } from 'n8n-workflow';
import { Fixture, inOwnFixture } from './support/fixture';

const PATH = '/cgi-bin/tags/create';
const retryOnFail = { maxTries: 3, waitBetweenTries: 1 };
const items = ['one', 'two', 'three'].map((name) => ({ name }));
const create: INodeParameters = { resource: 'tag', operation: 'create', name: '={{ $json.name }}' };
const looped: INodeParameters = { ...create, name: "={{ $('Start').item.json.name }}" };

let fixture: Fixture;
inOwnFixture((opened) => {
	fixture = opened;
});

/** What WeChat carried out, by name. */
async function deeds(): Promise<string[]> {
	const done = (await fixture.client.calls({ path: PATH })).filter(({ tookEffect }) => tookEffect);
	return done.map(({ body }) => (body as { tag: { name: string } }).tag.name).sort();
}
const refuseTwo = async () => await fixture.client.fault({ path: PATH, contains: 'two', errcode: 45058 });
const loseTwo = async () => await fixture.client.fault({ path: PATH, contains: 'two', reset: 'after' });

describe('Retry On Fail', () => {
	it('does not do again what was done, and does the rest', async () => {
		await refuseTwo();
		const { json, error } = await fixture.officialAccount(create, { items, retryOnFail });
		expect(error).toBeUndefined();
		expect(json.map(({ name }) => name)).toEqual(['one', 'two', 'three']);
		expect(await deeds()).toEqual(['one', 'three', 'two']);
	});

	it('does not do again what may have been done', async () => {
		await loseTwo();
		const { error } = await fixture.officialAccount(create, { items, retryOnFail });
		expect(error?.description).toContain('not known whether');
		expect(await fixture.calls(PATH)).toBe(3);
	});
});

describe.each<
	[what: string, node: 'officialAccount' | 'miniProgram', path: string, parameters: INodeParameters]
>([
	[
		'short link',
		'miniProgram',
		'/wxa/genwxashortlink',
		{
			resource: 'link',
			operation: 'createShortLink',
			pageUrl: '=pages/index/index?x={{ $json.name }}',
			permanent: true,
		},
	],
	[
		'QR code',
		'officialAccount',
		'/cgi-bin/qrcode/create',
		{ resource: 'qrCode', operation: 'create', actionName: 'QR_LIMIT_STR_SCENE', scene: '={{ $json.name }}' },
	],
])('a permanent %s, of which WeChat gives 100,000', (_, node, path, parameters) => {
	const made = async () =>
		(await fixture.client.calls({ path })).flatMap(({ tookEffect, body }) =>
			tookEffect ? /one|two|three/.exec(JSON.stringify(body)) : [],
		);

	it('is not made again by Retry On Fail because of another item', async () => {
		await fixture.client.fault({ path, contains: 'two', errcode: 45002 });
		const { json, error } = await fixture[node](parameters, { items, retryOnFail });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(3);
		expect((await made()).sort()).toEqual(['one', 'three', 'two']);
	});
});

it('a permanent short link whose answer was lost is not made again by Retry On Fail', async () => {
	const path = '/wxa/genwxashortlink';
	await fixture.client.fault({ path, contains: 'two', reset: 'after' });
	const pageUrl = '=pages/index/index?x={{ $json.name }}';
	const parameters = { resource: 'link', operation: 'createShortLink', pageUrl, permanent: true };
	const { error } = await fixture.miniProgram(parameters, { items, retryOnFail });
	expect(error?.description).toContain('not known whether');
	expect(await fixture.calls(path)).toBe(3);
});

it("n8n's Retry of a saved execution does all of it again, and WeChat says what it has already", async () => {
	await refuseTwo();
	const what = fixture.nodeRun('officialAccount', create, { items, continueOnFail: false });
	const failed = await fixture.engine.run(what);
	expect(failed.error).toBeDefined();
	const { error } = await fixture.engine.retry(what, failed);
	expect(error?.httpCode).toBe('45157');
});

it('a loop does again what failed, and nothing else', async () => {
	await refuseTwo();
	await fixture.officialAccount(looped, { items, loopsErrors: true });
	expect(await deeds()).toEqual(['one', 'three', 'two']);
});

it('a tool call that is tried again does not do again what may have been done', async () => {
	await loseTwo();
	const parameters = { ...create, name: "={{ $fromAI('name') }}" };
	const call = fixture.engine.tool(fixture.nodeRun('officialAccount', parameters, { retryOnFail }))();
	await expect(call({ name: 'two' })).rejects.toThrow('not known whether');
	expect(await fixture.calls(PATH)).toBe(1);
});

it('another execution does all of it again, and WeChat says what it has already', async () => {
	await fixture.officialAccount(create, { items });
	const { error } = await fixture.officialAccount(create, { items });
	expect(error?.httpCode).toBe('45157');
});
