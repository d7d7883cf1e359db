/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// The example that keeps what people send.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Stage } from '../../../host/stage';
import { startExample, type RunningExample } from '../support/exampleSetTools';

/** @returns the only folder that n8n may write files to */
export const filesFolder = (userFolder: string) => join(userFolder, 'files');

export function pictureExampleSuite(onStage: () => Stage) {
	describe('keep-pictures', () => {
		let example: RunningExample;
		const folder = () => filesFolder(onStage().n8nProcess.userFolder);
		beforeAll(async () => {
			mkdirSync(folder(), { recursive: true });
			const values = { '/home/node/.n8n-files': folder() };
			const triggers = { officialAccount: 'wechat-keep-pictures' };
			example = await startExample(onStage(), 'keep-pictures', triggers, { values });
		});
		afterAll(async () => {
			await example.stop();
			rmSync(folder(), { recursive: true, force: true });
		});

		it.each([
			['image', 'image/png', 'png'],
			['voice', 'audio/amr', 'amr'],
			['video', 'video/mp4', 'mp4'],
		] as const)('keeps a %s, and writes down whose it is', async (type, contentType, ending) => {
			const { sandbox, n8n } = onStage();
			const [person] = await onStage().sandbox.people({ follows: true, limit: 1 });
			const base64 = Buffer.from(`a ${type} of the test`).toString('base64');
			await example.afterPush(
				async () => await sandbox.sendFile(person.id, 'officialAccount', { type, contentType, base64 }),
			);
			const kept = await n8n.tables.rows('wechat_pictures', { kind: type });
			expect(kept).toMatchObject([{ openid: person.officialAccountOpenid }]);
			expect(String(kept[0].file)).toMatch(new RegExp(`wechat-\\d+\\.${ending}$`));
			expect(readdirSync(folder())).toContain(String(kept[0].file).split('/').at(-1));
		});
	});
}
