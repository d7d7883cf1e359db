// The sandbox's own page, in a browser beside the editor: what a newcomer clicks, and what moves by itself.
import type { Page } from 'playwright-core';
import type { Stage } from '../../../host/stage';
import type { PersonView } from '../../../sandbox/types';
import { keep } from '../support/album';
import type { Editor } from '../support/editor';
import { wordsOf } from '../support/pictures';

/** Ports, times and milliseconds are others at each run. */
const CHANGING = [/127\.0\.0\.1:\d+/g, /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, /^\d\d:\d\d:\d\d$/g];

/** The upper part, where everything that a newcomer needs stands. */
const CLIP = { x: 0, y: 0, width: 1400, height: 430 };

export function sandboxPageSuite(onStage: () => Stage, inEditor: () => Editor) {
	let page: Page;
	let person: PersonView;
	/** Gets what is not for the picture. */
	let other: PersonView;

	beforeAll(async () => {
		const { sandbox } = onStage();
		[person, other] = await sandbox.people({ linked: true, limit: 2 });
		page = await inEditor().page.context().newPage();
		await page.setViewportSize({ width: 1400, height: 900 });
		await page.goto(`${sandbox.url}/?person=${person.id}`);
	});
	afterAll(async () => await page.close());

	it('lets the chosen person leave and follow again', async () => {
		const { sandbox } = onStage();
		await page.getByRole('button', { name: 'Unfollow' }).click();
		await page.getByRole('status').waitFor();
		expect((await sandbox.person(person.id)).subscribe).toBe(0);
		await page.getByLabel('Scene').fill('customer-42');
		await page.getByRole('button', { name: 'Follow', exact: true }).click();
		await page.getByRole('button', { name: 'Unfollow' }).waitFor();
		expect((await sandbox.person(person.id)).subscribe).toBe(1);
	});

	/** What a business writes to somebody who has just written to it. */
	async function answer({ id, officialAccountOpenid }: PersonView, content: string) {
		const { sandbox } = onStage();
		const { officialAccount } = await sandbox.accounts();
		await sandbox.sendText(id, 'officialAccount', 'hello');
		const query = new URLSearchParams({
			grant_type: 'client_credential',
			appid: officialAccount.appId,
			secret: officialAccount.appSecret,
		});
		const token = await fetch(`${sandbox.url}/cgi-bin/token?${query.toString()}`);
		const { access_token: value } = (await token.json()) as { access_token: string };
		await fetch(`${sandbox.url}/cgi-bin/message/custom/send?access_token=${value}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ touser: officialAccountOpenid, msgtype: 'text', text: { content } }),
		});
	}

	it('shows an answer and the call that brought it without a reload', async () => {
		await answer(person, 'You are linked: order 42 is on its way.');
		await page.locator('.bubble').getByText('order 42').waitFor();
		await page
			.locator('[data-live="calls"]')
			.getByText('POST /cgi-bin/message/custom/send')
			.first()
			.waitFor();
	});

	it('never runs what somebody wrote', async () => {
		const content = '<img src=x onerror="document.title=1">';
		await answer(other, content);
		await page.goto(`${onStage().sandbox.url}/?person=${other.id}`);
		await page.locator('.bubble').getByText(content).waitFor();
		expect(await page.title()).toBe('WeChat sandbox');
	});

	it('switches trouble on and off', async () => {
		const { sandbox } = onStage();
		await page.getByLabel('Trouble').selectOption('the daily quota is used up (45009)');
		await page.getByRole('button', { name: 'Switch on' }).click();
		await page.getByRole('status').getByText('45009').waitFor();
		expect(await sandbox.faults()).toHaveLength(1);
		await page.getByRole('button', { name: 'All off' }).click();
		await page.getByRole('status').getByText('Nothing goes wrong any more.').waitFor();
		expect(await sandbox.faults()).toEqual([]);
	});

	it('is pictured for the documents', async () => {
		await page.goto(`${onStage().sandbox.url}/?person=${person.id}`);
		const words = await wordsOf(page.locator('.person'));
		const shows = words.map((line) => CHANGING.reduce((text, pattern) => text.replace(pattern, '...'), line));
		keep('sandbox-page', await page.screenshot({ animations: 'disabled', clip: CLIP }), shows);
		expect(words.join('\n')).toContain('What');
	});
}
