/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// Nothing secret is left behind in the clear: not in n8n's database, not in its log.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import axios from 'axios';
import { dataFolder } from '../../../demo/n8n/places';
import type { Stage } from '../../../demo/stage';

export function secretSuite(onStage: () => Stage) {
	it('leaves no secret, token or key in the database or the log', async () => {
		const { sandbox, sandboxUrl } = onStage();
		const accounts = Object.values(await sandbox.accounts());
		const secrets = accounts.flatMap(({ appSecret, pushToken, encodingAesKey }) => [
			appSecret,
			pushToken,
			encodingAesKey,
		]);
		for (const { appId, appSecret } of accounts) {
			const body = { grant_type: 'client_credential', appid: appId, secret: appSecret };
			const { data } = await axios.post(`${sandboxUrl}/cgi-bin/stable_token`, body, {
				responseType: 'text',
				proxy: false,
			});
			secrets.push((JSON.parse(String(data)) as { access_token: string }).access_token);
		}

		const folder = join(dataFolder, 'e2e');
		const database = join(folder, '.n8n');
		const files = [
			join(folder, 'n8n.log'),
			...readdirSync(database)
				.filter((name) => name.startsWith('database.sqlite'))
				.map((name) => join(database, name)),
		];
		expect(files.length).toBeGreaterThanOrEqual(2);
		const openid = (await sandbox.people({ follows: true, limit: 1 }))[0].officialAccountOpenid ?? '';
		const contents = files.map((file) => readFileSync(file));
		// What is no secret is there, so the search does look at what n8n has written.
		expect(contents.some((content) => content.includes(openid))).toBe(true);
		for (const secret of secrets) {
			expect(secret.length).toBeGreaterThan(4);
			expect(contents.some((content) => content.includes(secret))).toBe(false);
		}
	});
}
