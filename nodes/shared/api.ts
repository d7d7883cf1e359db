// One call to WeChat: authenticated, read, checked for an errcode, repeated where that can help and cannot hurt.
import { sleep } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { REJECTED_TOKEN_HEADER, SENT_TOKEN_ID, readTokenRecord, tokenId } from '../../wechat/accessToken';
import { publicBaseUrl, readAccount } from '../../wechat/account';
import type { Account } from '../../wechat/account';
import { explain } from '../../wechat/errors/explain';
import { isFile, readAnswer, readFile } from './answer';
import type { Answer, FullResponse, Reader, WechatFile } from './answer';
import { causeOf } from './cause';
import { WechatError } from './errors';
import { retryDelay } from './retry';
import { TIMEOUT_MS, notUnderstood, unanswered } from './unanswered';

export type CredentialName = 'wechatLinkOfficialAccountApi' | 'wechatLinkMiniProgramApi';
export type ApiContext = IExecuteFunctions | ILoadOptionsFunctions | IWebhookFunctions | IHookFunctions;

/** What an operation says about a call. */
export interface ApiCall {
	method: 'GET' | 'POST';
	/** Starts with `/`. */
	path: string;
	query?: IDataObject;
	/** Sent as JSON. */
	body?: IDataObject;
	/** Sent as multipart/form-data instead of a body. */
	upload?: { field: string; fileName: string; mimeType: string; data: Buffer };
	/** May be repeated when it is not known whether WeChat carried it out. */
	repeatable: boolean;
	/**
	 * `login` and `token` calls carry appid and secret instead of an access token: `login` in the query, never repeated;
	 * `token` in the body, to see whether WeChat would issue a token. `public` calls carry nothing, and go to the host
	 * of WeChat's pictures.
	 */
	kind?: 'api' | 'login' | 'token' | 'public';
	/** Codes that are an answer here, not a refusal: `call` returns them. */
	answers?: number[];
	/** Where WeChat's answer carries no errcode: the fields by which it is known to be WeChat's, any of them. */
	returns?: string[];
}

/** How many further tokens a call tries when WeChat rejects the first one. */
const FURTHER_TOKENS = { stable: 1, classic: 2 };
const INVALID_APPID = 40013;

/** Calls WeChat with one credential, decrypted once for the whole execution. */
export class WechatApi {
	private reading?: Promise<void>;
	/** n8n copies the whole node for whoever asks for it: once is enough. */
	private readonly reference: { id: string; name: string };

	private constructor(
		private readonly context: ApiContext,
		readonly credentialName: CredentialName,
		private credential: ICredentialDataDecryptedObject,
		private readonly account: Account,
	) {
		const { id, name } = context.getNode().credentials?.[credentialName] ?? { id: '', name: credentialName };
		this.reference = { id: id ?? '', name };
	}

	/**
	 * @param context the n8n context that makes the requests
	 * @param credentialName which of the node's credentials to use
	 * @throws WechatError when the credential is incomplete; n8n's own error when there is none
	 */
	static async open(context: ApiContext, credentialName: CredentialName): Promise<WechatApi> {
		const credential = await context.getCredentials(credentialName);
		return new WechatApi(context, credentialName, credential, accountOf(credential));
	}

	/** The account's appid, for calls that name it. */
	get appId(): string {
		return this.account.appId;
	}

	/** The address of a picture that anybody may fetch, without a token. */
	publicUrl(path: string, query: Record<string, string>): string {
		return `${publicBaseUrl(this.account)}${path}?${new URLSearchParams(query).toString()}`;
	}

	/**
	 * Makes a call and returns WeChat's answer.
	 *
	 * @throws WechatError for every errcode but 0, and when WeChat was not reached or not understood
	 */
	async call(call: ApiCall): Promise<IDataObject> {
		return (await this.persist(call, readAnswer)) as IDataObject;
	}

	/**
	 * Makes a call that WeChat answers with a file, and with JSON only when it refuses.
	 *
	 * @throws WechatError as `call` does
	 */
	async download(call: ApiCall): Promise<WechatFile> {
		return (await this.persist(call, readFile)) as WechatFile;
	}

	private async persist(call: ApiCall, read: Reader): Promise<Answer> {
		let fateUnknown = false;
		for (let attempt = 0; ; attempt++) {
			const result = await this.attempt(call, read);
			if (!(result instanceof WechatError)) return result;
			const delay = retryDelay(result, call, attempt);
			// What a later try met says nothing about an earlier one that got no answer.
			if (delay === undefined) throw fateUnknown && call.method !== 'GET' ? result.afterSilence() : result;
			fateUnknown ||= result.fateUnknown;
			await sleep(delay);
		}
	}

	/**
	 * Sends once; when WeChat rejects the token, exactly once more with another one. Where several processes use the classic
	 * endpoint, the one that they left in the credential may be as dead: then once more with a token fetched for this call.
	 */
	private async attempt(call: ApiCall, read: Reader): Promise<Answer | WechatError> {
		const rejected: string[] = [];
		for (;;) {
			const { result, rejectedToken } = await this.send(call, read, rejected);
			if (rejectedToken === undefined || !(result instanceof WechatError)) return result;
			if (rejected.push(rejectedToken) > FURTHER_TOKENS[this.account.tokenEndpoint])
				return result.explanation ? WechatError.fromAnswer(result.explanation, true) : result;
			await this.rereadCredential(rejectedToken);
		}
	}

