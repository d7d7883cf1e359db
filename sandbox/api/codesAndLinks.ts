// QR codes of the official account, codes and links of the mini program (docs/wechat/links.md).
import { randomBytes } from 'node:crypto';
import images from '../images.json';
import { WechatRefusal } from '../refusal';
import type { World } from '../world/world';
import { type Answer, FileAnswer, ok } from './answer';
import type { Call, Endpoint, JsonObject } from './call';
import { isReleasedPage } from './messageData';

const LONGEST_QR_SECONDS = 2_592_000;
const PERMANENT_CODES = 100_000;
const KEPT_TICKETS = 200_000;
const UINT32 = 2 ** 32 - 1;
const DAY_SECONDS = 86_400;
const LONGEST_LINK_DAYS = 30;
const PERMANENT_LINKS = 100_000;
const PAGE_TITLE_LENGTH = 20;

const JPEG = Buffer.from(images.jpeg, 'base64');
const PNG = Buffer.from(images.png, 'base64');

const isWhole = (value: unknown, from: number, to: number) =>
	Number.isInteger(value) && Number(value) >= from && Number(value) <= to;

const isScene: Record<string, (scene: JsonObject) => boolean> = {
	QR_SCENE: ({ scene_id: id }) => isWhole(id, 1, UINT32),
	QR_LIMIT_SCENE: ({ scene_id: id }) => isWhole(id, 1, PERMANENT_CODES),
	QR_STR_SCENE: ({ scene_str: text }) => typeof text === 'string' && text.length >= 1 && text.length <= 64,
	QR_LIMIT_STR_SCENE: ({ scene_str: text }) =>
		typeof text === 'string' && text.length >= 1 && text.length <= 64,
};

function createQrCode(world: World, { body }: Call): Answer {
	const name = String(body.action_name);
	if (!Object.keys(isScene).includes(name)) throw new WechatRefusal(40052);
	const { scene } = (body.action_info ?? {}) as { scene?: JsonObject };
	if (typeof scene !== 'object' || scene === null || !isScene[name](scene)) throw new WechatRefusal(40053);
	const isPermanent = name.startsWith('QR_LIMIT');
	const seconds = body.expire_seconds ?? 60;
	if (!isPermanent && !isWhole(seconds, 1, LONGEST_QR_SECONDS)) throw new WechatRefusal(40035);
	if (isPermanent) {
		const permanent = [...world.qrTickets.values()].filter((known) => known.isPermanent).length;
		if (permanent >= PERMANENT_CODES) throw new WechatRefusal(45029, 'qrcode count out of limit');
	}
	const ticket = `gQ${randomBytes(60).toString('base64')}==`;
	world.qrTickets.set(ticket, { isPermanent });
	if (world.qrTickets.size > KEPT_TICKETS) world.qrTickets.delete([...world.qrTickets.keys()][0]);
	const url = `http://weixin.qq.com/q/${randomBytes(15).toString('base64url')}`;
	return isPermanent ? { ticket, url } : { ticket, expire_seconds: seconds, url };
}

/** @throws WechatRefusal 40129, 40169, 41030, 85402 or 40097 */
function createMiniProgramCode({ body }: Call): Answer {
	const {
		scene,
		page = '',
		env_version: version = 'release',
		width = 430,
		check_path: isChecked = true,
	} = body;
	if (typeof scene !== 'string' || scene === '') throw new WechatRefusal(40129);
	if (scene.length > 32) throw new WechatRefusal(40169);
	if (!/^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]+$/.test(scene)) throw new WechatRefusal(40129);
	if (typeof page !== 'string' || page.includes('?')) throw new WechatRefusal(40097);
	if (page !== '' && (page.startsWith('/') || (isChecked !== false && !isReleasedPage(page)))) {
		throw new WechatRefusal(41030);
	}
	checkVersion(version);
	if (!isWhole(width, 280, 1280)) throw new WechatRefusal(40097);
	return body.is_hyaline === true ? new FileAnswer('image/png', PNG) : new FileAnswer('image/jpeg', JPEG);
}

function checkVersion(version: unknown) {
	if (!['release', 'trial', 'develop'].includes(String(version))) throw new WechatRefusal(85402);
}

