// The ticket for web pages: what a second call gives, what becomes of the first, and which pages WeChat believes.
import { createHash } from 'node:crypto';
import { type Harness, inHarness } from '../harness';

let h: Harness;
inHarness((opened) => {
	h = opened;
});

const PATH = '/cgi-bin/ticket/getticket';
const MINUTES = 60_000;
const ask = async (type?: string) =>
	await h.wechat.get(PATH, { ...(await h.token('officialAccount')), type });

const url = 'https://shop.example.com/a?b=c';
const page = { nonceStr: 'Wm3WZYTPz0wzccnW', timestamp: 1_414_587_457, url };
async function configure(ticket: unknown, patch: object = {}) {
	const text = `jsapi_ticket=${String(ticket)}&noncestr=${page.nonceStr}&timestamp=${page.timestamp}&url=${url}`;
	const signature = createHash('sha1').update(text).digest('hex');
	const { appId } = (await h.client.accounts()).officialAccount;
	return (await h.client.configurePage({ appId, ...page, signature, ...patch })).errMsg;
}

test('everybody gets the same one until its end, and hears of two hours each time', async () => {
	const first = await ask('jsapi');
	expect(first).toMatchObject({ errcode: 0, expires_in: 7200 });
	await h.client.advanceClock(119 * MINUTES);
	expect(await ask('jsapi')).toEqual(first);
	expect(await configure(first.ticket)).toBe('config:ok');
	await h.client.advanceClock(MINUTES);
	expect(await configure(first.ticket)).toBe('config:invalid signature');
	const second = await ask('jsapi');
	expect(second.ticket).not.toBe(first.ticket);
	expect(await configure(second.ticket)).toBe('config:ok');
});

test('or hears how long it is good', async () => {
	await h.client.settings({ ticketExpiresIn: 'left' });
	const { ticket } = await ask('jsapi');
	await h.client.advanceClock(90 * MINUTES);
	const { expires_in: left, ...again } = await ask('jsapi');
	expect(again).toMatchObject({ ticket });
	expect(Number(left)).toBeGreaterThan(1_790);
	expect(Number(left)).toBeLessThanOrEqual(1_800);
});

test.each([
	['newOldLives', 'config:ok'],
	['newOldDies', 'config:invalid signature'],
] as const)('or a new one each time (%s): the old one then is %s', async (ticketRepeated, old) => {
	await h.client.settings({ ticketRepeated });
	const first = await ask('jsapi');
	const second = await ask('jsapi');
	expect(second.ticket).not.toBe(first.ticket);
	expect(await configure(first.ticket)).toBe(old);
	expect(await configure(second.ticket)).toBe('config:ok');
});

test('10,000 a day, then 45009; and no other kind of ticket', async () => {
	const quota = await h.wechat.post(
		'/cgi-bin/openapi/quota/get',
		{ cgi_path: PATH },
		await h.token('officialAccount'),
	);
	expect(quota).toMatchObject({ quota: { daily_limit: 10_000 } });
	await h.client.settings({ quotas: { [PATH]: 1 } });
	await ask('jsapi');
	expect(await ask('jsapi')).toMatchObject({ errcode: 45009 });
	await h.client.reset();
	expect(await ask('wx')).toMatchObject({ errcode: 40097 });
	expect(await ask()).toMatchObject({ errcode: 40097 });
});

test('a page is believed only as it was signed, but for what stands behind #', async () => {
	const { ticket } = await ask('jsapi');
	expect(await configure(ticket, { url: `${url}#/route` })).toBe('config:ok');
	const invalid = 'config:invalid signature';
	expect(await configure(ticket, { url: `${url}&d=e` })).toBe(invalid);
	expect(await configure(ticket, { timestamp: page.timestamp + 1 })).toBe(invalid);
	expect(await configure(ticket, { nonceStr: 'other' })).toBe(invalid);
	expect(await configure('another ticket')).toBe(invalid);
	const { appId } = (await h.client.accounts()).miniProgram;
	expect(await configure(ticket, { appId })).toBe('config:invalid appid');
});
