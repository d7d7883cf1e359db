/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// n8n's binary data in a folder, as n8n keeps it unless it is told otherwise; without this, the engine keeps it in memory.
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BinaryDataConfig, BinaryDataService } from 'n8n-core';
import type { IBinaryData } from 'n8n-workflow';

/** n8n-core's own copy of the library: there its services are registered. */
const { Container } = createRequire(require.resolve('n8n-core'))('@n8n/di') as {
	Container: { get<T>(service: abstract new (...needs: never[]) => T): T };
};

export class BinaryStore {
	private constructor(private readonly folder: string) {}

	static async open(): Promise<BinaryStore> {
		const folder = mkdtempSync(join(tmpdir(), 'wechat-link-binary-'));
		Object.assign(Container.get(BinaryDataConfig), { mode: 'filesystem', localStoragePath: folder });
		await Container.get(BinaryDataService).init();
		return new BinaryStore(folder);
	}

	/** All that lies in the folder but what n8n writes beside each file. */
	files(): string[] {
		return readdirSync(this.folder, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile() && !entry.name.endsWith('.metadata'))
			.map(({ parentPath, name }) => join(parentPath, name));
	}

	/** The bytes that an item's binary data stands for. */
	bytes(data?: IBinaryData): Buffer {
		return readFileSync(Container.get(BinaryDataService).getPath(String(data?.id)));
	}

	/** From here on n8n can store nothing, and says why: a file lies where its folder was. */
	refuseAll(): void {
		this.empty();
		writeFileSync(this.folder, '');
	}

	empty(): void {
		rmSync(this.folder, { recursive: true, force: true });
	}
}