/** @throws WechatRefusal 40165, 40212 or 85402 */
function checkLanding({ path = '', query = '', env_version: version = 'release' }: JsonObject) {
	if (typeof path !== 'string' || path.includes('?')) throw new WechatRefusal(40165);
	if (path !== '' && !isReleasedPage(path.replace(/^\//, ''))) throw new WechatRefusal(40165);
	if (typeof query !== 'string' || query.length > 1024) throw new WechatRefusal(40212);
	if (!/^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~%]*$/.test(query)) throw new WechatRefusal(40212);
	checkVersion(version);
}

/** @throws WechatRefusal 85401 */
function checkExpiry(
	world: World,
	{ expire_type: type = 0, expire_time: time, expire_interval: days }: JsonObject,
) {
	if (type !== 0 && type !== 1) throw new WechatRefusal(40097);
	if (type === 1) {
		if (!isWhole(days, 1, LONGEST_LINK_DAYS)) throw new WechatRefusal(85401);
	} else if (time !== undefined) {
		const now = world.seconds();
		if (!isWhole(time, now + 60, now + LONGEST_LINK_DAYS * DAY_SECONDS)) throw new WechatRefusal(85401);
	}
}

/** @throws WechatRefusal 43104, 40165 or 40066, 40225, 85400 */
function createShortLink(world: World, { body }: Call): Answer {
	const { page_url: url, page_title: title = '', is_permanent: isPermanent = false } = body;
	const { settings } = world;
	if (!settings.shortLinkRight) throw new WechatRefusal(43104);
	if (typeof url !== 'string' || url === '' || url.length > 1024 || !isReleasedPage(url)) {
		throw new WechatRefusal(settings.shortLinkPage);
	}
	if (typeof title !== 'string' || (title.length > PAGE_TITLE_LENGTH && settings.longPageTitle === 40225)) {
		throw new WechatRefusal(40225);
	}
	if (typeof isPermanent !== 'boolean') throw new WechatRefusal(40097);
	if (isPermanent) {
		if (settings.permanentShortLinks + world.permanentShortLinks >= PERMANENT_LINKS)
			throw new WechatRefusal(85400);
		world.permanentShortLinks++;
	}
	const shown = title.length > PAGE_TITLE_LENGTH ? `${title.slice(0, PAGE_TITLE_LENGTH)}...` : title;
	return ok({ link: `#Mini Program://${shown || 'Shop'}/${randomBytes(6).toString('base64url')}` });
}

const linkId = () => randomBytes(9).toString('base64url');

export const codeAndLinkEndpoints: Endpoint[] = [
	{
		path: '/cgi-bin/qrcode/create',
		method: 'POST',
		token: 'officialAccount',
		body: 'json',
		daily: 100_000,
		handle: createQrCode,
	},
	{
		path: '/cgi-bin/showqrcode',
		method: 'GET',
		token: 'none',
		handle(world, { query }) {
			if (!world.qrTickets.has(query.ticket ?? '')) throw new WechatRefusal(40097);
			return new FileAnswer('image/jpg', JPEG);
		},
	},
	{
		path: '/wxa/getwxacodeunlimit',
		method: 'POST',
		token: 'miniProgram',
		body: 'json',
		handle: (_world, call) => createMiniProgramCode(call),
	},
	{
		path: '/wxa/generate_urllink',
		method: 'POST',
		token: 'miniProgram',
		body: 'json',
		daily: 500_000,
		handle(world, { body }) {
			checkLanding(body);
			checkExpiry(world, body);
			return ok({ url_link: `https://wxaurl.cn/${linkId()}` });
		},
	},
	{
		path: '/wxa/generatescheme',
		method: 'POST',
		token: 'miniProgram',
		body: 'json',
		daily: 500_000,
		handle(world, { body }) {
			checkLanding((body.jump_wxa ?? {}) as JsonObject);
			if (body.is_expire === true || body.expire_type !== undefined) checkExpiry(world, body);
			return ok({ openlink: `weixin://dl/business/?t=${linkId()}` });
		},
	},
	{
		path: '/wxa/genwxashortlink',
		method: 'POST',
		token: 'miniProgram',
		body: 'json',
		daily: 10_000_000,
		handle: createShortLink,
	},
];
