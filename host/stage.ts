/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// The stage of the demo, the e2e tests and the benchmark: a sandbox, a real n8n with the package installed, both credentials.
import { join } from 'node:path';
import { SandboxClient } from '../sandbox/client';
import { startSandbox } from '../sandbox/index';
import type { Account } from '../sandbox/types';
import { N8nClient } from './n8n/client';
import { startN8n, type N8nProcess } from './n8n/process';
import type { Owner } from './n8n/session';
import type { CredentialInput } from './n8n/types';

export const owner: Owner = {
	email: 'owner@example.com',
	firstName: 'Demo',
	lastName: 'Owner',
	password: 'Wechat-link-1',
};

export const OFFICIAL_ACCOUNT = 'wechatLinkOfficialAccountApi';
export const MINI_PROGRAM = 'wechatLinkMiniProgramApi';

/** Credential ids by credential type. */
export type CredentialIds = Record<typeof OFFICIAL_ACCOUNT | typeof MINI_PROGRAM, string>;

export interface StageOptions {
	n8nPort: number;
	/** 0: a free one. */
	sandboxPort: number;
	/** n8n's user folder; the package is already installed in it (see host/setup.mjs). */
	userFolder: string;
	/** Followers of the sandbox's official account; default 25,000. */
	followers?: number;
	n8nEnv?: Record<string, string>;
	/** See {@link startSandbox}. */
	tls?: { key: string; cert: string };
}

export interface Stage {
	sandboxUrl: string;
	/** Only with `tls`. */
	sandboxHttpsUrl?: string;
	sandbox: SandboxClient;
	n8nProcess: N8nProcess;
	n8n: N8nClient;
	credentials: CredentialIds;
	/** Stops n8n, then the sandbox. */
	close(): Promise<void>;
}

/** @returns what one would type into the credential's form */
export function credentialFor(type: keyof CredentialIds, account: Account, baseUrl: string): CredentialInput {
	return {
		name: type === OFFICIAL_ACCOUNT ? 'Sandbox Official Account' : 'Sandbox Mini Program',
		type,
		data: {
			appId: account.appId,
			appSecret: account.appSecret,
			tokenEndpoint: 'stable',
			baseUrl,
			pushToken: account.pushToken,
			encodingAesKey: account.encodingAesKey,
			pushMode: 'secure',
		},
	};
}

/**
 * @throws Error with one sentence when a port is taken or n8n does not start; nothing is left running then
 */
export async function openStage(options: StageOptions): Promise<Stage> {
	const sandboxProcess = await startSandbox({
		port: options.sandboxPort,
		followers: options.followers,
		tls: options.tls,
	});
	const closing = [async () => await sandboxProcess.close()];
	const close = async () => {
		for (const step of closing.splice(0).reverse()) await step();
	};
	let open = false;
	try {
		const n8nProcess = await startN8n({
			port: options.n8nPort,
			userFolder: options.userFolder,
			logFile: join(options.userFolder, 'n8n.log'),
			env: options.n8nEnv,
		});
		closing.push(async () => await n8nProcess.stop());
		const sandbox = new SandboxClient(sandboxProcess.url);
		const n8n = await N8nClient.connect(n8nProcess.url, owner);
		const { officialAccount, miniProgram } = await sandbox.accounts();
		const { url } = sandboxProcess;
		const credentials = {
			[OFFICIAL_ACCOUNT]: await n8n.putCredential(credentialFor(OFFICIAL_ACCOUNT, officialAccount, url)),
			[MINI_PROGRAM]: await n8n.putCredential(credentialFor(MINI_PROGRAM, miniProgram, url)),
		};
		open = true;
		const { httpsUrl: sandboxHttpsUrl } = sandboxProcess;
		return { sandboxUrl: url, sandboxHttpsUrl, sandbox, n8nProcess, n8n, credentials, close };
	} finally {
		if (!open) await close();
	}
}
