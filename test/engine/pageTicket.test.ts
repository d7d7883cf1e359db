// The ticket for web pages: how long it is used, whatever WeChat says of it, and what several processes make of one.
import { createHash } from 'node:crypto';
import { sleep } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';
import type { SettingsPatch } from '../../sandbox/client';
import { moveClock } from './support/clock';
import { Fixture, inOwnFixture } from './support/fixture';

const TICKET = '/cgi-bin/ticket/getticket';
const FETCH = '/cgi-bin/stable_token';
const PAGE = 'https://shop.example.com/consent?order=42';
const SECOND = 1_000;
const MINUTE = 60_000;

let fixture: Fixture;
inOwnFixture((opened) => {
	fixture = opened;
});
afterEach(() => jest.restoreAllMocks());

const sign = { resource: 'jsSdk', operation: 'sign', url: PAGE };

/** The clocks of n8n and of the sandbox go on by so much. */
async function passTime(ms: number): Promise<void> {
	await fixture.client.advanceClock(ms);
	moveClock(ms);
}

async function signed(): Promise<IDataObject> {
	const { json, error } = await fixture.officialAccount(sign);
	expect(error).toBeUndefined();
	return json[0];
}

/** What WeChat says to a page that configures itself with this. */
async function inWechat(config: IDataObject): Promise<string> {
	const given = { ...config, url: `${PAGE}#/route` };
	return (await fixture.client.configurePage(given as never)).errMsg;
}

const expectGood = async () => expect(await inWechat(await signed())).toBe('config:ok');

interface Stored extends IDataObject {
	token: string;
	boundTo: string;
	pageTicket?: { ticket: string; seenAt: number; usableUntil: number; boundTo: string };
}
const stored = () => JSON.parse(String(fixture.engine.store.row('oa').accessToken)) as Stored;
const store = (patch: Partial<Stored>) =>
	fixture.engine.store.edit('oa', { accessToken: JSON.stringify({ ...stored(), ...patch }) });

/** Another process, or another system, asks WeChat for the ticket. */
async function askedElsewhere(): Promise<string> {
	const { appId: appid, appSecret: secret } = fixture.accounts.officialAccount;
	const body = JSON.stringify({ grant_type: 'client_credential', appid, secret });
	const { url } = fixture.client;
	const token = (await (await fetch(`${url}${FETCH}`, { method: 'POST', body })).json()) as IDataObject;
	const query = `access_token=${String(token.access_token)}&type=jsapi`;
	const answer = (await (await fetch(`${url}${TICKET}?${query}`)).json()) as IDataObject;
	await fixture.client.resetCounters();
	return String(answer.ticket);
}

/** Another process of this n8n asks, and puts what it was given into the credential. */
async function storedElsewhere(patch: Partial<NonNullable<Stored['pageTicket']>> = {}): Promise<string> {
	const ticket = await askedElsewhere();
	const usableUntil = Date.now() + 100 * MINUTE;
	store({ pageTicket: { ticket, seenAt: Date.now(), usableUntil, boundTo: stored().boundTo, ...patch } });
	return ticket;
}

/** The credential holds a token, and nothing was asked about pages yet. */
async function withToken(): Promise<void> {
	await fixture.officialAccount({ resource: 'account', operation: 'getQuota', cgiPath: '/cgi-bin/user/get' });
	await fixture.client.resetCounters();
}

describe('A ticket that another system has taken 50 minutes before', () => {
	const cases: Array<[SettingsPatch['ticketRepeated'], SettingsPatch['ticketExpiresIn'], number]> = [
		['same', 'whole', 25],
		['same', 'left', 8],
		['newOldLives', 'whole', 6],
		['newOldLives', 'left', 6],
		['newOldDies', 'whole', 6],
		['newOldDies', 'left', 6],
	];

	it.each(cases)(
		'asked for again: %s, expires_in: %s: every page is signed with a good one for three hours, in %d calls at most',
		async (ticketRepeated, ticketExpiresIn, most) => {
			await fixture.client.settings({ ticketRepeated, ticketExpiresIn });
			await askedElsewhere();
			await passTime(50 * MINUTE);
			const answers: string[] = [];
			for (let minutes = 0; minutes < 180; minutes += 4) {
				answers.push(await inWechat(await signed()));
				await passTime(4 * MINUTE);
			}
			expect(answers).toEqual(answers.map(() => 'config:ok'));
			expect(await fixture.calls(TICKET)).toBeLessThanOrEqual(most);
		},
		60_000,
	);
});

describe('How old the ticket is', () => {
	it('is not known at first, so that WeChat is asked again after a minute', async () => {
		await expectGood();
		await passTime(59 * SECOND);
		await expectGood();
		expect(await fixture.calls(TICKET)).toBe(1);
		await passTime(2 * SECOND);
		await expectGood();
		expect(await fixture.calls(TICKET)).toBe(2);
	});

	it('is known once it has taken the place of another: it is renewed five minutes before its end', async () => {
		await fixture.client.settings({ ticketRepeated: 'newOldLives' });
		await expectGood();
		await passTime(61 * SECOND);
		await expectGood();
		expect(await fixture.calls(TICKET)).toBe(2);
		// Counted from when WeChat gave the one before.
		await passTime(113 * MINUTE);
		await expectGood();
		expect(await fixture.calls(TICKET)).toBe(2);
		await passTime(MINUTE);
		await expectGood();
		expect(await fixture.calls(TICKET)).toBe(3);
	});

	it.each([
		['an hour', 3_600, 55 * MINUTE],
		['two minutes', 120, MINUTE],
	])('is said where WeChat gives it %s: renewed in time', async (_, expires_in, usedFor) => {
		const body = JSON.stringify({ errcode: 0, errmsg: 'ok', ticket: 'a'.repeat(86), expires_in });
		const http = { status: 200, body, contentType: 'text/plain' };
		await fixture.client.fault({ path: TICKET, times: -1, http });
		await signed();
		await passTime(usedFor - 2 * SECOND);
		await signed();
		expect(await fixture.calls(TICKET)).toBe(1);
		await passTime(3 * SECOND);
		await signed();
		expect(await fixture.calls(TICKET)).toBe(2);
	});
});

