// Part of the credential test: whether AppID and AppSecret, for which WeChat has issued a token, belong to this kind of account.
import { otherKind, wrongKind } from '../../wechat/accountKinds';
import type { AccountKind } from '../../wechat/accountKinds';
import type { Account } from '../../wechat/account';
import { readWechatObject } from '../../wechat/json';
import { REQUEST_TIMEOUT_MS } from './asking';
import type { Helpers } from './asking';
import { TokenError } from './tokenErrors';

/** Whether WeChat tells the account the quota of an interface; undefined when no such answer came. */
async function isOwn(
	helpers: Helpers,
	account: Account,
	token: string,
	path: string,
): Promise<boolean | undefined> {
	try {
		const body: unknown = await helpers.httpRequest({
			method: 'POST',
			url: `${account.baseUrl}/cgi-bin/openapi/quota/get`,
			qs: { access_token: token },
			body: JSON.stringify({ cgi_path: path }),
			headers: { 'content-type': 'application/json' },
			encoding: 'text',
			timeout: REQUEST_TIMEOUT_MS,
			disableFollowRedirect: true,
		});
		const answer = readWechatObject(String(body));
		if (answer === undefined) return undefined;
		return (answer.errcode ?? 0) === 0 && typeof answer.quota === 'object';
	} catch {
		// The token was issued, which is what the test asks for; and the error may hold the request.
		return undefined;
	}
}

/**
 * WeChat issues tokens to both kinds of account alike: only what it then tells of their interfaces says which kind it is. One
 * further call where all is well.
 *
 * @throws TokenError when the account is known to be of the other kind
 * @see docs/wechat/tokens.md#quotas
 */
export async function assertKind(
	helpers: Helpers,
	account: Account,
	token: string,
	kind: AccountKind,
): Promise<void> {
	if ((await isOwn(helpers, account, token, kind.ownPath)) !== false) return;
	// An account without rights is refused its own interfaces, too.
	if ((await isOwn(helpers, account, token, otherKind(kind).ownPath)) !== true) return;
	const { finding, fix } = wrongKind(kind);
	throw new TokenError(`${finding}. ${fix}`);
}
