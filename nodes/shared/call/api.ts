// One call to WeChat: authenticated, read, checked for an errcode, repeated where that can help and cannot hurt.
import type { ICredentialDataDecryptedObject, IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { SENT_TOKEN_ID, readTokenRecord, tokenId, type PageTicket } from '../../../wechat/accessToken';
import { fingerprint, pageBaseUrl, publicBaseUrl } from '../../../wechat/account';
import type { Account } from '../../../wechat/account';
import { hasPushSettings, pushFault, unusualValue } from '../../../wechat/credentialFields';
import { explain } from '../../../wechat/errors/explain';
import { readAnswer } from './answer';
import type { FullResponse } from './answer';
import { causeOf } from './cause';
import { WechatError, cancelled, notTried } from './errors';
import { assertOneAccount } from './oneAccount';
import { storePageTicket, storedPageTicket } from './pageTicket';
import { pause } from './pause';
import { accountOf, credentialNotGiven, refusedByN8n } from './refusal';
import { fetchFile } from './elsewhere';
import { hostOf, needsToken, requestFor } from './request';
import { retryDelay } from './retry';
import { StoredFile, UNPACKED, receive } from './storing';
import type { FileWanted } from './storing';
import { KIND_OF } from './types';
import type { ApiCall, ApiContext, CredentialName } from './types';
import { notUnderstood, onlyReads, unanswered } from './unanswered';

/** What a call gives. */
type Answer = IDataObject | StoredFile;

/** How many further tokens a call tries when WeChat rejects the first one. */
const FURTHER_TOKENS = { stable: 1, classic: 2 };
const INVALID_APPID = 40013;
const EVERY_PATH = '*';
/** Secrets of fewer characters are not looked for in texts: so few turn up anywhere by chance. */
const SHORTEST_SECRET = 8;

/** Calls WeChat with one credential, decrypted once for the whole execution. */
export class WechatApi {
	private reading?: Promise<void>;
	/**
	 * Refusals that every further call of this run would meet as well, by the path of the call; under `EVERY_PATH` the one
	 * that holds for all of the account. Such calls are not made any more.
	 */
	private readonly stopped = new Map<string, WechatError>();
	/** Which saved credential it is. Kept, since `getNode` copies the whole node each time it is called. */
	private readonly reference: { id: string; name: string; type: CredentialName };

	private constructor(
		private readonly context: ApiContext,
		readonly credentialName: CredentialName,
		private credential: ICredentialDataDecryptedObject,
		private readonly account: Account,
	) {
		const { id, name } = context.getNode().credentials?.[credentialName] ?? { id: '', name: credentialName };
		this.reference = { id: id ?? '', name, type: credentialName };
	}

	/**
	 * @param context the n8n context that makes the requests
	 * @param credentialName which of the node's credentials to use
	 * @throws WechatError when n8n hands out no credential, an incomplete one, or not one account for all items
	 */
	static async open(context: ApiContext, credentialName: CredentialName): Promise<WechatApi> {
		let credential: ICredentialDataDecryptedObject;
		try {
			credential = await context.getCredentials(credentialName);
		} catch (error) {
			return await Promise.reject(credentialNotGiven(error));
		}
		const account = accountOf(credential, credentialName);
		await assertOneAccount(context, credentialName, credential);
		return new WechatApi(context, credentialName, credential, account);
	}

	/** The account's appid, for calls that name it. */
	get appId(): string {
		return this.account.appId;
	}

	/** Tells the account and its settings from others, and reveals nothing of them: a key for what is cached for it. */
	get accountKey(): string {
		return fingerprint(this.account);
	}

	/** The ticket for web pages that stood in the credential when it was read. */
	get pageTicket(): PageTicket | undefined {
		return storedPageTicket(this.credential, this.accountKey);
	}

	/** Puts a ticket into the credential. @returns the one that holds now: another process may have stored a later one */
	async keepPageTicket(ticket: PageTicket): Promise<PageTicket> {
		return await storePageTicket(this.context, this.reference, this.account.baseUrl, ticket);
	}

	/** Whether each token that is asked for retires the one before. */
	get usesClassicTokens(): boolean {
		return this.account.tokenEndpoint === 'classic';
	}

	/** What the credential says about pushes, and with what no trigger could work. */
	get pushState(): { isGiven: boolean; fault?: string } {
		const isGiven = hasPushSettings(this.credential);
		return { isGiven, fault: isGiven ? pushFault(this.credential, KIND_OF[this.credentialName]) : undefined };
	}

	/** A sentence on what looks wrong about AppID or AppSecret, to add when WeChat has refused them; undefined: nothing does. */
	get oddity(): string | undefined {
		return unusualValue(this.credential);
	}

	/** The values that no output may hold, even where WeChat repeats them in an answer. */
	get secrets(): string[] {
		const { pushToken, encodingAesKey, accessToken } = this.credential;
		const token = readTokenRecord(accessToken)?.token;
		return [this.account.appSecret, token, encodingAesKey, pushToken].filter(
			(secret): secret is string => typeof secret === 'string' && secret.length >= SHORTEST_SECRET,
		);
	}

	/** The address of a picture that anybody may fetch, without a token. */
	publicUrl(path: string, query: Record<string, string>): string {
		return `${publicBaseUrl(this.account)}${path}?${new URLSearchParams(query).toString()}`;
	}

	/** Where people open one of WeChat's own pages: on this host of WeChat's, or in the sandbox. */
	pageBase(wechats: string): string {
		return pageBaseUrl(this.account, wechats);
	}

	/**
	 * Makes a call and returns WeChat's answer.
	 *
	 * @throws WechatError for every errcode but 0, and when WeChat was not reached or not understood
	 */
	async call(call: ApiCall): Promise<IDataObject> {
		return (await this.persist(call)) as IDataObject;
	}

	/**
	 * Makes a call that WeChat answers with a file, which n8n stores; what WeChat says instead of sending one comes back as
	 * it is.
	 *
	 * @throws WechatError as `call` does, and when the file is too big or cannot be stored
	 */
	async download(call: ApiCall, file: FileWanted): Promise<StoredFile | IDataObject> {
		return await this.persist(call, file);
	}

	/**
	 * Fetches a file from an address that WeChat gave, which takes no token: the video of a person is kept elsewhere.
	 *
	 * @param url where WeChat says that it is
	 * @param file what is wanted of it
	 * @throws WechatError when it is not there, or too big
	 */
	async fileAt(url: string, file: FileWanted): Promise<StoredFile> {
		return await fetchFile(this.context, url, file, this.stopSignal);
	}

	/** Only executions can be stopped. */
	private get stopSignal(): AbortSignal | undefined {
		return 'getExecutionCancelSignal' in this.context ? this.context.getExecutionCancelSignal() : undefined;
	}

	private async persist(call: ApiCall, file?: FileWanted): Promise<Answer> {
		const stopped = this.stopped.get(call.path) ?? this.stopped.get(EVERY_PATH);
		if (stopped) throw notTried(stopped);
		try {
			return await this.tryUntilSettled(call, file);
		} catch (error) {
			const reach = error instanceof WechatError ? error.reach : 'call';
			if (reach !== 'call')
				this.stopped.set(reach === 'account' ? EVERY_PATH : call.path, error as WechatError);
			return await Promise.reject(error);
		}
	}

	private async tryUntilSettled(call: ApiCall, file?: FileWanted): Promise<Answer> {
		let fateUnknown = false;
		for (let attempt = 0; ; attempt++) {
			const result = await this.attempt(call, file);
			if (!(result instanceof WechatError)) return result;
			const delay = retryDelay(result, call, attempt);
			// When an earlier try got no answer, a later refusal does not show that the earlier one had no effect: the error
			// says so.
			const explained = (error: WechatError) =>
				fateUnknown && !onlyReads(call) ? error.afterSilence() : error;
			if (delay === undefined) throw explained(result);
			fateUnknown ||= result.mayBeDone;
			if (!(await pause(delay, this.stopSignal))) throw explained(cancelled());
		}
	}

	/**
	 * Sends once; when WeChat rejects the token, exactly once more with another one. Where several processes use the classic
	 * endpoint, the one that they left in the credential may be as dead: then once more with a token fetched for this call.
	 */
	private async attempt(call: ApiCall, file?: FileWanted): Promise<Answer | WechatError> {
		const rejected: string[] = [];
		for (;;) {
			const { result, rejectedToken } = await this.send(call, rejected, file);
			if (rejectedToken === undefined || !(result instanceof WechatError)) return result;
			if (rejected.push(rejectedToken) > FURTHER_TOKENS[this.account.tokenEndpoint])
				return result.explanation ? WechatError.ofToken(result.explanation) : result;
			await this.rereadCredential(rejectedToken);
		}
	}

	private async send(
		call: ApiCall,
		rejected: string[],
		file?: FileWanted,
	): Promise<{ result: Answer | WechatError; rejectedToken?: string }> {
		const options: IHttpRequestOptions & { [SENT_TOKEN_ID]?: string } = requestFor(
			call,
			this.account,
			rejected,
		);
		if (file) Object.assign(options, { encoding: 'stream', headers: { ...options.headers, ...UNPACKED } });
		// Held on to: by the time the answer comes, `rereadCredential` may have put a newer one into the field.
		const { credential } = this;
		let response: FullResponse;
		try {
			const sent = await this.transmit(call, options, credential);
			const received = file ? await receive(this.context, sent, file) : sent;
			if (received instanceof StoredFile) return { result: received };
			response = received;
		} catch (error) {
			if (error instanceof WechatError) return { result: error };
			const isReady = !needsToken(call) || options[SENT_TOKEN_ID] !== undefined;
			return {
				result:
					refusedByN8n(error) ??
					unanswered(causeOf(error, credential), call, hostOf(call, this.account), isReady),
			};
		}
		const answer = readAnswer(response);
		if (answer === undefined || !isWechats(answer, call))
			return { result: notUnderstood(response.statusCode, call, hostOf(call, this.account)) };
		const errcode = answer.errcode ?? 0;
		if ([0, ...(call.answers ?? [])].map(String).includes(String(errcode))) return { result: answer };
		const explanation = explain({
			errcode,
			errmsg: answer.errmsg,
			call: call.kind === 'login' || call.kind === 'token' ? call.kind : 'api',
			path: call.path,
		});
		const rejectedToken = explanation.refreshesToken ? options[SENT_TOKEN_ID] : undefined;
		// The AppID that WeChat calls invalid is that of the mini program in this message: other messages can go out.
		const reach =
			explanation.errcode === INVALID_APPID && call.body?.miniprogram !== undefined ? 'call' : undefined;
		return { result: WechatError.fromAnswer(explanation, reach), rejectedToken };
	}

	private async transmit(
		call: ApiCall,
		options: IHttpRequestOptions,
		credential: ICredentialDataDecryptedObject,
	): Promise<FullResponse> {
		const { context, credentialName } = this;
		if (!needsToken(call)) return (await context.helpers.httpRequest(options)) as FullResponse;
		return (await context.helpers.httpRequestWithAuthentication.call(context, credentialName, options, {
			// n8n otherwise reads and decrypts the credential at every request.
			credentialsDecrypted: { ...this.reference, data: credential },
		})) as FullResponse;
	}

	/**
	 * Reads the credential again, unless its token is already another one than the rejected: if another execution or process
	 * has fetched a new one meanwhile, no token call is needed.
	 *
	 * @param rejectedToken the id of the token that WeChat refused, see `tokenId`
	 */
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

/**
 * Whether the JSON is WeChat's: it has an errcode, or one of the fields that the call promises. A gateway in between may
 * answer with JSON of its own, such as `{"message":"Forbidden"}`, which must not count as success.
 */
function isWechats(answer: IDataObject, call: ApiCall): boolean {
	return 'errcode' in answer || (call.returns ?? []).some((field) => field in answer);
}