	private async send(
		call: ApiCall,
		read: Reader,
		rejected: string[],
	): Promise<{ result: Answer | WechatError; rejectedToken?: string }> {
		const options: IHttpRequestOptions & { [SENT_TOKEN_ID]?: string } = this.request(call, rejected);
		if (read === readFile) options.encoding = 'arraybuffer';
		// Another one may stand in its place by the time the answer comes.
		const { credential } = this;
		let response: FullResponse;
		try {
			response = await this.transmit(call, options, credential);
		} catch (error) {
			return { result: unanswered(causeOf(error, credential), call, this.host(call)) };
		}
		const answer = read(response);
		if (answer !== undefined && isFile(answer)) return { result: answer };
		if (answer === undefined || !isWechats(answer, call))
			return { result: notUnderstood(response.statusCode, call, this.host(call)) };
		const errcode = answer.errcode ?? 0;
		if ([0, ...(call.answers ?? [])].map(String).includes(String(errcode))) return { result: answer };
		const explanation = explain({
			errcode,
			errmsg: answer.errmsg,
			call: call.kind === 'login' || call.kind === 'token' ? call.kind : 'api',
			path: call.path,
		});
		const rejectedToken = explanation.refreshesToken ? options[SENT_TOKEN_ID] : undefined;
		// About this message's mini program, not about the account.
		const stopsAll =
			explanation.errcode === INVALID_APPID && call.body?.miniprogram !== undefined ? false : undefined;
		return { result: WechatError.fromAnswer(explanation, stopsAll), rejectedToken };
	}

	private request(call: ApiCall, rejected: string[]): IHttpRequestOptions {
		const headers: IDataObject = {};
		if (call.body) headers['content-type'] = 'application/json';
		if (rejected.length > 0) headers[REJECTED_TOKEN_HEADER] = rejected.join();
		const proof = { appid: this.account.appId, secret: this.account.appSecret };
		const qs = { ...call.query, ...(call.kind === 'login' ? proof : {}) };
		const body = call.kind === 'token' ? { ...call.body, ...proof } : call.body;
		return {
			method: call.method,
			url: `${this.baseUrl(call)}${call.path}`,
			qs,
			headers,
			// As text: n8n drops an empty object, and would lose the digits of a msgid in the answer.
			...(body ? { body: JSON.stringify(body) } : {}),
			...(call.upload ? { body: multipart(call.upload) } : {}),
			encoding: 'text',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			timeout: TIMEOUT_MS,
			// WeChat never redirects a call. A proxy that does would carry the secret in a body on to another host.
			disableFollowRedirect: call.kind !== 'public',
		};
	}

	private async transmit(
		call: ApiCall,
		options: IHttpRequestOptions,
		credential: ICredentialDataDecryptedObject,
	): Promise<FullResponse> {
		const { context, credentialName } = this;
		const needsToken = (call.kind ?? 'api') === 'api';
		if (!needsToken) return (await context.helpers.httpRequest(options)) as FullResponse;
		return (await context.helpers.httpRequestWithAuthentication.call(context, credentialName, options, {
			// n8n otherwise reads and decrypts the credential at every request.
			credentialsDecrypted: { ...this.reference, type: credentialName, data: credential },
		})) as FullResponse;
	}

	private host(call: ApiCall): string {
		return new URL(this.baseUrl(call)).host;
	}

	private baseUrl(call: ApiCall): string {
		return call.kind === 'public' ? publicBaseUrl(this.account) : this.account.baseUrl;
	}

	/** Another execution or process may have fetched a token already; then no token call is needed. */
	private async rereadCredential(rejectedToken: string): Promise<void> {
		const current = readTokenRecord(this.credential.accessToken);
		if (current && tokenId(current.token) !== rejectedToken) return;
		this.reading ??= this.context
			.getCredentials(this.credentialName)
			.then((credential) => {
				this.credential = credential;
			})
			.finally(() => {
				this.reading = undefined;
			});
		await this.reading;
	}
}

/** A gateway may send JSON too, and its `{"message":"Forbidden"}` is no success. */
function isWechats(answer: IDataObject, call: ApiCall): boolean {
	return 'errcode' in answer || (call.returns ?? []).some((field) => field in answer);
}

function accountOf(credential: ICredentialDataDecryptedObject): Account {
	try {
		return readAccount(credential);
	} catch (error) {
		throw credentialRefused(error);
	}
}

function credentialRefused(error: unknown): WechatError {
	return new WechatError({
		message: 'The WeChat credential is not complete',
		description: error instanceof Error ? error.message : String(error),
		stopsAll: true,
	});
}

/** A form that can be sent again after a token was refreshed, unlike a stream. */
function multipart({ field, fileName, mimeType, data }: NonNullable<ApiCall['upload']>): FormData {
	const form = new FormData();
	form.append(field, new Blob([new Uint8Array(data)], { type: mimeType }), fileName);
	return form;
}
