// Diagnose, for either account: everything that has to be right before messages arrive, one output item per check.
//
// It resets no quota and forces no token. One page of followers and one quota question per interface is what it costs.
import type { CredentialName, WechatApi } from '../../api';
import { WechatError } from '../../errors';
import type { TogetherOperation } from '../../operation';
import {
	checkAddress,
	checkCallback,
	checkCredential,
	checkInterface,
	checkKind,
	checkToken,
	checkWhitelist,
} from './checks';
import type { KindProbe } from './checks';
import { asWechatError, askingOf, refused } from './findings';
import type { Answer, Finding } from './findings';
import type { Interface } from './interfaces';

type Ask = ReturnType<typeof askingOf>;

/** What differs between the kinds of account. */
export interface Diagnosed {
	credential: CredentialName;
	interfaces: Interface[];
	kind: Pick<KindProbe, 'kind' | 'otherKind' | 'otherNode'> & {
		/** An interface that only this kind has, and one that only the other kind has. */
		ownPath: string;
		otherPath: string;
	};
	/** Only a login shows whether unionids come back: the operation then takes a login code. */
	takesLoginCode?: true;
	/** How one sees whether unionids come back; `verified` is an answer that only verified accounts get. */
	binding: (api: WechatApi, ask: Ask, loginCode: string) => Promise<{ finding: Finding; verified?: Answer }>;
}

/** WeChat's log of a refused call names the caller's address; refused calls of this diagnosis carry such a rid. */
async function lookUpCaller(ask: Ask, answers: Answer[]): Promise<Answer | undefined> {
	const rids = answers.map((answer) => (answer instanceof WechatError ? answer.explanation?.rid : undefined));
	const rid = rids.find((one) => one !== undefined);
	if (rid === undefined) return undefined;
	const path = '/cgi-bin/openapi/rid/get';
	return await ask({ method: 'POST', path, body: { rid }, repeatable: true, returns: ['request'] });
}

async function diagnose(api: WechatApi, account: Diagnosed, loginCode: string): Promise<Finding[]> {
	const ask = askingOf(api);
	const [secret, token] = await Promise.all([
		ask({
			method: 'POST',
			path: '/cgi-bin/stable_token',
			// The normal mode: it returns the token that is in use, if there is one.
			body: { grant_type: 'client_credential', force_refresh: false },
			kind: 'token',
			repeatable: true,
			returns: ['access_token'],
		}),
		ask({
			method: 'GET',
			path: '/cgi-bin/get_api_domain_ip',
			repeatable: true,
			returns: ['ip_list'],
		}),
	]);
	const findings = [checkCredential(secret), checkToken(token)];
	const whitelist = checkWhitelist([secret, token]);
	// Without a token every further call would meet the same answer.
	if (token instanceof WechatError) return [...findings, checkAddress([secret, token], undefined), whitelist];

	const quotaOf = async (path: string) =>
		await ask({
			method: 'POST',
			path: '/cgi-bin/openapi/quota/get',
			body: { cgi_path: path },
			repeatable: true,
			returns: ['quota'],
		});
	const { interfaces, kind } = account;
	const probing = quotaOf(kind.otherPath);
	const [quotas, other, told, callback, binding] = await Promise.all([
		Promise.all(interfaces.map(async ({ path }) => await quotaOf(path))),
		probing,
		probing.then(async (answer) => await lookUpCaller(ask, [answer])),
		ask({
			method: 'POST',
			path: '/cgi-bin/callback/check',
			body: { action: 'all', check_operator: 'DEFAULT' },
			repeatable: true,
			returns: ['dns', 'ping'],
		}),
		account.binding(api, ask, loginCode),
	]);
	const own = quotas[interfaces.findIndex(({ path }) => path === kind.ownPath)];
	return [
		...findings,
		checkAddress([secret, token], told),
		whitelist,
		checkKind({ ...kind, own, other, verified: binding.verified }),
		...interfaces.map((one, at) => checkInterface(one, quotas[at])),
		checkCallback(callback),
		binding.finding,
	];
}

/**
 * The operation for one kind of account. One diagnosis per run: a second input item would only repeat it.
 *
 * @see wechat-api.md section 1; wechat-settled.md sections 7 and 15
 */
export function accountDiagnose(account: Diagnosed): TogetherOperation<{ loginCode: string }> {
	const byLogin = account.takesLoginCode === true;
	return {
		value: 'diagnose',
		name: 'Diagnose',
		action: 'Diagnose account',
		description:
			'Check credential, IP whitelist (IP白名单), permissions, quotas, push URL and Open Platform binding, and tell what to do. One item per check: ok is true, false, or null where it cannot be told.',
		fields: byLogin
			? [
					{
						displayName: 'Login Code',
						name: 'jsCode',
						type: 'string',
						default: '',
						placeholder: 'e.g. 0c1NaEFa1zDXMI0eaJFa1mMFbB2NaEFV',
						description:
							'A fresh code of wx.login, to see whether a unionid comes back. It is spent by this. Empty leaves that check out.',
					},
				]
			: [],
		read: (item) => ({ loginCode: byLogin ? item.text('jsCode') : '' }),
		async runTogether(wanted, open) {
			const loginCode = wanted.find((one) => one.loginCode !== '')?.loginCode ?? '';
			const findings = await open(account.credential).then(
				async (api) => await diagnose(api, account, loginCode),
				(error: unknown) => [refused('Credential', asWechatError(error))],
			);
			return wanted.map((_, at) => (at === 0 ? findings : []));
		},
	};
}
