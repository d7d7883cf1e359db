// Diagnose a mini program (小程序).
import { checkLoginUnionid } from '../../shared/operations/account/checks';
import { accountDiagnose } from '../../shared/operations/account/diagnose';
import type { Diagnosed } from '../../shared/operations/account/diagnose';
import { asWechatError } from '../../shared/operations/account/findings';
import type { Interface } from '../../shared/operations/account/interfaces';
import { exchangeCode } from '../login/exchangeCode';

/** By a login, if a code was given for it. */
const binding: Diagnosed['binding'] = async (api, _ask, loginCode) => {
	const login = loginCode === '' ? undefined : await exchangeCode(api, loginCode).catch(asWechatError);
	return { finding: checkLoginUnionid(login) };
};

/** @param interfaces all that the node calls, from its operations @returns Account › Diagnose for a Mini Program */
export const diagnoseAccount = (interfaces: Interface[]) =>
	accountDiagnose({
		credential: 'wechatLinkMiniProgramApi',
		interfaces,
		bindingCalls: ['/sns/jscode2session'],
		takesLoginCode: true,
		binding,
	});
