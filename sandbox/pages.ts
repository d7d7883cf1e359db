// WeChat's own pages: the web login (网页授权) and the consent to a one-time message (一次性订阅消息), as a phone opens them.
import { createHash } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import { isScene } from './world/oneTime';
import type { World } from './world/world';
import type { Caller } from './worlds';

/** What a web page hands to `wx.config`, and the address that it has in the browser. */
export interface PageConfig {
	appId: string;
	timestamp: number;
	nonceStr: string;
	signature: string;
	url: string;
}

/** What becomes of a person who opens a page of WeChat's. */
export type PageVisit = { location: string } | { error: string };
export type PageAnswer = 'accept' | 'refuse';

const LOGIN_PAGE = '/connect/oauth2/authorize';
const CONSENT_PAGE = '/mp/subscribemsg';
const LOGIN_ORDER = [
	'appid',
	'redirect_uri',
	'response_type',
	'scope',
	'state',
	'component_appid',
	'forcePopup',
	'forceSnapShot',
];
const PASSED_THROUGH = /^[a-zA-Z0-9]{0,128}$/;
const BROKEN = { error: '参数错误' };

/** What the page of the web login shows instead, by its number (docs/wechat/users.md#web-login). */
const LOGIN_ERRORS = {
	10003: 'redirect_uri域名与后台配置不一致',
	10004: '此公众号被封禁',
	10005: '此公众号并没有这些scope的权限',
	10006: '必须关注此测试号',
	10009: '操作太频繁了，请稍后再试',
	10010: 'scope不能为空',
	10011: 'redirect_uri不能为空',
	10012: 'appid不能为空',
	10013: 'state不能为空',
	10015: '公众号未授权第三方平台，请检查授权状态',
	10016: '不支持微信开放平台的Appid，请使用公众号Appid',
};

const shown = (code: keyof typeof LOGIN_ERRORS): PageVisit => ({ error: `${code} ${LOGIN_ERRORS[code]}` });

/** The parameters, as long as they stand in the order that WeChat checks. */
function inOrder(search: string, order: string[]): URLSearchParams | undefined {
	const query = new URLSearchParams(search);
	const places = [...query.keys()].map((name) => order.indexOf(name));
	const isOrdered = places.every((place, i) => place >= 0 && (i === 0 || place > places[i - 1]));
	return isOrdered ? query : undefined;
}

function isOn(domains: string[] | null, address: string): boolean {
	if (!/^https?:\/\//.test(address) || !URL.canParse(address)) return false;
	return domains === null || domains.includes(new URL(address).hostname);
}

function backTo(address: string, query: Record<string, string>): PageVisit {
	const url = new URL(address);
	for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value);
	return { location: url.href };
}

function login(world: World, person: number, search: string, answer: PageAnswer): PageVisit {
	const query = inOrder(search, LOGIN_ORDER);
	if (!query) return BROKEN;
	const [appId, redirect, type, scope, state] = LOGIN_ORDER.map((name) => query.get(name) ?? '');
	const { webLoginDomains, webLoginPage, snapshotPage } = world.settings;
	if (appId === '') return shown(10012);
	if (world.accountOf(appId) !== 'officialAccount') return shown(10016);
	if (redirect === '') return shown(10011);
	if (scope === '') return shown(10010);
	if (state === '') return shown(10013);
	if (!isOn(webLoginDomains, redirect)) return shown(10003);
	if (scope !== 'snsapi_base' && scope !== 'snsapi_userinfo') return shown(10005);
	// The account here has let no third-party platform act for it.
	if (query.has('component_appid')) return shown(10015);
	if (webLoginPage !== 'opens') return shown(webLoginPage);
	if (world.isTestAccount && !world.people.follower(person)) return shown(10006);
	if (type !== 'code' || !PASSED_THROUGH.test(state)) return BROKEN;
	// The silent scope asks nothing, so nobody can refuse; with the other WeChat sends them back without a code.
	if (answer === 'refuse' && scope === 'snsapi_userinfo') return backTo(redirect, { state });
	const isSnapshot = snapshotPage || query.get('forceSnapShot') === 'true';
	return backTo(redirect, { code: world.webLogins.issueCode({ person, scope, isSnapshot }), state });
}

