// The checks of the diagnosis, each from answers of WeChat to one finding.
import type { IDataObject } from 'n8n-workflow';
import { WechatError } from '../../call/errors';
import { errcodeOf, good, refused, unknown, wrong } from './findings';
import type { Answer, Finding } from './findings';
import type { Interface } from './interfaces';
import { wrongKind } from '../../../../wechat/accountKinds';
import type { AccountKind } from '../../../../wechat/accountKinds';
import { isAboutValues } from '../../../../wechat/credentialFields';
import { BINDING_PLACES, OFFICIAL_ACCOUNT_PLACES } from '../../../../wechat/consoles';

const IP_REFUSED = [40164, 61004];
const PATH_UNKNOWN = [76021, 76003];
const PATH_NOT_OURS = 76022;
const NO_RIGHT = 48001;
const NO_PUSH_URL = 40201;

const isIpRefusal = (answer: Answer): answer is WechatError => IP_REFUSED.includes(errcodeOf(answer) ?? 0);

/**
 * @param secret the answer to a token call with appid and secret
 * @param oddity what is odd about their form, if anything
 */
export function checkCredential(secret: Answer, oddity: string | undefined): Finding {
	const check = 'AppID and AppSecret';
	if (isIpRefusal(secret)) {
		return unknown(check, "WeChat refused this server's address, so it is not known whether they are right");
	}
	if (secret instanceof WechatError) {
		const found = refused(check, secret);
		const isOdd = oddity !== undefined && isAboutValues(errcodeOf(secret));
		return isOdd ? { ...found, fix: `${oddity} ${found.fix}` } : found;
	}
	return good(check, 'WeChat issues access tokens for them');
}

/**
 * With the classic token endpoint nothing is asked for with the secret alone.
 *
 * @param used the answer to a harmless call with the shared access token, which may have been fetched for it
 * @param oddity as for `checkCredential`
 */
export function checkUntriedCredential(used: Answer, oddity: string | undefined): Finding {
	const check = 'AppID and AppSecret';
	if (isAboutValues(errcodeOf(used))) return checkCredential(used, oddity);
	return unknown(
		check,
		"Not tried: 'Token Endpoint' is Classic, so stable_token is not asked, and a new classic token would retire the one in use",
		used instanceof WechatError
			? ''
			: 'The access token in use was issued for them. The button Test of the credential tries them.',
	);
}

/** @param used the answer to a harmless call with the shared access token */
export function checkToken(used: Answer): Finding {
	const check = 'Access token';
	return used instanceof WechatError ? refused(check, used) : good(check, 'WeChat accepts the access token');
}

/**
 * @param answers those of the token call and of the call with the token
 * @param ofCall what WeChat's log of a call (rid) says about the caller
 */
export function checkAddress(answers: Answer[], ofCall: Answer | undefined): Finding {
	const check = 'Public IP address';
	const named = answers.map((answer) => (answer instanceof WechatError ? answer.explanation?.ip : undefined));
	const request = ofCall instanceof WechatError ? undefined : (ofCall?.request as IDataObject | undefined);
	const ip = named.find((address) => address !== undefined) ?? request?.client_ip;
	return typeof ip === 'string' && ip !== ''
		? good(check, `WeChat sees this server as ${ip}`)
		: unknown(check, 'WeChat names the address only to callers it refuses, and did not name it here');
}

/** @param answers those of the token call and of the call with the token */
export function checkWhitelist(answers: Answer[]): Finding {
	const check = 'IP whitelist';
	const refusal = answers.find(isIpRefusal);
	if (refusal) return refused(check, refusal);
	if (answers.some((answer) => answer instanceof WechatError)) {
		return unknown(check, 'Not known: WeChat refused the call for another reason');
	}
	return good(check, 'The whitelist lets this server in, or the account has none');
}

/** The kind of an account, from quotas that only the one or the other kind has. */
export interface KindProbe {
	/** What this node's accounts are. */
	kind: AccountKind;
	own: Answer;
	other: Answer;
	/** The answer to a call that needs a verified account, where there is a harmless one. */
	verified?: Answer;
}

/**
 * @returns whether the App ID belongs to the kind of account that the credential is for, told by calls that only
 * one kind may make
 */
export function checkKind({ kind, own, other, verified }: KindProbe): Finding {
	const check = 'Account kind';
	if (!(own instanceof WechatError)) {
		if (verified !== undefined && errcodeOf(verified) === NO_RIGHT) {
			return wrong(
				check,
				`This is ${kind.one}, without the rights of a verified one`,
				(verified as WechatError).description,
			);
		}
		const rights = verified !== undefined && !(verified instanceof WechatError);
		return good(check, `This is ${kind.one}${rights ? ' with the rights of a verified one' : ''}`);
	}
	if (!(other instanceof WechatError)) {
		const { finding, fix } = wrongKind(kind);
		return wrong(check, finding, fix);
	}
	return refused(check, own);
}

/** When there are calls again, behind "until". */
const NEW_CALLS =
	"midnight, Beijing time, or use 'Clear account quota', which WeChat allows few times a month.";

/** Below this part of its daily limit, or below so many, the calls that are left are worth a look. */
const ENOUGH = { part: 0.1, calls: 50 };

