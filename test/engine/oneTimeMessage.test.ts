// One-time messages (一次性订阅消息): agreed to on a link, sent once, also to people who do not follow.
import type { PersonView } from '../../sandbox/types';
import { Fixture, inOwnFixture } from './support/fixture';

const SEND = '/cgi-bin/message/template/subscribe';
const REDIRECT = 'https://n8n.example.com/webhook/consent';

let fixture: Fixture;
let person: PersonView;
let templateId: string;
inOwnFixture(async (opened) => {
	fixture = opened;
	// Somebody who does not follow: they have an openid here all the same.
	[person] = await fixture.client.people({ follows: false, usesMiniProgram: true, limit: 1 });
	templateId = (await fixture.client.oneTimeTemplate()).id;
	await fixture.client.resetCounters();
});

const oneTime = (operation: string, more: object = {}) =>
	({ resource: 'oneTimeMessage', operation, templateId, scene: '7', ...more }) as never;
const link = async (more: object = {}) => {
	const { json } = await fixture.officialAccount(
		oneTime('createConsentLink', { redirectUrl: REDIRECT, ...more }),
	);
	return String(json[0].url);
};
const agree = async (answer?: 'accept' | 'refuse', more: object = {}) => {
	const { location } = await fixture.client.openPage(person.id, await link(more), answer);
	return Object.fromEntries(new URL(String(location)).searchParams);
};
const message = { title: 'Ready', content: 'Your table is ready.' };
const send = (openid: string, more: object = {}) => oneTime('send', { openid, ...message, ...more });

it('makes the link of WeChat, without any call', async () => {
	fixture.saveCredentials({ baseUrl: 'https://api.weixin.qq.com' });
	const { appId } = fixture.accounts.officialAccount;
	expect(await link({ reserved: 'abc' })).toBe(
		`https://mp.weixin.qq.com/mp/subscribemsg?action=get_confirm&appid=${appId}&scene=7&template_id=${templateId}&redirect_url=https%3A%2F%2Fn8n.example.com%2Fwebhook%2Fconsent&reserved=abc#wechat_redirect`,
	);
	expect(await fixture.allCalls()).toBe(0);
});

it('makes up a text of its own for each link, and tells it, so that the return can be checked', async () => {
	const { json } = await fixture.officialAccount(oneTime('createConsentLink', { redirectUrl: REDIRECT }), {
		items: [{}, {}],
	});
	const texts = json.map(({ reserved }) => String(reserved));
	for (const text of texts) expect(text).toMatch(/^[0-9a-f]{32}$/);
	expect(texts[0]).not.toBe(texts[1]);
	expect(json.map(({ url }) => new URL(String(url)).searchParams.get('reserved'))).toEqual(texts);
	const { location } = await fixture.client.openPage(person.id, String(json[0].url), 'accept');
	expect(new URL(String(location)).searchParams.get('reserved')).toBe(texts[0]);
});

it('brings the openid back with the consent, and reaches somebody who does not follow, once', async () => {
	const back = await agree('accept', { reserved: 'abc' });
	expect(back).toMatchObject({ action: 'confirm', scene: '7', reserved: 'abc', template_id: templateId });
	const { json } = await fixture.officialAccount(
		send(back.openid, { jumpTo: 'url', url: 'https://example.com' }),
	);
	expect(json).toEqual([{ delivered: true, openid: back.openid, template_id: templateId, scene: '7' }]);
	expect(await fixture.inboxOf(back.openid)).toMatchObject([
		{ data: message, jump: { url: 'https://example.com' } },
	]);
	const { json: again } = await fixture.officialAccount(send(back.openid));
	expect(again[0]).toMatchObject({ delivered: false, reason: 'notSubscribed', errcode: 43101 });
});

it('has one message per scene, however often the person agrees', async () => {
	const { openid } = await agree();
	await agree();
	const { json } = await fixture.officialAccount(send(openid), { items: [{}, {}] });
	expect(json.map(({ delivered }) => delivered)).toEqual([true, false]);
});

it('takes somebody without consent for an error when the option says so, and goes on when On Error says so', async () => {
	const back = await agree('refuse');
	expect(back).toMatchObject({ action: 'cancel' });
	expect(back).not.toHaveProperty('openid');
	const parameters = send('={{ $json.openid }}', { options: { unreachable: 'error' } });
	const { openid: agreed } = await agree();
	const [follower] = await fixture.client.people({ follows: true, limit: 1 });
	const items = [{ openid: follower.officialAccountOpenid }, { openid: agreed }] as never;
	const { error } = await fixture.officialAccount(parameters, { items });
	expect(error?.httpCode).toBe('43101');
	expect(error?.description).toContain('consent link');
	const { json } = await fixture.officialAccount(parameters, { items, continueOnFail: true });
	expect(json[0]).toMatchObject({ errcode: 43101 });
});

it('explains the template of another account', async () => {
	const { openid } = await agree();
	const { error } = await fixture.officialAccount(send(openid, { templateId: 'x'.repeat(43) }));
	expect(error?.httpCode).toBe('40037');
});

it('does not send again when the answer is lost', async () => {
	const { openid } = await agree();
	await fixture.client.fault({ path: SEND, reset: 'after' });
	const { error } = await fixture.officialAccount(send(openid), {
		retryOnFail: { maxTries: 3, waitBetweenTries: 0 },
	});
	expect(error?.description).toContain('not known');
	expect(await fixture.calls(SEND)).toBe(1);
	expect(await fixture.inboxOf(openid)).toHaveLength(1);
});

it.each([
	['no openid', 'send', { openid: '={{ " " }}' }, 'openid'],
	['no title', 'send', { title: '={{ " " }}' }, 'title'],
	['16 characters of title', 'send', { title: 'a'.repeat(16) }, 'title'],
	['201 characters of content', 'send', { content: 'a'.repeat(201) }, 'content'],
	['a scene of 10001', 'send', { scene: '10001' }, 'scene'],
	['no scene', 'send', { scene: '={{ " " }}' }, 'scene'],
	['a scene of words', 'createConsentLink', { scene: 'table' }, 'scene'],
	['no template', 'createConsentLink', { templateId: '={{ " " }}' }, 'templateId'],
	['a path for an address', 'createConsentLink', { redirectUrl: '/consent' }, 'redirectUrl'],
	['a hyphen in reserved', 'createConsentLink', { reserved: 'a-b' }, 'reserved'],
])('refuses %s before any call', async (_, operation, more, parameter) => {
	const { error } = await fixture.officialAccount(
		oneTime(operation, { openid: 'oAnybody', ...message, redirectUrl: REDIRECT, ...more }),
	);
	expect(error?.context).toMatchObject({ parameter, itemIndex: 0 });
	expect(await fixture.allCalls()).toBe(0);
});
