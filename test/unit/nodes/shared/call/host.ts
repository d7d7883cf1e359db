/* eslint-disable @n8n/community-nodes/no-restricted-globals */
// n8n's part in a call, for the tests of what a node makes of WeChat's answers; over real HTTP: test/engine.
import type {
	IBinaryData,
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestOptions,
} from 'n8n-workflow';
import { mediaKind } from '../../../../../nodes/shared/call/answer';
import { WechatApi } from '../../../../../nodes/shared/call/api';
import type { WechatError } from '../../../../../nodes/shared/call/errors';
import type { ApiCall, ApiContext } from '../../../../../nodes/shared/call/types';
import { SENT_TOKEN_ID, tokenId } from '../../../../../wechat/accessToken';

export const CREDENTIAL = 'wechatLinkOfficialAccountApi';
export const READ: ApiCall = { method: 'GET', path: '/cgi-bin/user/info', repeatable: true };
export const SEND: ApiCall = { method: 'POST', path: '/cgi-bin/message/custom/send', repeatable: false };

export const FILE = { kind: mediaKind, name: 'a-file', mostBytes: 1024 * 1024 };

/** n8n's binary store: `data` is what came, as text. */
export async function prepareBinaryData(
	parts: AsyncIterable<Uint8Array>,
	fileName: string,
	mimeType: string,
): Promise<IBinaryData> {
	const all: Uint8Array[] = [];
	for await (const part of parts) all.push(part);
	return { data: Buffer.concat(all).toString('latin1'), fileName, mimeType };
}

/** What the credential holds where n8n keeps it. */
export const stored = (token: string, more: object = {}): ICredentialDataDecryptedObject => ({
	appId: 'wx0a1b2c3d4e5f6789',
	appSecret: '0123456789abcdef'.repeat(2),
	baseUrl: 'https://wechat.example:8443',
	tokenEndpoint: 'stable',
	accessToken: JSON.stringify({ token, validUntil: 0, boundTo: '', forced: [] }),
	...more,
});

/** An answer of WeChat's, an error of the network, or an answer with all that belongs to it. */
type Answer = object | Error | ((options: IHttpRequestOptions) => unknown);

export class Host {
	/** What went out, in order. */
	readonly sent: IHttpRequestOptions[] = [];
	/** Whether each of them was to carry a token, and the credential that n8n was to take. */
	readonly authenticated: Array<object | undefined> = [];
	/** How often n8n was asked for the credential. */
	asked = 0;
	/** The tokens that n8n attaches, each as long as WeChat has not rejected it. */
	tokens = ['first', 'second', 'third', 'fourth'];
	credential = stored('first');
	stop = new AbortController();
	node: IDataObject = { credentials: { [CREDENTIAL]: { id: '7', name: 'My account' } } };

	constructor(private readonly answers: Answer[]) {}

	/** @param without what this version of n8n, or this kind of node, does not have */
	async open(without: string[] = []): Promise<WechatApi> {
		const context: Record<string, unknown> = {
			getNode: () => this.node,
			getCredentials: async () => {
				this.asked++;
				return await Promise.resolve(this.credential);
			},
			getExecutionCancelSignal: () => this.stop.signal,
			helpers: {
				prepareBinaryData,
				httpRequest: async (options: IHttpRequestOptions) => await this.answer(options),
				httpRequestWithAuthentication: async (
					_name: string,
					options: IHttpRequestOptions,
					{ credentialsDecrypted }: { credentialsDecrypted: object },
				) => await this.answer(options, credentialsDecrypted),
			},
		};
		for (const name of without) Reflect.deleteProperty(context, name);
		return await WechatApi.open(context as unknown as ApiContext, CREDENTIAL);
	}

	private async answer(options: IHttpRequestOptions, credential?: object): Promise<unknown> {
		await Promise.resolve();
		this.authenticated.push(credential);
		this.sent.push(options);
		const rejected = String(options.headers?.['x-wechat-link-rejected-token'] ?? '').split(',');
		const token = this.tokens.find((one) => !rejected.includes(tokenId(one)));
		const answer = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
		if (answer instanceof Error) throw answer;
		if (credential && token !== undefined) Object.assign(options, { [SENT_TOKEN_ID]: tokenId(token) });
		if (typeof answer === 'function') return (answer as (of: IHttpRequestOptions) => unknown)(options);
		return { statusCode: 200, headers: {}, body: JSON.stringify(answer) };
	}
}

/** @returns the error of what must fail */
export const errorOf = async (work: Promise<unknown>): Promise<WechatError> =>
	await work.then(
		() => {
			throw new Error('It did not fail');
		},
		(error: WechatError) => error,
	);

/** Waits between tries end at once. */
export function skipWaits(): number[] {
	const waits: number[] = [];
	const real = globalThis.setTimeout;
	jest.spyOn(Math, 'random').mockReturnValue(0.5);
	jest.spyOn(globalThis, 'setTimeout').mockImplementation(((work: () => void, ms: number) => {
		waits.push(ms);
		return real(work, 0);
	}) as typeof setTimeout);
	return waits;
}