describe('Beside the token in the credential', () => {
	it('the ticket stands for other processes, and stays there when the token is renewed', async () => {
		await expectGood();
		const { token, pageTicket } = stored();
		expect(pageTicket?.boundTo).toBe(stored().boundTo);
		await fixture.client.expireToken('officialAccount');
		await fixture.officialAccount({
			resource: 'account',
			operation: 'getQuota',
			cgiPath: '/cgi-bin/user/get',
		});
		expect(stored().token).not.toBe(token);
		expect(stored().pageTicket).toEqual(pageTicket);
	});

	it('it costs a process that has none yet no call', async () => {
		await withToken();
		const ticket = await storedElsewhere();
		await expectGood();
		expect(await fixture.allCalls()).toBe(0);
		expect(stored().pageTicket?.ticket).toBe(ticket);
	});

	it('it may be from a process whose clock is a little ahead', async () => {
		await withToken();
		await storedElsewhere({ seenAt: Date.now() + 50 * SECOND });
		await expectGood();
		expect(await fixture.calls(TICKET)).toBe(0);
	});

	it('a later one takes the place of what a process holds, should WeChat end the one before', async () => {
		await fixture.client.settings({ ticketRepeated: 'newOldDies' });
		const before = await signed();
		await storedElsewhere();
		expect(await inWechat(before)).toBe('config:invalid signature');
		await expectGood();
		expect(await fixture.calls(TICKET)).toBe(0);
	});

	it('one that was stored while WeChat was asked is kept and used when it is the later one', async () => {
		await withToken();
		await fixture.client.fault({ path: TICKET, delayMs: 400 });
		const signing = signed();
		while ((await fixture.calls(TICKET)) < 1) await sleep(10);
		const later = { ticket: 'b'.repeat(86), seenAt: Date.now() + SECOND, boundTo: stored().boundTo };
		store({ pageTicket: { ...later, usableUntil: Date.now() + MINUTE } });
		const { nonceStr, timestamp, signature } = await signing;
		expect(stored().pageTicket?.ticket).toBe(later.ticket);
		const text = `jsapi_ticket=${later.ticket}&noncestr=${String(nonceStr)}&timestamp=${String(timestamp)}&url=${PAGE}`;
		expect(signature).toBe(createHash('sha1').update(text).digest('hex'));
	});

	it('the same one, stored while WeChat was asked by whoever knows how old it is, is used as long as that one says', async () => {
		await withToken();
		const ticket = await askedElsewhere();
		await fixture.client.fault({ path: TICKET, delayMs: 400 });
		const signing = signed();
		while ((await fixture.calls(TICKET)) < 1) await sleep(10);
		const usableUntil = Date.now() + 100 * MINUTE;
		const seenAt = Date.now() - 30 * SECOND;
		store({ pageTicket: { ticket, seenAt, usableUntil, boundTo: stored().boundTo } });
		await signing;
		await passTime(99 * MINUTE);
		await expectGood();
		expect(await fixture.calls(TICKET)).toBe(1);
		await passTime(2 * MINUTE);
		await expectGood();
		expect(await fixture.calls(TICKET)).toBe(2);
	});

	it.each([
		['of other settings', () => ({ boundTo: 'another' })],
		['that claims more than two hours', () => ({ usableUntil: Date.now() + 121 * MINUTE })],
		['that is over', () => ({ usableUntil: Date.now() - SECOND })],
		['that WeChat will give in the future', () => ({ seenAt: Date.now() + 2 * MINUTE })],
	])('one %s is not used', async (_, patch) => {
		await withToken();
		await storedElsewhere({ ticket: 'c'.repeat(86), ...patch() });
		await expectGood();
		expect(await fixture.calls(TICKET)).toBe(1);
		expect(stored().pageTicket?.ticket).not.toBe('c'.repeat(86));
	});

	it('there may be none: where n8n cannot store it, this process still asks once', async () => {
		await withToken();
		const { preAuthentication } = fixture.engine.store;
		jest.spyOn(fixture.engine.store, 'preAuthentication').mockImplementation(async (...given) => {
			const isExpired = given[4];
			if (isExpired) throw new Error('database is locked');
			return await preAuthentication.apply(fixture.engine.store, given);
		});
		await expectGood();
		await expectGood();
		expect(await fixture.calls(TICKET)).toBe(1);
		expect(stored().pageTicket).toBeUndefined();
	});

	it('it gets there without a request of its own', async () => {
		await expectGood();
		expect((await fixture.client.counters()).calls).toEqual({ [FETCH]: 1, [TICKET]: 1 });
		await expectGood();
		expect(await fixture.allCalls()).toBe(2);
	});
});
