// Diagnose a mini program (小程序).
import { accountDiagnose, bindingByLogin } from '../../shared/operations/account/diagnose';
import { MINI_PROGRAM_INTERFACES } from '../../shared/operations/account/interfaces';

export const diagnoseAccount = accountDiagnose({
	credential: 'wechatLinkMiniProgramApi',
	interfaces: MINI_PROGRAM_INTERFACES,
	kind: {
		kind: 'a mini program (小程序)',
		otherKind: 'an Official Account (公众号)',
		otherNode: 'WeChat Official Account',
		ownPath: '/wxa/getwxacodeunlimit',
		otherPath: '/cgi-bin/user/get',
	},
	binding: bindingByLogin,
});
