// The interfaces of WeChat that this package calls, for each kind of account, as its quota and diagnosis name them.

/** An interface with a quota of its own. Login calls under /sns/ have none to show. */
export interface Interface {
	path: string;
	/** The operation that calls it. */
	name: string;
}

export const OFFICIAL_ACCOUNT_INTERFACES: Interface[] = [
	{ path: '/cgi-bin/user/get', name: 'List followers' },
	{ path: '/cgi-bin/user/info', name: 'Get user info' },
	{ path: '/cgi-bin/user/info/batchget', name: 'Get user info, many at once' },
	{ path: '/cgi-bin/user/info/updateremark', name: 'Update remark of follower' },
	{ path: '/cgi-bin/user/tag/get', name: 'List followers with a tag' },
	{ path: '/cgi-bin/tags/get', name: 'List tags' },
	{ path: '/cgi-bin/tags/create', name: 'Create tag' },
	{ path: '/cgi-bin/tags/delete', name: 'Delete tag' },
	{ path: '/cgi-bin/tags/members/batchtagging', name: 'Add tag to follower' },
	{ path: '/cgi-bin/tags/members/batchuntagging', name: 'Remove tag from follower' },
	{ path: '/cgi-bin/tags/members/batchblacklist', name: 'Block follower' },
	{ path: '/cgi-bin/tags/members/batchunblacklist', name: 'Unblock follower' },
	{ path: '/cgi-bin/message/template/send', name: 'Send template message' },
	{ path: '/cgi-bin/template/get_all_private_template', name: 'List templates' },
	{ path: '/cgi-bin/message/subscribe/bizsend', name: 'Send subscription notification' },
	{ path: '/wxaapi/newtmpl/gettemplate', name: 'List subscription notification templates' },
	{ path: '/cgi-bin/message/custom/send', name: 'Send customer message' },
	{ path: '/cgi-bin/message/custom/typing', name: 'Set typing' },
	{ path: '/cgi-bin/media/upload', name: 'Upload media' },
	{ path: '/cgi-bin/qrcode/create', name: 'Create QR code' },
];

export const MINI_PROGRAM_INTERFACES: Interface[] = [
	{ path: '/wxa/checksession', name: 'Check session' },
	{ path: '/wxa/resetusersessionkey', name: 'Reset session' },
	{ path: '/wxa/business/getuserphonenumber', name: 'Get phone number' },
	{ path: '/cgi-bin/message/subscribe/send', name: 'Send subscribe message' },
	{ path: '/wxaapi/newtmpl/gettemplate', name: 'List subscribe templates' },
	{ path: '/cgi-bin/message/custom/send', name: 'Send customer message' },
	{ path: '/cgi-bin/message/custom/typing', name: 'Set typing' },
	{ path: '/cgi-bin/media/upload', name: 'Upload media' },
	{ path: '/wxa/getwxacodeunlimit', name: 'Create mini program QR code' },
	{ path: '/wxa/generate_urllink', name: 'Create URL link' },
	{ path: '/wxa/generatescheme', name: 'Create scheme' },
];
