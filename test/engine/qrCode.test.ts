// QR codes with a scene: every type, the picture, and what is refused before any call.
import type { IDataObject } from 'n8n-workflow';
import { withShortWaits } from './support/waits';
import { Fixture, inOwnFixture } from './support/fixture';

withShortWaits();

const CREATE = '/cgi-bin/qrcode/create';
const SHOW = '/cgi-bin/showqrcode';

let fixture: Fixture;
inOwnFixture((opened) => {
	fixture = opened;
});

const qrCode = (more: IDataObject = {}) =>
	({ resource: 'qrCode', operation: 'create', scene: 'customer-42', ...more }) as never;
const sentBody = async () => (await fixture.client.calls({ path: CREATE }))[0].body;

it.each([
	['QR_STR_SCENE', 'shop 3', { scene_str: 'shop 3' }, 604_800],
	['QR_SCENE', '4294967295', { scene_id: 4_294_967_295 }, 604_800],
	['QR_LIMIT_SCENE', '100000', { scene_id: 100_000 }, undefined],
	['QR_LIMIT_STR_SCENE', '一'.repeat(64), { scene_str: '一'.repeat(64) }, undefined],
])('creates a code of type %s', async (actionName, scene, sent, expiry) => {
	const { json, error } = await fixture.officialAccount(qrCode({ actionName, scene }));
	expect(error).toBeUndefined();
	expect(json[0]).toMatchObject({
		ticket: expect.any(String),
		url: expect.stringContaining('weixin.qq.com'),
	});
	expect(json[0].expire_seconds).toBe(expiry);
	expect(await sentBody()).toEqual({
		...(expiry ? { expire_seconds: expiry } : {}),
		action_name: actionName,
		action_info: { scene: sent },
	});
	expect(await fixture.calls(SHOW)).toBe(0);
});

it('gives the address of the picture, which anybody can open', async () => {
	const { json } = await fixture.officialAccount(qrCode());
	const answer = await fetch(String(json[0].image_url));
	expect(answer.headers.get('content-type')).toMatch(/^image\//);
	expect(new URL(String(json[0].image_url)).searchParams.get('ticket')).toBe(json[0].ticket);
});

it('puts the picture into binary data, named by what it is', async () => {
	const parameters = qrCode({ download: true, binaryPropertyName: 'code', scene: '={{ $json.scene }}' });
	const { items, error } = await fixture.officialAccount(parameters, {
		items: [{ scene: 'a' }, { scene: 'b' }],
	});
	expect(error).toBeUndefined();
	expect(items).toHaveLength(2);
	const { binary, json, pairedItem } = items[1];
	expect(pairedItem).toEqual({ item: 1 });
	expect(json).toHaveProperty('ticket');
	expect(binary?.code).toMatchObject({ mimeType: 'image/jpeg', fileName: 'qr-code.jpg' });
	expect(
		Buffer.from(binary?.code.data ?? '', 'base64')
			.subarray(0, 2)
			.toString('hex'),
	).toBe('ffd8');
	expect(await fixture.calls(SHOW)).toBe(2);
});

it('asks for the picture without a token', async () => {
	await fixture.officialAccount(qrCode({ download: true }));
	const [call] = await fixture.client.calls({ path: SHOW });
	expect(Object.keys(call.query as object)).toEqual(['ticket']);
});

it.each([
	['a page', '<html>login</html>', "not one of WeChat's"],
	['an answer', '{"errcode":0,"errmsg":"ok"}', 'WeChat sent no picture'],
	['more than any picture has', `GIF89a${' '.repeat(10 * 1024 * 1024)}`, 'bigger than 10 MB'],
])('is not content with %s in the place of the picture', async (_, body, said) => {
	await fixture.client.fault({
		path: SHOW,
		times: -1,
		http: { status: 200, body, contentType: 'image/jpeg' },
	});
	const { error, items } = await fixture.officialAccount(qrCode({ download: true }));
	expect(error?.message).toContain(said);
	expect(items).toEqual([]);
});

it('explains that the account has all its permanent codes', async () => {
	await fixture.client.fault({ path: CREATE, errcode: 45029, times: -1 });
	const { json } = await fixture.officialAccount(qrCode({ actionName: 'QR_LIMIT_SCENE', scene: '7' }), {
		continueOnFail: true,
	});
	expect(json[0]).toMatchObject({ errcode: 45029, error: expect.any(String) });
});

it.each([
	['no scene', { scene: '={{ $json.nothing }}' }, 'Scene'],
	['65 characters', { scene: 'x'.repeat(65) }, 'Scene'],
	['text where a number belongs', { actionName: 'QR_SCENE', scene: 'shop' }, 'Scene'],
	['number 0', { actionName: 'QR_SCENE', scene: '0' }, 'Scene'],
	['a permanent number over 100,000', { actionName: 'QR_LIMIT_SCENE', scene: '100001' }, 'Scene'],
	['31 days', { expireSeconds: 2_678_400 }, 'Expires After'],
	['no seconds', { expireSeconds: 0 }, 'Expires After'],
	['a type that is none', { actionName: '={{ "QR_CARD" }}' }, 'Type'],
	['no field for the picture', { download: true, binaryPropertyName: '={{ $json.x }}' }, 'Put Output File'],
])('%s is refused before any call', async (_, change, named) => {
	const { error } = await fixture.officialAccount(qrCode(change));
	expect(error?.message).toContain(named);
	expect(error?.description?.length).toBeGreaterThan(10);
	expect(await fixture.allCalls()).toBe(0);
});
