/* eslint-disable @n8n/community-nodes/no-restricted-globals */
// A credential against the sandbox, over real HTTP: n8n's part is played as n8n 2.40.7 plays it for a node's request.
import axios from 'axios';
import type { ICredentialDataDecryptedObject, IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';
import { acquireToken } from '../../../../credentials/shared/acquiring';
import { attachToken } from '../../../../credentials/shared/attaching';
import { startSandbox } from '../../../../sandbox';
import type { Sandbox } from '../../../../sandbox';
import { SandboxClient } from '../../../../sandbox/client';
import type { TokenRecord } from '../../../../wechat/accessToken';
import { OFFICIAL_ACCOUNT } from '../../../../wechat/accountKinds';

export const STABLE = '/cgi-bin/stable_token';
export const CLASSIC = '/cgi-bin/token';
export const MINUTE = 60_000;
export const DAY = 86_400_000;

/** n8n's request helper, as far as tokens need it. */
export async function httpRequest(options: IHttpRequestOptions): Promise<unknown> {
	const { url, method, qs, headers, body, timeout } = options;
	const { data, status } = await axios.request<string>({
		url,
		method,
		params: qs as object,
		headers: headers as Record<string, string>,
		data: body,
		timeout,
		proxy: false,
		responseType: 'text',
		transformResponse: (text: string) => text,
		maxRedirects: options.disableFollowRedirect ? 0 : 5,
		validateStatus: options.ignoreHttpStatusErrors ? () => true : undefined,
	});
	return options.returnFullResponse ? { body: data, statusCode: status } : data;
}

/** One stored credential of the official account. */
export class Key {
	readonly credentials: ICredentialDataDecryptedObject;

	constructor(
		data: object,
		private readonly request = httpRequest,
	) {
		this.credentials = { tokenEndpoint: 'stable', accessToken: '', ...data };
	}

	/** What stands in the credential. */
	get record(): TokenRecord {
		return JSON.parse(String(this.credentials.accessToken)) as TokenRecord;
	}

	edit(patch: Partial<TokenRecord>): void {
		this.credentials.accessToken = JSON.stringify({ ...this.record, ...patch });
	}

	async renew(): Promise<void> {
		const helpers = { httpRequest: this.request } as unknown as IHttpRequestHelper['helpers'];
		Object.assign(this.credentials, await acquireToken(helpers, this.credentials, OFFICIAL_ACCOUNT));
	}

	/** @returns the request as it would go out */
	async authenticate(given: object = { url: '/cgi-bin/user/get' }): Promise<IHttpRequestOptions> {
		const request = given as IHttpRequestOptions;
		if (this.credentials.accessToken === '') await this.renew();
		return await attachToken(this.credentials, request).catch(
			async (error: { response?: { status: number } }) => {
				if (error.response?.status !== 401) return await Promise.reject(error);
				await this.renew();
				return await attachToken(this.credentials, request);
			},
		);
	}

	/** @returns the token that a request gets */
	async token(given?: object): Promise<string> {
		const { qs } = await this.authenticate(given);
		return String((qs as { access_token: string }).access_token);
	}
}

/** A sandbox and what drives it, for each test of a file. */
export class Bench {
	private sandbox!: Sandbox;
	client!: SandboxClient;
	account!: { appId: string; appSecret: string };

	constructor() {
		beforeEach(async () => {
			this.sandbox = await startSandbox({ followers: 5 });
			this.client = new SandboxClient(this.sandbox.url);
			this.account = (await this.client.accounts()).officialAccount;
		});
		afterEach(async () => {
			jest.restoreAllMocks();
			await this.close();
		});
	}

	get url(): string {
		return this.sandbox.url;
	}

	key(patch: object = {}, request?: typeof httpRequest): Key {
		const { appId, appSecret } = this.account;
		return new Key({ appId, appSecret, baseUrl: this.url, ...patch }, request);
	}

	/** Nobody answers any more. */
	async close(): Promise<void> {
		await this.sandbox.close();
	}

	async calls(path = STABLE): Promise<number> {
		return (await this.client.counters()).calls[path] ?? 0;
	}

	async forced(): Promise<number> {
		return (await this.client.counters()).tokens[this.account.appId].forced;
	}

	/** The next answers to a request for a token. */
	async answer(body: object, times = -1, path = STABLE): Promise<void> {
		const http = { status: 200, body: JSON.stringify(body), contentType: 'text/plain' };
		await this.client.fault({ path, times, http });
	}
}

/** All clocks of this process, the sandbox's too, stand still, so long after the real time. @returns what they show */
export function stopClock(skipped = 0): number {
	jest.restoreAllMocks();
	const now = Date.now() + skipped;
	jest.spyOn(Date, 'now').mockReturnValue(now);
	return now;
}

/** Waits of this length or longer end at once. @returns them */
export function skipWaits(from = 300): number[] {
	const waits: number[] = [];
	const real = globalThis.setTimeout;
	jest.spyOn(globalThis, 'setTimeout').mockImplementation(((work: () => void, ms = 0) => {
		const isWait = ms >= from && ms < 5_000;
		if (isWait) waits.push(ms);
		return real(work, isWait ? 0 : ms);
	}) as typeof setTimeout);
	return waits;
}
