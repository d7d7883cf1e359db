// The ticket for web pages when something is wrong: WeChat refuses to give it again, or a clock does not show the time.
import type { IDataObject } from 'n8n-workflow';
import { moveClock } from './support/clock';
import { Fixture, inOwnFixture } from './support/fixture';

const TICKET = '/cgi-bin/ticket/getticket';
const PAGE = 'https://shop.example.com/consent?order=42';
const MINUTE = 60_000;
const QUOTA_USED_UP = 45009;

let fixture: Fixture;
inOwnFixture((opened) => {
	fixture = opened;
});
afterEach(() => jest.restoreAllMocks());

const sign = { resource: 'jsSdk', operation: 'sign', url: PAGE };

/** The clock of n8n is put on, or back. The sandbox has one of its own. */
const putClock = (minutes: number): void => moveClock(minutes * MINUTE);

/** Time goes on for both. */
async function passMinutes(minutes: number): Promise<void> {
	await fixture.client.advanceClock(minutes * MINUTE);
	putClock(minutes);
}

/** @returns what WeChat says to a page that is signed now */
async function page(): Promise<string> {
	const { json, error } = await fixture.officialAccount(sign);
	expect(error).toBeUndefined();
	return await inWechat(json[0]);
}

const inWechat = async (config: IDataObject): Promise<string> =>
	(await fixture.client.configurePage({ ...config, url: PAGE } as never)).errMsg;

const expectGood = async () => expect(await page()).toBe('config:ok');
const calls = async () => await fixture.calls(TICKET);
const refuse = async (times = -1) =>
	await fixture.client.fault({ path: TICKET, times, errcode: QUOTA_USED_UP });
const expectRefused = async () =>
	expect((await fixture.officialAccount(sign)).error?.httpCode).toBe(String(QUOTA_USED_UP));

/** The first ticket ends after 120 minutes; at 121 the next one is there, of which is known that it was not there at 119. */
async function untilOneIsYoung(): Promise<void> {
	await expectGood();
	await passMinutes(119);
	await expectGood();
	await passMinutes(2);
	await expectGood();
	await fixture.client.resetCounters();
}

describe('When WeChat does not give the ticket again', () => {
	it('it is used for five minutes after it was last given, and then the failure is told', async () => {
		await expectGood();
		await refuse();
		await passMinutes(4);
		await expectGood();
		await passMinutes(2);
		await expectRefused();
	});

	it('one whose end is known is used nearly to that end, and not beyond', async () => {
		await untilOneIsYoung();
		await refuse();
		await passMinutes(114);
		await expectGood();
		expect(await calls()).toBe(1);
		await passMinutes(3);
		await expectGood();
		// Now it may be two hours old.
		await passMinutes(1);
		await expectRefused();
	});

	it('WeChat is asked once a minute, however many pages are signed, until it gives one again', async () => {
		await expectGood();
		await refuse(2);
		await passMinutes(2);
		for (let pages = 0; pages < 10; pages++) await expectGood();
		expect(await calls()).toBe(2);
		await passMinutes(0.9);
		await expectGood();
		expect(await calls()).toBe(2);
		await passMinutes(0.2);
		for (let pages = 0; pages < 10; pages++) await expectGood();
		expect(await calls()).toBe(3);
		await passMinutes(1.1);
		for (let pages = 0; pages < 10; pages++) await expectGood();
		expect(await calls()).toBe(4);
		// It was given then, and its five minutes count from there.
		await refuse();
		await passMinutes(4);
		await expectGood();
		await passMinutes(2);
		await expectRefused();
	});

	it('that it has failed within the last minute keeps no page waiting when there is no ticket to go on with', async () => {
		await refuse(1);
		await expectRefused();
		await expectGood();
		expect(await calls()).toBe(2);
	});
});

describe('When the clock of n8n', () => {
	it('is put back by three hours, WeChat is asked again at once, and no page is signed with a ticket that is over', async () => {
		await untilOneIsYoung();
		putClock(-180);
		await expectGood();
		expect(await calls()).toBe(1);
		// 23 minutes before and two after the end of that ticket, which n8n would take for young for hours.
		for (const minutes of [100, 22, 60, 60, 60]) {
			await passMinutes(minutes);
			await expectGood();
		}
	});

	it('was ahead by two hours when it stored a ticket, and is put right, no page is signed with it after its end', async () => {
		await expectGood();
		await passMinutes(100);
		putClock(110);
		await expectGood();
		putClock(-110);
		for (const minutes of [1, 18, 2, 1, 28, 60]) {
			await passMinutes(minutes);
			await expectGood();
		}
		const { pageTicket } = JSON.parse(String(fixture.engine.store.row('oa').accessToken)) as {
			pageTicket: { seenAt: number };
		};
		expect(pageTicket.seenAt).toBeLessThanOrEqual(Date.now());
	});
});
