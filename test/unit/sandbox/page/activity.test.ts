// What the sandbox's page tells of pushes, and what can be made to go wrong there.
import { EFFECTS, faultSchema } from '../../../../sandbox/world/faults';
import { TROUBLES } from '../../../../sandbox/page/troubles';
import { startReceiver } from '../harness';
import { openPage, type PageBrowser } from './browser';

let b: PageBrowser;
beforeEach(async () => {
	b = await openPage();
});
afterEach(async () => await b.sandbox.close());

/** The rows of the table of pushes, as text. */
async function pushes(path = '/'): Promise<string[][]> {
	const [, table = ''] = /data-live="pushes">(.*?)<aside>/s.exec(await b.shown(path)) ?? [];
	const rows = table.split('<tr').slice(2);
	return rows.map((row) =>
		[...row.matchAll(/<td>(.*?)<\/td>/gs)].map(([, cell]) =>
			cell
				.replace(/<[^>]+>/g, ' ')
				.replace(/\s+/g, ' ')
				.trim(),
		),
	);
}

describe('The latest pushes', () => {
	it('are told with what the server answered, the last one first', async () => {
		expect(await b.shown()).toContain('No push yet.');
		const receiver = await startReceiver();
		await b.client.push('officialAccount', { url: receiver.url, mode: 'plain' });
		receiver.answers.push({ status: 200, body: 'success' });
		await b.client.sendText('p1', 'officialAccount', 'hello <b>');
		receiver.answers.push(
			...Array.from({ length: 4 }, () => ({ status: 500, body: 'Workflow <i>failed</i>' })),
		);
		await b.client.scan('p2', 'shop');
		const [scan, message] = await pushes();
		expect(scan.slice(2)).toEqual(['p2', '500 Workflow &lt;i&gt;failed&lt;/i&gt; (delivered 4 times)']);
		expect(scan[1]).toContain('SCAN');
		expect(message.slice(2)).toEqual(['p1', '200 success']);
		// The message itself, to look into, and never as mark-up.
		expect(message[1]).toContain('hello &lt;b&gt;');
		const page = await b.shown();
		expect(page.match(/<tr class="refused">/g)).toHaveLength(1);
		await receiver.close();
	});

	it('tell when nobody answered', async () => {
		const receiver = await startReceiver();
		await b.client.push('officialAccount', { url: receiver.url, mode: 'plain' });
		await receiver.close();
		await b.client.scan('p2', 'shop');
		expect((await pushes())[0][3]).toMatch(/ECONNREFUSED \(delivered 3 times\)/);
	});
});

describe('Troubles', () => {
	const choices = Object.values(TROUBLES).flatMap((group) => Object.entries(group));

	it('are of every kind that the control API knows', () => {
		const kinds = EFFECTS.filter((effect) => choices.some(([, rule]) => rule[effect] !== undefined));
		expect(kinds).toEqual(EFFECTS);
		expect(choices.length).toBeGreaterThan(20);
		expect(new Set(choices.map(([words]) => words)).size).toBe(choices.length);
	});

	it.each(choices)('%s: can be switched on', async (which, rule) => {
		const { page } = await b.press({ action: 'trouble', which });
		expect(page).toContain('From now on:');
		const { hits, seen, ...armed } = (await b.client.faults())[0] as Record<string, unknown>;
		expect([hits, seen]).toEqual([0, 0]);
		expect(armed).toEqual(faultSchema.parse({ times: -1, ...rule }));
	});

	it('hit other calls, and as often as is asked for', async () => {
		const which = 'the daily quota is used up (45009)';
		const { page } = await b.press({ action: 'trouble', which, path: '/cgi-bin/token', times: '2' });
		expect(page).toContain('/cgi-bin/token: errcode 45009 (hit 0 times)');
		expect(await b.client.faults()).toMatchObject([{ path: '/cgi-bin/token', errcode: 45009, times: 2 }]);
		const fetched = async () =>
			(await b.http.get<{ errcode?: number }>('/cgi-bin/token', { params: { appid: 'x' } })).data.errcode;
		expect([await fetched(), await fetched()]).toEqual([45009, 45009]);
		expect(await fetched()).not.toBe(45009);
	});

	it('are chosen from the calls that there are, on a test account its own', async () => {
		expect(await b.shown()).toContain('<option value="/cgi-bin/message/subscribe/send">');
		const page = await b.shown('/test-account/');
		expect(page).toContain('<option value="/cgi-bin/message/template/send">');
		expect(page).not.toContain('<option value="/cgi-bin/message/subscribe/send">');
	});

	it('are refused with the reason when they cannot be', async () => {
		const which = 'the daily quota is used up (45009)';
		expect((await b.press({ action: 'trouble', which, path: '(' })).page).toContain(
			'Not switched on: is neither',
		);
		expect((await b.press({ action: 'trouble', which, times: '0' })).page).toContain('must be -1');
		expect((await b.press({ action: 'trouble', which: 'toString' })).page).toContain(
			'Choose what goes wrong',
		);
		expect(await b.client.faults()).toEqual([]);
	});
});
