// Diagnose an Official Account (公众号).
import type { IDataObject } from 'n8n-workflow';
import { WechatError } from '../../shared/call/errors';
import { checkFollowerUnionid } from '../../shared/operations/account/checks';
import { accountDiagnose } from '../../shared/operations/account/diagnose';
import type { Diagnosed } from '../../shared/operations/account/diagnose';
import type { Interface } from '../../shared/operations/account/interfaces';

/** By the first follower, which needs a verified account. */
const binding: Diagnosed['binding'] = async (_api, ask) => {
	const path = '/cgi-bin/user/get';
	const list = await ask({ method: 'GET', path, repeatable: true, returns: ['total', 'count'] });
	const openids = list instanceof WechatError ? undefined : (list.data as IDataObject | undefined)?.openid;
	const first: unknown = Array.isArray(openids) ? openids[0] : undefined;
	const user =
		typeof first === 'string' && first !== ''
			? await ask({
					method: 'GET',
					path: '/cgi-bin/user/info',
					query: { openid: first },
					repeatable: true,
					returns: ['subscribe'],
				})
			: undefined;
	return { finding: checkFollowerUnionid(list, user), verified: list };
};

/**
 * @param interfaces all that the node calls, from its operations
 * @returns Account › Diagnose for an Official Account
 */
export const diagnoseAccount = (interfaces: Interface[]) =>
	accountDiagnose({
		credential: 'wechatLinkOfficialAccountApi',
		interfaces,
		bindingCalls: ['/cgi-bin/user/get', '/cgi-bin/user/info'],
		binding,
	});
