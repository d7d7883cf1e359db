// The comparison of signatures takes the same time wherever they differ, since it is Node's own.
import * as crypto from 'node:crypto';
import { checkUrl, receivePush } from '../../../../wechat/push/receive';
import { isSameSignature } from '../../../../wechat/push/signature';
import { account, FOLLOW, NOW, plainAccount, plainPush, securePush, signedQuery } from './sign';
import type { Wire } from './sign';

jest.mock('node:crypto', () => {
	const real = jest.requireActual<typeof crypto>('node:crypto');
	return { ...real, timingSafeEqual: jest.fn(real.timingSafeEqual) };
});
const compare = jest.mocked(crypto.timingSafeEqual);
const real = jest.requireActual<typeof crypto>('node:crypto').timingSafeEqual;
beforeEach(() => compare.mockReset().mockImplementation(real));

const common = { now: NOW, maxAgeSeconds: 300 };
const zeros = '0'.repeat(40);
const forged = ({ query, rawBody }: Wire): Wire => ({
	query: { ...query, signature: zeros, ...(query.msg_signature ? { msg_signature: zeros } : {}) },
	rawBody,
});
const ways: Array<[string, (isForged: boolean) => { ok: boolean }]> = [
	[
		'a secure push',
		(isForged) => {
			const push = securePush(FOLLOW);
			return receivePush({ account, ...(isForged ? forged(push) : push), ...common });
		},
	],
	[
		'a plain push',
		(isForged) => {
			const push = plainPush(FOLLOW);
			return receivePush({ account: plainAccount, ...(isForged ? forged(push) : push), ...common });
		},
	],
	[
		'the URL check',
		(isForged) => {
			const query = { ...signedQuery({}), ...(isForged ? { signature: zeros } : {}), echostr: '1' };
			return checkUrl({ account, query, ...common });
		},
	],
];

describe.each(ways)('%s', (_, attempt) => {
	test('is decided by one comparison of two whole signatures in constant time, and by no other', () => {
		expect([attempt(false).ok, attempt(true).ok]).toEqual([true, false]);
		expect(compare.mock.calls.map((sides) => sides.map(({ byteLength }) => byteLength))).toEqual([
			[40, 40],
			[40, 40],
		]);
		compare.mockReturnValue(true);
		expect(attempt(true).ok).toBe(true);
		compare.mockReturnValue(false);
		expect(attempt(false).ok).toBe(false);
	});
});

test.each([undefined, null, 40, [zeros], zeros.slice(1), `${zeros}0`, '', '０'.repeat(40)])(
	'%p is no signature',
	(claimed) => expect(isSameSignature(zeros, claimed)).toBe(false),
);
