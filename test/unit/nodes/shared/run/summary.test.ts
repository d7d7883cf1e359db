// The one line above n8n's output: what a run of many items came to, so that nobody has to count.
import type { IDataObject } from 'n8n-workflow';
import {
	tallyOf,
	inDigits,
	summaryOfFindings,
	summaryOfList,
	summaryOfMessages,
} from '../../../../../nodes/shared/run/summary';

const delivered = (more: IDataObject = {}): IDataObject => ({ delivered: true, ...more });
const kept = (reason: string): IDataObject => ({ delivered: false, reason });
const many = (count: number, one: IDataObject) => new Array<IDataObject>(count).fill(one);
const ofMessages = (...outcomes: IDataObject[]) => summaryOfMessages({ outcomes, failed: 0 });

it.each([
	[0, '0'],
	[999, '999'],
	[1000, '1,000'],
	[1234567, '1,234,567'],
])('%i is written %s', (count, text) => {
	expect(inDigits(count)).toBe(text);
});

describe('Of messages', () => {
	it('it says how many were delivered, and of the others why not, in one order whichever came first', () => {
		const outcomes = [
			...many(1, kept('error')),
			...many(1, { delivered: null, reason: 'unknown' }),
			...many(2, kept('notLinked')),
			...many(3, kept('blocked')),
			...many(4, kept('notSubscribed')),
			...many(12, kept('notFollowing')),
			...many(1, kept('preview')),
			...many(1985, delivered()),
		];
		expect(ofMessages(...outcomes)?.message).toBe(
			'2,009 messages: 1,985 delivered, 1 previewed and not sent, 12 not following, 4 not subscribed, 3 blocked, ' +
				'2 not linked, 1 not known whether delivered, 1 failed',
		);
	});

	it('it names a reason that it has no words for, behind the others', () => {
		expect(tallyOf([kept('muted'), kept('muted'), kept('error')])).toBe('1 failed, 2 muted');
	});

	it('it counts what was delivered without being sent now, or is not out yet', () => {
		const outcomes = [delivered({ duplicate: true }), delivered({ pending: true }), delivered()];
		expect(tallyOf(outcomes)).toBe('3 delivered (of them 1 sent before, 1 under review)');
		expect(tallyOf([delivered({ duplicate: true })])).toBe('1 delivered (of them 1 sent before)');
		expect(tallyOf([delivered({ pending: true })])).toBe('1 delivered (of them 1 under review)');
		expect(tallyOf([delivered({ duplicate: false, pending: 'no' })])).toBe('1 delivered');
	});

	it('one is one message, and none is nothing to tell', () => {
		expect(ofMessages(delivered())).toEqual({
			message: '1 message: 1 delivered',
			type: 'info',
			location: 'outputPane',
		});
		expect(ofMessages()).toBeUndefined();
	});

	it.each([
		['notFollowing', 'info'],
		['notSubscribed', 'info'],
		['preview', 'info'],
		['unknown', 'warning'],
		['error', 'warning'],
	])('somebody must look where one is %s: %s', (reason, type) => {
		expect(ofMessages(delivered(), kept(reason))?.type).toBe(type);
	});

	it('it says whom all of them went to, when nobody but the test receiver got one', () => {
		const text = 'All for the test receiver, since this run was started from the editor.';
		expect(ofMessages(delivered({ testReceiver: true }), kept('error'))?.message).toBe(
			`2 messages: 1 delivered, 1 failed. ${text}`,
		);
		expect(ofMessages(delivered({ testReceiver: false }))?.message).toBe('1 message: 1 delivered');
	});
});

describe('Of messages with times that had no zone of their own', () => {
	const inZone = (name: string, isChosen: boolean) =>
		summaryOfMessages({ outcomes: [delivered()], failed: 0, zone: { name, isChosen } });

	it("it warns where n8n's own default decided the hour, and says where the zone is chosen", () => {
		const said = inZone('America/New_York', false);
		expect(said?.type).toBe('warning');
		expect(said?.message).toMatch(/^1 message: 1 delivered\. Times .* written in America\/New_York,/);
		expect(said?.message).toContain("'Timezone' in the settings of the workflow");
		expect(said?.message).toContain('GENERIC_TIMEZONE');
	});

	it.each([
		['America/New_York', true],
		['Asia/Shanghai', false],
		['Asia/Shanghai', true],
	])('it says nothing of %s, chosen for the workflow: %p', (name, isChosen) => {
		expect(inZone(name, isChosen)).toMatchObject({ message: '1 message: 1 delivered', type: 'info' });
	});
});

describe('Of what was found out about each', () => {
	const sessions = summaryOfFindings(
		['session', 'sessions'],
		({ valid }) => (valid === true ? 'valid' : 'run out'),
		['run out'],
	);

	it('it counts what was found', () => {
		const outcomes = [...many(1200, { valid: true }), { valid: false }];
		expect(sessions({ outcomes, failed: 2 })?.message).toBe(
			'1,203 sessions: 1,200 valid, 1 run out, 2 failed',
		);
		expect(sessions({ outcomes: [{ valid: true }], failed: 0 })).toEqual({
			message: '1 session: 1 valid',
			type: 'info',
			location: 'outputPane',
		});
	});

	it('it warns of failures and of what is alarming, and says nothing of nothing', () => {
		expect(sessions({ outcomes: [{ valid: false }], failed: 0 })?.type).toBe('warning');
		expect(sessions({ outcomes: [{ valid: true }], failed: 1 })?.type).toBe('warning');
		expect(sessions({ outcomes: [], failed: 0 })).toBeUndefined();
	});
});

describe('Of a list', () => {
	const followers = summaryOfList(['follower', 'followers']);

	it('it says how many it has', () => {
		expect(followers({ outcomes: many(1, {}), failed: 0 })).toEqual({
			message: '1 follower',
			type: 'info',
			location: 'outputPane',
		});
		expect(followers({ outcomes: many(1300, {}), failed: 0 })?.message).toBe('1,300 followers');
		expect(followers({ outcomes: [], failed: 0 })?.message).toBe('0 followers');
	});

	it('it warns of what could not be listed', () => {
		expect(followers({ outcomes: many(2, {}), failed: 1 })).toMatchObject({
			message: '2 followers, 1 list failed',
			type: 'warning',
		});
		expect(followers({ outcomes: [], failed: 2 })?.message).toBe('0 followers, 2 lists failed');
		const quotas = summaryOfList(['quota', 'quotas'], ['account', 'accounts']);
		expect(quotas({ outcomes: [], failed: 2 })?.message).toBe('0 quotas, 2 accounts failed');
	});
});
