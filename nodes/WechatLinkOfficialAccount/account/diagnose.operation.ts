// Diagnose an Official Account (公众号).
import { accountDiagnose, bindingByFollower } from '../../shared/operations/account/diagnose';
import { OFFICIAL_ACCOUNT_INTERFACES } from '../../shared/operations/account/interfaces';

export const diagnoseAccount = accountDiagnose({
	credential: 'wechatLinkOfficialAccountApi',
	interfaces: OFFICIAL_ACCOUNT_INTERFACES,
	kind: {
		kind: 'an Official Account (公众号)',
		otherKind: 'a mini program (小程序)',
		otherNode: 'WeChat Mini Program',
		ownPath: '/cgi-bin/user/get',
		otherPath: '/wxa/getwxacodeunlimit',
	},
	binding: bindingByFollower,
});
