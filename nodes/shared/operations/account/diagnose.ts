// Diagnose, for either account: everything that has to be right before messages arrive, one output item per check.
//
// It resets no quota and forces no token. One page of followers and one quota question per interface is what it costs.
import type { WechatApi } from '../../call/api';
import { KIND_OF } from '../../call/types';
import type { CredentialName } from '../../call/types';
import { WechatError } from '../../call/errors';
import { defineOperation } from '../../run/operation';
import type { Operation } from '../../run/operation';
import {
	checkAddress,
	checkCallback,
	checkCredential,
	checkInterface,
	checkKind,
	checkToken,
	checkUntriedCredential,
	checkWhitelist,
} from './checks';
import { asWechatError, askingOf, refused } from './findings';
import type { Answer, Finding } from './findings';
import { inOrder, verdictOf } from './inOrder';
import type { Interface } from './interfaces';
import { checkPushSettings, checkZone } from './settings';
import type { Zone } from '../../run/zone';
import { otherKind } from '../../../../wechat/accountKinds';

type Ask = ReturnType<typeof askingOf>;

/** What a run asks for. */
interface Wanted {
	/** Of wx.login; empty: none was given. */
	loginCode: string;
	zone: Zone;
}

/** What differs between the kinds of account. */
export interface Diagnosed {
	credential: CredentialName;
	interfaces: Interface[];
	/** What finding out about the binding calls. */
	bindingCalls: string[];
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

async function diagnose(api: WechatApi, account: Diagnosed, { loginCode, zone }: Wanted): Promise<Finding[]> {
	const ask = askingOf(api);
	const [secret, token] = await Promise.all([
		// A classic token would retire the one that others use, and who chose that endpoint may have no other.
		api.usesClassicTokens
			? undefined
			: ask({
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
	const answers = secret === undefined ? [token] : [secret, token];
	const findings = [
		secret === undefined ? checkUntriedCredential(token, api.oddity) : checkCredential(secret, api.oddity),
		checkToken(token),
	];
	const settings = [checkPushSettings(api.pushState), checkZone(zone)];
	const whitelist = checkWhitelist(answers);
	// Without a token every further call would meet the same answer.
	if (token instanceof WechatError)
		return [...findings, checkAddress(answers, undefined), whitelist, ...settings];

	const quotaOf = async (path: string) =>
		await ask({
			method: 'POST',
			path: '/cgi-bin/openapi/quota/get',
			body: { cgi_path: path },
			repeatable: true,
			returns: ['quota'],
		});
	const { interfaces, credential } = account;
	const kind = KIND_OF[credential];
	const probing = quotaOf(otherKind(kind).ownPath);
	const [quotas, other, ofCall, callback, binding] = await Promise.all([
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
		checkAddress(answers, ofCall),
		whitelist,
		checkKind({ kind, own, other, verified: binding.verified }),
		...interfaces.map((one, at) => checkInterface(one, quotas[at])),
		checkCallback(callback),
		binding.finding,
		...settings,
	];
}

/**
 * The operation for one kind of account. One diagnosis per run: a second input item would only repeat it.
 *
 * @see docs/wechat/tokens.md#stable-tokens; docs/wechat/tokens.md#whitelist and docs/wechat/tokens.md#quotas
 */
export function accountDiagnose(account: Diagnosed): Operation {
	const byLogin = account.takesLoginCode === true;
	return defineOperation<Wanted>({
		value: 'diagnose',
		name: 'Diagnose',
		action: 'Diagnose account',
		calls: [
			'/cgi-bin/get_api_domain_ip',
			'/cgi-bin/stable_token',
			'/cgi-bin/openapi/quota/get',
			'/cgi-bin/openapi/rid/get',
			'/cgi-bin/callback/check',
			...account.bindingCalls,
		],
		description:
			'Check credential, IP whitelist, permissions, quotas, push settings, push URL, Open Platform binding and time zone, and tell what to do. One item per check, what is wrong first: ok is false, null where it is worth a look or cannot be told, or true.',
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
		summary: ({ outcomes }) => ({
			...verdictOf(outcomes as unknown as Finding[]),
			location: 'outputPane',
		}),
		read: (item) => ({ loginCode: byLogin ? item.text('jsCode') : '', zone: item.zone }),
		async runTogether(wanted, open) {
			const { zone } = wanted[0];
			const loginCode = wanted.find((one) => one.loginCode !== '')?.loginCode ?? '';
			const findings = await open(account.credential).then(
				async (api) => await diagnose(api, account, { loginCode, zone }),
				(error: unknown) => [refused('Credential', asWechatError(error)), checkZone(zone)],
			);
			return wanted.map((_, at) => (at === 0 ? inOrder(findings) : []));
		},
	});
}
