/* eslint-disable @n8n/community-nodes/no-restricted-globals */
// Debian's Chromium (or the one that CHROMIUM_PATH names), logged in to n8n's editor as its owner.
import { chromium, type Page } from 'playwright-core';
import type { Owner } from '../../../host/n8n/session';

/** A page of this size is what every picture is cut from. */
export const VIEWPORT = { width: 1280, height: 800 };

/** Milliseconds that anything in the editor may take on a busy machine. */
const PATIENCE = 60_000;

export interface OpenBrowser {
	page: Page;
	close(): Promise<void>;
}

/**
 * @param url address of n8n, without a slash at its end
 * @param owner whose editor it is
 * @returns a page that is logged in and shows nothing yet
 */
export async function openBrowser(url: string, owner: Owner): Promise<OpenBrowser> {
	const browser = await chromium.launch({
		executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
		// Its sandbox does not work for root, who CI is; it only ever opens our own n8n. Text looks alike everywhere.
		// What the editor asks of the world outside, nobody answers, and at once.
		args: [
			'--no-sandbox',
			'--font-render-hinting=none',
			'--disable-lcd-text',
			'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
		],
	});
	const context = await browser.newContext({
		viewport: VIEWPORT,
		locale: 'en-GB',
		timezoneId: 'Asia/Shanghai',
		colorScheme: 'light',
		reducedMotion: 'reduce',
	});
	context.setDefaultTimeout(PATIENCE);
	await context.request.post(`${url}/rest/login`, {
		data: { emailOrLdapLoginId: owner.email, password: owner.password },
		failOnStatusCode: true,
	});
	return { page: await context.newPage(), close: async () => await browser.close() };
}
