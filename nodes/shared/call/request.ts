// A call to WeChat as a request over HTTP: where it goes, what it carries, and how n8n is to send it.
import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { REJECTED_TOKEN_HEADER } from '../../../wechat/accessToken';
import { publicBaseUrl } from '../../../wechat/account';
import type { Account } from '../../../wechat/account';
import type { ApiCall } from './types';
import { TIMEOUT_MS } from './unanswered';

/** Whether n8n is to attach an access token. */
export function needsToken({ kind = 'api' }: ApiCall): boolean {
	return kind === 'api';
}

/** The host that a call goes to, with its port, as errors name it. */
export function hostOf(call: ApiCall, account: Account): string {
	return new URL(baseUrlOf(call, account)).host;
}

function baseUrlOf(call: ApiCall, account: Account): string {
	return call.kind === 'public' ? publicBaseUrl(account) : account.baseUrl;
}

/**
 * The request of one try, but for the access token, which n8n attaches where the call needs one.
 *
 * @param call what is asked of WeChat
 * @param account as whom; `login` and `token` calls carry its AppID and AppSecret
 * @param rejected the IDs of the tokens that WeChat has rejected in this call, for n8n to fetch another one
 */
export function requestFor(call: ApiCall, account: Account, rejected: string[]): IHttpRequestOptions {
	const headers: IDataObject = {};
	if (call.body) headers['content-type'] = 'application/json';
	if (rejected.length > 0) headers[REJECTED_TOKEN_HEADER] = rejected.join();
	const proof = { appid: account.appId, secret: account.appSecret };
	const qs = { ...call.query, ...(call.kind === 'login' ? proof : {}) };
	const body = call.kind === 'token' ? { ...call.body, ...proof } : call.body;
	return {
		method: call.method,
		url: `${baseUrlOf(call, account)}${call.path}`,
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

/** A form that can be sent again after a token was refreshed, unlike a stream. */
function multipart({ field, fileName, mimeType, data }: NonNullable<ApiCall['upload']>): FormData {
	const form = new FormData();
	form.append(field, new Blob([new Uint8Array(data)], { type: mimeType }), fileName);
	return form;
}
