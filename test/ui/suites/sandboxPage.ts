/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// The sandbox's own page, in a browser beside the editor: what a newcomer clicks, and what moves by itself.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import type { Stage } from '../../../host/stage';
import images from '../../../sandbox/images.json';
import type { PersonView } from '../../../sandbox/types';
import { keep } from '../support/album';
import type { Editor } from '../support/editor';
import { wordsOf } from '../support/pictures';

/** Ports, times and milliseconds are others at each run. */
const CHANGING = [/127\.0\.0\.1:\d+/g, /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, /\b\d\d:\d\d:\d\d\b/g];

/** Whom one finds, what they can do and have received, and the pushes; the accounts are further to the right. */
const CLIP = { x: 0, y: 0, width: 892, height: 738 };

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

	describe('with a server behind the push URL', () => {
		let server: Server;
		const push = async (enabled: boolean) => {
			const { port } = server.address() as AddressInfo;
			const target = { url: `http://127.0.0.1:${port}/`, mode: 'plain' as const, enabled };
			await onStage().sandbox.push('officialAccount', target);
			await onStage().sandbox.push('miniProgram', target);
		};
		beforeAll(async () => {
			server = createServer((req, res) => {
				// WeChat's check of the URL wants its own word back.
				res.end(new URL(req.url ?? '/', 'http://server').searchParams.get('echostr') ?? 'success');
			}).listen(0, '127.0.0.1');
			await new Promise((resolve) => server.once('listening', resolve));
			await push(true);
		});
		afterAll(async () => {
			await push(false);
			server.close();
		});

		const row = (text: string) => page.locator('[data-live="pushes"] tr').filter({ hasText: text });

		it('finds who uses the Mini Program alone, and lets them refuse a subscription', async () => {
			await page.getByLabel('Who').selectOption('uses the Mini Program, does not follow');
			await page.getByRole('button', { name: 'Find' }).click();
			const [id] = (await page.locator('.person h2').first().innerText()).split(' ');
			expect(await onStage().sandbox.person(id)).toMatchObject({ subscribe: 0 });
			await page.getByRole('button', { name: 'Refuse', exact: true }).click();
			await row('subscribe_msg_change_event').getByText('200 success').waitFor();
			expect(await page.locator('.person h2').first().innerText()).toContain(id);
		});

		it('finds a person by openid, and lets them tap the menu and send a picture', async () => {
			await page.getByLabel('Search people').fill(person.officialAccountOpenid ?? '');
			await page.getByLabel('Who').selectOption('everybody');
			await page.getByRole('button', { name: 'Find' }).click();
			await page.getByRole('heading', { name: person.id }).first().waitFor();
			expect(await page.locator('.people li').count()).toBe(1);
			await page.getByLabel('Key of the button').fill('my-orders');
			await page.getByRole('button', { name: 'Tap menu button' }).click();
			await row('CLICK').getByText('200 success').waitFor();
			const buffer = Buffer.from(images.png, 'base64');
			await page.getByLabel('Picture').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer });
			await page.getByRole('button', { name: 'Send picture' }).click();
			await row('image').getByText('200 success').waitFor();
		});

		it('shows a push and its answer without a reload, and what was pushed on a click', async () => {
			await onStage().sandbox.sendText(person.id, 'officialAccount', 'Where is order 42?');
			await row('text').getByText('200 success').waitFor();
			await row('text').locator('summary').click();
			await row('text').getByText('Where is order 42?').waitFor();
			// The page renews itself every two seconds; what was opened stays open.
			await page.waitForResponse((response) => response.url().includes(onStage().sandbox.url));
			await page.waitForResponse((response) => response.url().includes(onStage().sandbox.url));
			expect(await row('text').getByText('Where is order 42?').isVisible()).toBe(true);
		});
	});

	it('is pictured for the documents', async () => {
		await page.goto(`${onStage().sandbox.url}/?person=${person.id}`);
		const words = await wordsOf(page.locator('.person'));
		const shows = words.map((line) => CHANGING.reduce((text, pattern) => text.replace(pattern, '...'), line));
		keep('sandbox-page', await page.screenshot({ animations: 'disabled', clip: CLIP }), shows);
		expect(words.join('\n')).toContain('What');
	});
}
