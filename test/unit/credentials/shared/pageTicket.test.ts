// The ticket for web pages beside the token: put there by a request that is never sent, and not lost with a new token.
import {
	KEEP_TICKET,
	REJECTED_TOKEN_HEADER,
	laterTicket,
	readTokenRecord,
	tokenId,
	type PageTicket,
} from '../../../../wechat/accessToken';
import { Bench, MINUTE, stopClock, type Key } from './keyring';

const bench = new Bench();

function ticketOf(key: Key, ticket: string, patch: Partial<PageTicket> = {}): PageTicket {
	const { boundTo } = key.record;
	return { ticket, seenAt: Date.now(), usableUntil: Date.now() + 100 * MINUTE, boundTo, ...patch };
}

/** As a node does that has got a ticket. @returns what the request has met */
const keep = async (key: Key, ticket: PageTicket) =>
	await key.authenticate({ url: `${bench.url}/`, [KEEP_TICKET]: ticket }).then(
		() => 'sent',
		(error: Error) => error.name,
	);

const kept = (key: Key) => key.record.pageTicket?.ticket;

it('is stored by a request that never goes out, and costs no call', async () => {
	const key = bench.key();
	const token = await key.token();
	const ticket = ticketOf(key, 'first');
	expect(await keep(key, ticket)).toBe('TokenNeeded');
	expect(key.record).toMatchObject({ token, pageTicket: ticket });
	expect(await key.token()).toBe(token);
	expect(await bench.calls()).toBe(1);
});

it('stays where the token is fetched anew, also by an execution that has read the credential before', async () => {
	const key = bench.key();
	await key.token();
	const early = bench.key({ accessToken: key.credentials.accessToken });
	await keep(key, ticketOf(key, 'first'));
	key.edit({ validUntil: Date.now() - 1 });
	await key.token();
	expect(kept(key)).toBe('first');
	stopClock(2 * MINUTE);
	early.edit({ validUntil: Date.now() - 1 });
	await early.token();
	expect(kept(early)).toBe('first');
});

it.each([
	['later', 1, 'second'],
	['earlier', -1, 'first'],
])('gives way to one that WeChat gave %s', async (_, ms, holds) => {
	const key = bench.key();
	await key.token();
	const first = ticketOf(key, 'first');
	await keep(key, first);
	await keep(key, ticketOf(key, 'second', { seenAt: first.seenAt + ms }));
	expect(kept(key)).toBe(holds);
});

it.each<[what: string, patch: () => Partial<PageTicket>]>([
	['another account', () => ({ boundTo: 'another' })],
	['a clock that is wrong', () => ({ usableUntil: Date.now() + 121 * MINUTE })],
	['a clock that was ahead', () => ({ seenAt: Date.now() + 2 * MINUTE })],
])('is not stored for %s', async (_, patch) => {
	const key = bench.key();
	await key.token();
	await keep(key, ticketOf(key, 'strange', patch()));
	expect(kept(key)).toBeUndefined();
});

it('takes the place of one that was stored before the clock was put right', async () => {
	const key = bench.key();
	await key.token();
	stopClock(90 * MINUTE);
	await keep(key, ticketOf(key, 'ahead'));
	expect(kept(key)).toBe('ahead');
	stopClock();
	await keep(key, ticketOf(key, 'right'));
	expect(kept(key)).toBe('right');
});

it.each(['stable', 'classic'])(
	'puts no %s token back that another execution of this process has replaced',
	async (tokenEndpoint) => {
		const key = bench.key({ tokenEndpoint });
		const first = await key.token();
		const early = bench.key({ tokenEndpoint, accessToken: key.credentials.accessToken });
		await bench.client.revokeToken('officialAccount');
		stopClock(MINUTE);
		const headers = { [REJECTED_TOKEN_HEADER]: tokenId(first) };
		const second = await key.token({ url: '/cgi-bin/user/get', headers });
		expect(second).not.toBe(first);
		await keep(early, ticketOf(early, 'ticket'));
		expect(early.record).toMatchObject({ token: second, pageTicket: { ticket: 'ticket' } });
	},
);

it('goes with the settings that it was got with', async () => {
	const key = bench.key();
	await key.token();
	await keep(key, ticketOf(key, 'first'));
	key.credentials.tokenEndpoint = 'classic';
	await key.token();
	expect(kept(key)).toBeUndefined();
});

describe('Of two tickets', () => {
	const seen = (inMs: number): PageTicket => {
		const seenAt = Date.now() + inMs;
		return { ticket: `seen ${inMs}`, seenAt, usableUntil: seenAt + MINUTE, boundTo: 'x' };
	};

	it.each<[one: number, other: number, later: number]>([
		[-2, -1, -1],
		[-1, MINUTE, MINUTE],
		[-5 * MINUTE, MINUTE + 1, -5 * MINUTE],
		[MINUTE + 1, -5 * MINUTE, -5 * MINUTE],
	])(
		'seen %i and %i ms from now, the later one is that of %i: none is given in the future',
		(one, other, later) => {
			stopClock();
			expect(laterTicket(seen(one), seen(other))).toEqual(seen(later));
		},
	);
});

describe('What stands in a credential', () => {
	const whole = { ticket: 't', seenAt: 1, usableUntil: 2, boundTo: 'x' };
	const read = (pageTicket: unknown) =>
		readTokenRecord(JSON.stringify({ token: 'a', validUntil: 3, boundTo: 'x', forced: [], pageTicket }));

	it('is read back', () => expect(read(whole)?.pageTicket).toEqual(whole));

	it.each([
		[undefined],
		[null],
		['t'],
		[{}],
		[{ ...whole, ticket: '' }],
		[{ ...whole, ticket: 7 }],
		[{ ...whole, seenAt: '1' }],
		[{ ...whole, usableUntil: undefined }],
		[{ ...whole, boundTo: 7 }],
	])('is no ticket: %j', (pageTicket) => {
		expect(read(pageTicket)).toEqual({ token: 'a', validUntil: 3, boundTo: 'x', forced: [] });
	});
});
