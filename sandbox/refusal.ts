// How the sandbox refuses: WeChat's API in WeChat's words as far as they are known, the control API in a sentence.

/** Only codes that the sandbox answers by itself; faults bring their own text. */
const ERRMSG: Record<number, string> = {
	[-1]: 'system error',
	40001:
		'invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r',
	40002: 'invalid grant_type',
	40003: 'invalid openid',
	40004: 'invalid media type',
	40005: 'invalid file type',
	40007: 'invalid media_id',
	40008: 'invalid message type',
	40013: 'invalid appid',
	40014: 'invalid access_token',
	40016: 'invalid button size',
	40017: 'invalid button type',
	40018: 'invalid button name size',
	40019: 'invalid button key size',
	40020: 'invalid button url size',
	40022: 'invalid sub button level',
	40023: 'invalid sub button size',
	40024: 'invalid sub button type',
	40025: 'invalid sub button name size',
	40029: 'invalid code',
	40032: 'invalid openid list size',
	40033: 'invalid charset. please check your request, if include \\uxxxx will create fail!',
	40035: 'invalid parameter',
	40036: 'invalid template_id size',
	40037: 'invalid template_id',
	40039: 'invalid url size',
	40052: 'invalid action name',
	40053: 'invalid action info',
	40054: 'invalid button url domain',
	40066: 'invalid url',
	40092: 'invalid remark name',
	40097: 'invalid args',
	40125: 'invalid appsecret',
	40129: 'invalid scene',
	40163: 'code been used',
	40165: 'invalid weapp pagepath',
	40166: 'invalid weapp appid',
	40169: 'invalid length for scene, or the data is not json string',
	40200: 'invalid account type',
	40201: 'no callback url',
	40202: 'invalid action',
	40203: 'invalid check_operator',
	40212: 'invalid query',
	40225: 'invalid page title',
	40241: 'The message is duplicate in 60 seconds',
	40243: 'AppSecret has been frozen, please thaw it first',
	40250: 'template content is irregular',
	40252: 'template content is under review',
	41001: 'access_token missing',
	41002: 'appid missing',
	41004: 'appsecret missing',
	41005: 'media data missing',
	41006: 'media_id missing',
	41008: 'missing code',
	41009: 'missing openid',
	41030: 'invalid page',
	42001:
		'access_token expired, could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r',
	43001: 'require GET method',
	43002: 'require POST method',
	43004: 'require subscribe',
	43019: 'require remove blacklist',
	43101: 'user refuse to accept the msg',
	43107: 'template has been banned',
	43108: 'Cannot make concurrent calls to the same OpenID, please try again',
	44001: 'empty media data',
	44002: 'empty post data',
	44003: 'empty news data',
	44004: 'empty content',
	45001: 'media size out of limit',
	45002: 'content size out of limit',
	45008: 'article size out of limit',
	45009: 'reach max api daily quota limit',
	45011: 'api minute-quota reach limit, must slower, retry next minute',
	45015: 'response out of time limit or subscription is canceled',
	45026: 'template num exceed limit',
	45047: 'out of response count limit',
	45056: 'too many tag now, no need to add new',
	45057: "can't modify sys tag or more than 100000 fans",
	45058: "can't modify sys tag",
	45059: 'can not add any more tag to a user',
	45065: 'clientmsgid exist',
	45067: 'clientmsgid size out of limit',
	45072: 'invalid command',
	45080: 'not in conversation window',
	45081: 'already in typing state',
	45109:
		'This API has been unsupported. For more details, please view https://developers.weixin.qq.com/community/develop/doc/000ae8d6348af08e7030bc2546bc01',
	45157: 'invalid tag name',
	45158: 'tag name too long',
	45159: 'invalid tag id',
	45162: 'invalid type',
	45169: 'same openid is being tagged',
	45168: 'content contains blacklisted keyword',
	46003: 'menu no exist',
	47001: 'data format error',
	47002: 'invalid charset: \\uxxxx found in body',
	48001: 'api unauthorized',
	48002: 'user block receive message',
	48006: 'forbid to clear quota because of reaching the limit',
	49003: 'not match openid with appid',
	53600: 'invalid article_id',
	63178: 'invalid from_appid',
	76001: 'rid not found',
	76002: 'invalid rid',
	76003: 'invalid cgi_path',
	76004: 'rid expired',
	76021: 'cgi_path not found, please check',
	76022: 'could not use this cgi_path, no permission',
	85401: 'expire time out of range',
	85402: 'invalid env_version',
	87008: 'invalid sig_method',
	87009: 'invalid signature',
	89002: 'open not exists',
	89300: 'invalid order',
	200011: 'this account has been banned',
	200012: 'template num exceed limit',
	200014: 'invalid tid',
	200016: 'invalid start',
	200017: 'invalid limit',
	200018: 'invalid ids',
	200020: 'invalid kidList',
	200021: 'invalid sceneDesc',
	200022: 'template already exists',
};

/** WeChat refuses the call. */
export class WechatError extends Error {
	/**
	 * @param errcode WeChat's number
	 * @param text WeChat's words without the trailing rid, where they depend on the call
	 * @param extra further fields of the answer
	 */
	constructor(
		readonly errcode: number,
		text: string = ERRMSG[errcode] ?? 'error',
		readonly extra: Record<string, unknown> = {},
	) {
		super(text);
		this.name = 'WechatError';
	}
}

/** The control API refuses: a sentence for whoever drives the sandbox. */
export class ControlError extends Error {
	constructor(
		/** Of the HTTP answer. */
		readonly status: 400 | 404 | 409,
		message: string,
	) {
		super(message);
		this.name = 'ControlError';
	}
}
