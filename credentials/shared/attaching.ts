// n8n's `authenticate`: the stored access token goes into the query of a request, or n8n is made to fetch another.
//
// n8n renews an expirable credential when a request meets HTTP 401. WeChat answers 200 with an errcode instead, so
// `authenticate` raises that 401 itself, before anything is sent, when the stored token will not do. n8n then calls
// `preAuthentication` (acquiring.ts), stores what it returns and authenticates again.
import type { ICredentialDataDecryptedObject, IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { KEEP_TICKET, REJECTED_TOKEN_HEADER, SENT_TOKEN_ID, TEST_HEADER } from '../../wechat/accessToken';
import type { PageTicket } from '../../wechat/accessToken';
import type { Account } from '../../wechat/account';
import { ask, demandOf, isUsable, takeTested } from './keeping';
import { readCredential } from './reading';
import { TokenError, TokenNeeded } from './tokenErrors';

/**
 * The token may travel to WeChat's own hosts and to the host the user named, and nowhere else.
 *
 * @throws TokenError naming the host
 */
function assertOwnHost(account: Account, request: IHttpRequestOptions & { uri?: string }): void {
	if (request.url?.startsWith(`${account.baseUrl}/`)) return;
	const target = new URL(request.url || request.uri || '/', request.baseURL || account.baseUrl);
	const isWechat =
		target.protocol === 'https:' && /(^|\.)(weixin\.qq\.com|wechat\.com)$/.test(target.hostname);
	if (!isWechat && target.origin !== new URL(account.baseUrl).origin) {
		throw new TokenError(
			`This credential sends its access token only to WeChat and to its own 'Base URL', not to ${target.host}. Use a WeChat address, or set the 'Base URL' in the credential.`,
		);
	}
}

function headerOf({ headers }: IHttpRequestOptions, name: string): string | undefined {
	const value = (headers as IDataObject | undefined)?.[name];
	return typeof value === 'string' ? value : undefined;
}

/**
 * Puts the stored access token into the query, or raises the 401 that makes n8n fetch another.
 *
 * @param credentials the decrypted credential; n8n passes the same object to `preAuthentication`
 * @param given the request about to be sent; it stays as it is, but for the note which token was attached
 * @returns the request to send: with `access_token`, without our own headers; the credential test's goes to the Base URL as
 *   the nodes read it
 * @throws TokenNeeded when the stored token is missing, near its end, bound to other settings, reported as rejected,
 *   when a credential test wants to see WeChat issue one, or when a ticket for web pages is to be stored beside it
 * @throws TokenError for a request to a host that must not see the token
 * @throws CredentialFieldError when the credential is incomplete
 */
export async function attachToken(
	credentials: ICredentialDataDecryptedObject,
	given: IHttpRequestOptions,
): Promise<IHttpRequestOptions> {
	const { account, boundTo, stored } = readCredential(credentials);
	const isTestRequest = headerOf(given, TEST_HEADER) !== undefined;
	const request = isTestRequest ? { ...given, baseURL: account.baseUrl } : given;
	assertOwnHost(account, request);

	const { rejectedTokens, ...demand } = demandOf(credentials);
	for (const id of headerOf(request, REJECTED_TOKEN_HEADER)?.split(',') ?? []) rejectedTokens.add(id);
	const isTest = isTestRequest && !takeTested(credentials);
	const pageTicket = Reflect.get(given, KEEP_TICKET) as PageTicket | undefined;
	// That request has done its work once n8n has stored the ticket: it meets the same 401 again, and nothing goes out.
	if (pageTicket || isTest || !stored || !isUsable(stored.record, boundTo, rejectedTokens)) {
		ask(credentials, { ...demand, rejectedTokens, isTest, pageTicket });
		throw new TokenNeeded();
	}

	Object.assign(given, { [SENT_TOKEN_ID]: stored.id });
	const headers = { ...request.headers };
	delete headers[REJECTED_TOKEN_HEADER];
	delete headers[TEST_HEADER];
	return { ...request, headers, qs: { ...request.qs, access_token: stored.record.token } };
}
