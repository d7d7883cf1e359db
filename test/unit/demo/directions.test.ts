/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// What `npm start` prints leads to the first message: a page that is there, with what a credential takes, and a heading.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lookAround, whenReady } from '../../../demo/directions';
import { startSandbox, type Sandbox } from '../../../sandbox';

let sandbox: Sandbox;
beforeAll(async () => void (sandbox = await startSandbox({ followers: 10 })));
afterAll(async () => await sandbox.close());

const readme = readFileSync(join(__dirname, '../../../README.md'), 'utf8');
const places = () => ({
	sandboxUrl: sandbox.url,
	n8nUrl: 'http://127.0.0.1:5678',
	login: { email: 'owner@example.com', password: 'Wechat-link-1' },
});

describe.each([
	['when all is ready', whenReady],
	['at the end of the story', lookAround],
])('%s', (_, lines) => {
	it('names n8n with its login', () => {
		const text = lines(places()).join('\n');
		for (const word of ['http://127.0.0.1:5678', 'owner@example.com', 'Wechat-link-1']) {
			expect(text).toContain(word);
		}
	});

	it('leads to the page of the test account, which has what it promises, and to the steps', async () => {
		const line = lines(places()).find((one) => one.startsWith('Your first message: ')) ?? '';
		const [, address = '', promised = '', title = ''] =
			/: (http\S+) \((.*) there\), then README, "(.*)"\.$/.exec(line) ?? [];
		const page = await (await fetch(address)).text();
		for (const field of promised.split(/, | and /)) expect(page).toContain(`<dt>${field}</dt>`);
		expect(promised).toBe('App ID, App Secret and Base URL');
		expect(page).toContain('Follow');
		expect(readme).toContain(`\n## ${title}\n`);
	});
});
