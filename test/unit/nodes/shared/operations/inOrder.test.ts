// A diagnosis as a person reads it: what matters on the first page, whatever the quotas of dozens of interfaces are.
import { good, unknown, wrong } from '../../../../../nodes/shared/operations/account/findings';
import type { Finding } from '../../../../../nodes/shared/operations/account/findings';
import { checkInterface } from '../../../../../nodes/shared/operations/account/checks';
import { inOrder, verdictOf } from '../../../../../nodes/shared/operations/account/inOrder';

const pathOf = (at: number): string => `/cgi-bin/interface/${at}`;
const quota = (at: number, limit: number, used: number): Finding =>
	checkInterface(
		{ path: pathOf(at), name: `Interface ${at}` },
		{ quota: { daily_limit: limit, used, remain: limit - used } },
	);

/** As many as the Official Account has, each used another number of times. */
const interfaces = Array.from({ length: 35 }, (_, at) => quota(at, 10_000, at * 100));
const settings = [good('Push URL', 'reached'), good('Open Platform binding', 'a unionid')];

it('an account in use shows everything but quotas first, and all quotas in one row', () => {
	const rows = inOrder([good('Access token', 'accepted'), ...interfaces, ...settings]);
	expect(rows.map(({ check }) => check)).toEqual([
		'Access token',
		'Push URL',
		'Open Platform binding',
		'Permission and quota: Interface 0, Interface 1, Interface 2 and 32 more',
	]);
	expect(rows[3]).toMatchObject({
		ok: true,
		fix: '',
		finding: 'Of each, at least 66 % of the calls of today are left',
		cgi_path: interfaces.map((_, at) => pathOf(at)).join(', '),
		daily_limit: null,
		used: null,
		remain: null,
	});
});

it('one row keeps the numbers that are the same for all of it', () => {
	const [row, ...others] = inOrder([quota(1, 500, 20), quota(2, 500, 20)]);
	expect(others).toEqual([]);
	expect(row).toMatchObject({
		finding: '480 of 500 calls are left today',
		daily_limit: 500,
		used: 20,
		remain: 480,
	});
});

it('an interface with less than a tenth of its calls left is worth a look, before what has enough', () => {
	const rows = inOrder([quota(1, 1000, 5), quota(2, 1000, 901), quota(3, 1000, 900), ...settings]);
	expect(rows.map(({ check, ok, remain }) => [check, ok, remain])).toEqual([
		['Permission and quota: Interface 2', null, 99],
		['Push URL', true, null],
		['Open Platform binding', true, null],
		['Permission and quota: Interface 1, Interface 3', true, null],
	]);
	expect(rows[0].fix).toContain('midnight, Beijing time');
	expect(verdictOf(rows).message).toBe(
		'Nothing to mend; 1 worth a look: Permission and quota: Interface 2; 3 fine.',
	);
});

it.each([
	[10, 9],
	[4, 3],
	[13, 12],
	[100, 51],
])('so is one that has few calls left, whatever part of its limit they are: of %i used %i', (limit, used) => {
	const rows = inOrder([quota(1, 1000, 5), quota(2, limit, used), ...settings]);
	expect(rows[0]).toMatchObject({
		check: 'Permission and quota: Interface 2',
		ok: null,
		finding: `Only ${limit - used} of ${limit} calls are left today`,
		remain: limit - used,
	});
	expect(rows.at(-1)).toMatchObject({ check: 'Permission and quota: Interface 1', ok: true });
});

it.each([
	['of which nothing is used, however low its limit', 4, 0],
	['with fifty calls left', 100, 50],
])('an interface %s has enough', (_, limit, used) => {
	expect(inOrder([quota(1, 1000, 5), quota(2, limit, used)])).toHaveLength(1);
});

it('what needs attention still comes first, interfaces behind the rest of the same weight', () => {
	const rows = inOrder([
		quota(1, 1000, 5),
		quota(2, 1000, 1000),
		unknown('Public IP address', 'not named'),
		good('Access token', 'accepted'),
		wrong('Push URL', 'none', 'Set one.'),
	]);
	expect(rows.map(({ check, ok }) => [check, ok])).toEqual([
		['Push URL', false],
		['Permission and quota: Interface 2', false],
		['Public IP address', null],
		['Access token', true],
		['Permission and quota: Interface 1', true],
	]);
});