/** A tenth of a low limit is no more than a call: only where none is used yet is a low limit enough. */
const hasEnough = (limit: number, remain: number): boolean =>
	remain >= limit || (remain >= ENOUGH.calls && remain >= ENOUGH.part * limit);

/** @param answer that of quota/get for the interface */
export function checkInterface({ path, name }: Interface, answer: Answer): Finding {
	const check = `Permission and quota: ${name}`;
	const of = { cgi_path: path };
	if (answer instanceof WechatError) {
		const errcode = errcodeOf(answer);
		if (errcode !== undefined && PATH_UNKNOWN.includes(errcode)) {
			return { ...unknown(check, 'WeChat does not tell the quota of this interface'), ...of };
		}
		if (errcode === PATH_NOT_OURS) {
			const finding = 'This account has no permission for this interface';
			const fix = `Look at the rights of the account (Official Account: ${OFFICIAL_ACCOUNT_PLACES.rights}): most interfaces need a verified account of the right kind`;
			return { ...wrong(check, finding, `${fix} (errcode ${PATH_NOT_OURS}).`), ...of };
		}
		return { ...refused(check, answer), ...of };
	}
	const { daily_limit: limit, used, remain } = (answer.quota ?? {}) as IDataObject;
	const numbers = {
		...of,
		daily_limit: Number(limit),
		used: typeof used === 'number' ? used : null,
		remain: Number(remain),
	};
	if (typeof limit !== 'number' || typeof remain !== 'number') {
		return { ...unknown(check, 'WeChat does not tell the quota of this interface'), ...of };
	}
	if (limit === 0) {
		const fix = `Look at the rights of the account, which say what it needs for that (Official Account: ${OFFICIAL_ACCOUNT_PLACES.rights}).`;
		return { ...wrong(check, 'WeChat grants this account no calls', fix), ...numbers };
	}
	if (remain <= 0) {
		const fix = `Wait until ${NEW_CALLS}`;
		return { ...wrong(check, `All ${limit} calls of today are used up`, fix), ...numbers };
	}
	const left = `${remain} of ${limit} calls are left today`;
	if (hasEnough(limit, remain)) return { ...good(check, left), ...numbers };
	const fix = `Make few calls of it until ${NEW_CALLS}`;
	return { ...unknown(check, `Only ${left}`, fix), ...numbers };
}

function entriesOf(list: unknown): IDataObject[] {
	return Array.isArray(list) ? (list as IDataObject[]) : [];
}

/** @param answer that of callback/check: the URL set in the console, as WeChat's own machines reach it */
export function checkCallback(answer: Answer): Finding {
	const check = 'Push URL';
	if (answer instanceof WechatError) {
		return errcodeOf(answer) === NO_PUSH_URL
			? wrong(check, 'No push URL is set, so no events arrive', answer.description)
			: refused(check, answer);
	}
	const dns = entriesOf(answer.dns);
	const ping = entriesOf(answer.ping);
	if (dns.length === 0) {
		const fix = 'Check that the host name of the push URL is known to public DNS servers.';
		return wrong(check, "WeChat cannot resolve the push URL's host name", fix);
	}
	const addresses = dns.map(({ ip }) => String(ip)).join(', ');
	if (ping.length > 0 && ping.every(({ package_loss: loss }) => String(loss).trim() === '100%')) {
		const fix =
			'If events do not arrive, open the ports 80 and 443 of the firewall to WeChat. If they do arrive, the firewall only drops pings, which does no harm.';
		return wrong(check, `WeChat resolves the push URL to ${addresses}, but gets no answer to a ping`, fix);
	}
	return good(check, `WeChat resolves the push URL to ${addresses} and reaches it`);
}

const BIND = `Bind both to one Open Platform account: the mini program under ${BINDING_PLACES.miniProgram}, the Official Account under ${BINDING_PLACES.officialAccount}. People are linked by unionid, which only bound accounts get. A test account is not among the accounts that can be bound.`;

/**
 * @param list the first page of followers
 * @param user the user info of the first of them, when there is one
 */
export function checkFollowerUnionid(list: Answer, user: Answer | undefined): Finding {
	const check = 'Open Platform binding';
	if (list instanceof WechatError) return unknown(check, `Followers could not be listed: ${list.message}`);
	if (user === undefined) {
		return unknown(check, 'The account has no followers yet to look at', 'Follow the account and try again.');
	}
	if (user instanceof WechatError)
		return unknown(check, `The first follower could not be read: ${user.message}`);
	return user.unionid
		? good(check, 'WeChat tells the unionid of a follower')
		: wrong(check, 'WeChat tells no unionid for a follower', BIND);
}

/** @param login the answer to the login code, when one was given */
export function checkLoginUnionid(login: Answer | undefined): Finding {
	const check = 'Open Platform binding';
	if (login === undefined) {
		return unknown(
			check,
			'WeChat tells a unionid only at a login, and no login code was given',
			"Set 'Login Code' to a fresh code of wx.login, or see whether 'Code to session' returns a unionid.",
		);
	}
	if (login instanceof WechatError) return refused(check, login);
	return login.unionid
		? good(check, 'WeChat tells the unionid of the person who logged in')
		: wrong(check, 'WeChat tells no unionid for the person who logged in', BIND);
}
