/* eslint-disable @n8n/community-nodes/no-restricted-globals */
// A process that downloads files and does nothing else, and says by how much it grew: `downloading.ts <url> <files>`.
import type { IDataObject } from 'n8n-workflow';
import { BinaryStore } from './binaryStore';
import { Engine } from './engine';

const SAMPLE_MS = 5;
const ACCOUNT = 'wechatLinkOfficialAccountApi';

/** What the parent gets. */
export interface Downloaded {
	error?: string;
	json: IDataObject[];
	/** How many bytes lie in n8n's folder, by file. */
	stored: number[];
	/** Bytes above what the process had before. */
	grown: { rss: number; buffers: number };
}

async function download(engine: Engine, count: number) {
	return await engine.run({
		node: 'wechatLinkOfficialAccount',
		parameters: {
			resource: 'media',
			operation: 'download',
			mediaId: '={{ $json.id }}',
			options: { maxSize: 100 },
		},
		credentials: { [ACCOUNT]: 'oa' },
		items: Array.from({ length: count }, (_, item) => ({ id: `media-${item}` })),
	});
}

async function main(url: string, count: number): Promise<Downloaded> {
	const engine = await Engine.start();
	engine.store.save('oa', {
		appId: 'wx0a1b2c3d4e5f6789',
		appSecret: '0123456789abcdef'.repeat(2),
		baseUrl: url,
		tokenEndpoint: 'stable',
	});
	const store = await BinaryStore.open();
	try {
		// Warm: what the first file loads is there from then on.
		await download(engine, 1);
		const before = process.memoryUsage();
		const grown = { rss: 0, buffers: 0 };
		const timer = setInterval(() => {
			const { rss, arrayBuffers } = process.memoryUsage();
			grown.rss = Math.max(grown.rss, rss - before.rss);
			grown.buffers = Math.max(grown.buffers, arrayBuffers - before.arrayBuffers);
		}, SAMPLE_MS);
		const { error, json, items } = await download(engine, count);
		clearInterval(timer);
		const stored = items.map(({ binary }) => (binary ? store.bytes(binary.data).length : 0));
		return { error: error?.message, json, stored, grown };
	} finally {
		store.empty();
	}
}

const [url, count] = process.argv.slice(2);
void main(url, Number(count)).then((downloaded) => {
	process.send?.(downloaded);
	process.disconnect();
});