function consent(world: World, person: number, search: string, answer: PageAnswer): PageVisit {
	const query = new URLSearchParams(search);
	const { scene = '', redirect_url: redirect = '', reserved = '', ...asked } = Object.fromEntries(query);
	if (world.isTestAccount) return BROKEN;
	if (asked.action !== 'get_confirm' || !isScene(scene)) return BROKEN;
	if (world.accountOf(asked.appid) !== 'officialAccount') return BROKEN;
	if (asked.template_id !== world.oneTime.templateId || !PASSED_THROUGH.test(reserved)) return BROKEN;
	if (!isOn(world.settings.businessDomains, redirect)) return BROKEN;
	const common = { template_id: world.oneTime.templateId, scene, ...(reserved === '' ? {} : { reserved }) };
	if (answer === 'refuse') return backTo(redirect, { ...common, action: 'cancel' });
	world.oneTime.grant(person, scene);
	const openid = world.openid('officialAccount', person);
	return backTo(redirect, { openid, ...common, action: 'confirm' });
}

/**
 * Opens one of WeChat's pages as a person does who taps a link.
 *
 * @param address the whole link, with its `#wechat_redirect`; WeChat's host or the sandbox's
 * @returns where WeChat sends the person, or what it shows instead
 */
export function openPage(world: World, person: number, address: string, answer: PageAnswer): PageVisit {
	if (!URL.canParse(address)) return BROKEN;
	const { pathname, search, hash } = new URL(address);
	if (hash !== '#wechat_redirect') return BROKEN;
	if (pathname === LOGIN_PAGE) return login(world, person, search, answer);
	if (pathname === CONSENT_PAGE) return consent(world, person, search, answer);
	return { error: '404' };
}

/**
 * What `wx.config` says to a web page: worked out from WeChat's page, not with what the nodes sign with.
 *
 * @see docs/wechat/tokens.md#tickets-for-web-pages
 */
export function configurePage(world: World, { appId, signature, url, ...given }: PageConfig) {
	if (world.accountOf(appId) !== 'officialAccount') return { errMsg: 'config:invalid appid' };
	const hash = url.indexOf('#');
	const signed = {
		noncestr: given.nonceStr,
		timestamp: given.timestamp,
		url: hash < 0 ? url : url.slice(0, hash),
	};
	const isGood = world.tickets.good().some((ticket) => {
		const pairs = Object.entries({ ...signed, jsapi_ticket: ticket }).sort(([a], [b]) => (a < b ? -1 : 1));
		const text = pairs.map(([name, value]) => `${name}=${value}`).join('&');
		return createHash('sha1').update(text).digest('hex') === signature;
	});
	return { errMsg: isGood ? 'config:ok' : 'config:invalid signature' };
}

/**
 * The pages over HTTP, for a browser on this machine: whoever holds the phone opens them, and says yes.
 *
 * @param worldOf the world in force in which the link's account is known, asked for at each visit
 */
export function wechatPages(worldOf: (caller: Caller) => World): Router {
	const pages = Router();
	pages.get([LOGIN_PAGE, CONSENT_PAGE], (req: Request, res: Response) => {
		// A browser keeps the fragment to itself.
		const address = `http://localhost${req.originalUrl}#wechat_redirect`;
		const world = worldOf({ query: req.query, rawBody: Buffer.alloc(0) });
		const visit = openPage(world, world.phoneOwner, address, 'accept');
		if ('location' in visit) res.redirect(302, visit.location);
		else res.status(200).type('text/html').send(`<h1>${visit.error}</h1>`);
	});
	return pages;
}
