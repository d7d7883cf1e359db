// The places in WeChat's Chinese-only consoles that texts lead people to, and the words that they must find there by eye.
// One table: when WeChat moves a console again, this file is the one edit. See docs/wechat/README.md#consoles.

/** WeChat's consoles, by name and address. */
const PLATFORM = '微信开发者平台 (developers.weixin.qq.com/platform)';
const ADMIN = 'mp.weixin.qq.com';
const OPEN = 'open.weixin.qq.com';

const path = (...menus: string[]): string => menus.join(' › ');

const officialAccount = (...menus: string[]): string => path(PLATFORM, '我的业务', '公众号/服务号', ...menus);

/**
 * The places of an Official Account. Its developer settings moved on 2025-12-01 from mp.weixin.qq.com to the developer
 * platform; domains, templates and people stayed.
 */
export const OFFICIAL_ACCOUNT_PLACES = {
	appId: officialAccount('基础信息'),
	appSecret: officialAccount('基础信息', '开发密钥'),
	whitelist: officialAccount('基础信息', '开发密钥', 'API IP白名单'),
	push: officialAccount('基础信息', '域名与消息推送配置'),
	rights: officialAccount('接口管理', '接口权限与额度'),
	customerService: path(ADMIN, '功能', '客服'),
	/** The template id of the one-time subscription message. */
	oneTimeTemplate: officialAccount('开放能力'),
	/** The domains of web pages: for the web login, for links, for the JS-SDK. */
	domains: path(ADMIN, '设置与开发', '账号设置', '功能设置'),
	/** The host to which the web login sends people. */
	webLoginDomain: path(ADMIN, '设置与开发', '账号设置', '功能设置', '网页授权域名'),
	/** The hosts whose pages may use the JS-SDK. */
	jsSdkDomain: path(ADMIN, '设置与开发', '账号设置', '功能设置', 'JS接口安全域名'),
	templateLibrary: path(ADMIN, '广告与服务', '模板消息', '模板库'),
	templates: path(ADMIN, '广告与服务', '模板消息', '我的模板'),
	notificationTemplates: path('订阅通知', '我的模板'),
	linkedMiniPrograms: path('小程序管理', '关联小程序'),
	people: path(ADMIN, '用户管理'),
	blockList: path(ADMIN, '用户管理', '黑名单'),
	massSending: path(ADMIN, '群发功能'),
	/** Where WeChat says why it limited or banned an account; the same for both kinds. */
	notices: path(ADMIN, '通知中心'),
} as const;

/** The page of a test account (测试号), on which all that it has stands one below the other. */
export const TEST_ACCOUNT_PLACES = {
	page: `${ADMIN}/debug/cgi-bin/sandbox?t=sandbox/login`,
	/** AppID and AppSecret. */
	account: path('测试号管理', '测试号信息'),
	push: path('测试号管理', '接口配置信息'),
	jsSdkDomain: path('测试号管理', 'JS接口安全域名'),
	templates: path('测试号管理', '模板消息接口', '新增测试模板'),
	webLoginDomain: path('测试号管理', '体验接口权限表', '网页服务', '网页帐号', '修改'),
} as const;

/** The places of a Mini Program, which stayed on mp.weixin.qq.com. */
export const MINI_PROGRAM_PLACES = {
	appId: path(ADMIN, '开发管理', '开发设置', '开发者ID'),
	appSecret: path(ADMIN, '开发管理', '开发设置', '开发者ID'),
	whitelist: path(ADMIN, '开发管理', '开发设置', 'IP白名单'),
	push: path(ADMIN, '开发管理', '消息推送'),
	rights: path(ADMIN, '开发管理', '接口设置'),
	/** The hosts that the Mini Program may call. */
	requestDomains: path(ADMIN, '开发管理', '开发设置', '服务器域名'),
	signedCalls: path(ADMIN, '开发管理', '开发设置', 'API安全'),
	templates: path(ADMIN, '功能', '订阅消息', '我的模板'),
	templateLibrary: path(ADMIN, '功能', '订阅消息', '公共模板库'),
	subscribeMessages: path(ADMIN, '功能', '订阅消息'),
	/** The pages that a link without encryption may open. */
	plainScheme: path(ADMIN, '设置', '隐私与安全', '明文 scheme 拉起此小程序'),
	scheme: path(ADMIN, '工具', '生成 URL Scheme'),
	urlLink: path(ADMIN, '工具', '生成 URL Link'),
	release: path(ADMIN, '版本管理', '发布'),
	notices: OFFICIAL_ACCOUNT_PLACES.notices,
} as const;

/** Where accounts are bound to one Open Platform account, so that a person has one unionid in all of them. */
export const BINDING_PLACES = {
	/** No longer at open.weixin.qq.com. */
	miniProgram: path(PLATFORM, '我的业务', '开放平台', '绑定关系', '小程序'),
	officialAccount: path(OPEN, '管理中心', '公众账号'),
	/** The whitelist of a third-party platform, for tokens that come from one. */
	thirdParty: path(OPEN, '第三方平台', '开发资料'),
} as const;

/** Buttons and choices of the consoles that texts name. */
export const CONSOLE_WORDS = {
	secureMode: '安全模式',
	compatibleMode: '兼容模式',
	plainMode: '明文模式',
	tryPush: '调试',
	dataFormat: '数据格式',
	unfreeze: '解冻',
	/** What an account is called in pushes; people take it for the AppID. */
	originalId: '原始ID',
	/** Whether WeChat has verified the account. */
	verification: '微信认证',
	/** What the account says it does. */
	category: '服务类目',
	/** Of a Channels shop, in the shop's own console. */
	ipWhitelist: 'IP白名单',
	/** The account of WeChat's that asks an administrator to confirm. */
	securityAssistant: '公众平台安全助手',
	published: '发表记录',
	drafts: '草稿箱',
	autoReplies: '自动回复',
	menu: '自定义菜单',
} as const;
