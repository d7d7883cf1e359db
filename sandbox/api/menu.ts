// The menu of the official account's chat (docs/wechat/messages.md#menus).
import { WechatRefusal } from '../refusal';
import { isPermanent } from '../world/media';
import type { World } from '../world/world';
import { ok } from './answer';
import type { Endpoint, JsonObject } from './call';

const MOST_BUTTONS = 3;
const MOST_SUB_BUTTONS = 5;
const MOST_KEY_BYTES = 128;
const MOST_URL_BYTES = 1024;
const APP_ID = /^wx[0-9a-f]{16}$/;

/** WeChat has a number of its own for an entry, which is a button inside another one. */
interface Level {
	nameBytes: number;
	name: number;
	type: number;
	key: number;
	url: number;
	domain: number;
}
const BUTTON: Level = { nameBytes: 16, name: 40018, type: 40017, key: 40019, url: 40020, domain: 40055 };
const ENTRY: Level = { nameBytes: 60, name: 40025, type: 40024, key: 40026, url: 40027, domain: 40054 };

type Check = (world: World, button: JsonObject, level: Level) => void;

const bytes = (text: unknown) => Buffer.byteLength(String(text ?? ''));
const fits = (text: unknown, most: number) => bytes(text) >= 1 && bytes(text) <= most;

/** @throws WechatRefusal 40019 or 40026 */
const needKey: Check = (_world, { key }, level) => {
	if (!fits(key, MOST_KEY_BYTES)) throw new WechatRefusal(level.key);
};

/** @throws WechatRefusal 40020 or 40027 for its length, 40055 or 40054 for what is no web address or leads elsewhere */
const needUrl: Check = (world, { url }, level) => {
	if (!fits(url, MOST_URL_BYTES)) throw new WechatRefusal(level.url);
	const { menuDomains } = world.settings;
	const address = String(url);
	const isWebAddress = /^https?:\/\//i.test(address) && URL.canParse(address);
	if (!isWebAddress || (menuDomains !== null && !menuDomains.includes(new URL(address).hostname)))
		throw new WechatRefusal(level.domain);
};

/** @throws WechatRefusal 40166, 45064 or 85005, 40165, and as `needUrl` */
const needMiniProgram: Check = (world, button, level) => {
	needUrl(world, button, level);
	const { appid } = button;
	if (typeof appid !== 'string' || !APP_ID.test(appid)) throw new WechatRefusal(40166);
	if (appid !== world.accounts.miniProgram.appId) throw new WechatRefusal(world.settings.unlinkedMiniProgram);
	if (bytes(button.pagepath) === 0) throw new WechatRefusal(40165);
};

/** @throws WechatRefusal 40007: a menu outlives what was uploaded for three days */
const needMaterial: Check = (world, { media_id: id }) => {
	if (!isPermanent(world, id)) throw new WechatRefusal(40007);
};

/** @throws WechatRefusal 53600 */
const needArticle: Check = (world, { article_id: id }) => {
	if (!world.articles.has(String(id))) throw new WechatRefusal(53600);
};

const CHECKS: Record<string, Check> = {
	click: needKey,
	scancode_push: needKey,
	scancode_waitmsg: needKey,
	pic_sysphoto: needKey,
	pic_photo_or_album: needKey,
	pic_weixin: needKey,
	location_select: needKey,
	view: needUrl,
	miniprogram: needMiniProgram,
	media_id: needMaterial,
	article_id: needArticle,
	article_view_limited: needArticle,
};

/** @throws WechatRefusal for what does nothing, or not what its type says */
function checkAction(world: World, button: JsonObject, level: Level) {
	const type = String(button.type);
	if (!Object.keys(CHECKS).includes(type)) throw new WechatRefusal(level.type);
	CHECKS[type](world, button, level);
}

function checkName({ name }: JsonObject, level: Level) {
	if (!fits(name, level.nameBytes)) throw new WechatRefusal(level.name);
}

/**
 * @throws WechatRefusal 40016 to 40020, 40022 to 40027, 40054, 40055, and what a kind of button needs: 40007, 40165, 40166,
 * 45064, 53600
 */
export function checkMenu(world: World, { button }: JsonObject) {
	if (!Array.isArray(button) || button.length < 1 || button.length > MOST_BUTTONS)
		throw new WechatRefusal(40016);
	for (const one of button as JsonObject[]) {
		checkName(one, BUTTON);
		const below = Array.isArray(one.sub_button) ? (one.sub_button as JsonObject[]) : [];
		if (below.length === 0) checkAction(world, one, BUTTON);
		if (below.length > MOST_SUB_BUTTONS) throw new WechatRefusal(40023);
		for (const inside of below) {
			if (Array.isArray(inside.sub_button) && inside.sub_button.length > 0) throw new WechatRefusal(40022);
			checkName(inside, ENTRY);
			checkAction(world, inside, ENTRY);
		}
	}
}

/** WeChat lists an empty sub_button beside every button that has none. */
const asAnswered = (button: JsonObject): JsonObject => ({
	...button,
	sub_button: ((button.sub_button ?? []) as JsonObject[]).map(asAnswered),
});

/** As get_current_selfmenu_info writes buttons: a list inside an object. */
const asConsole = ({ sub_button: below, ...button }: JsonObject): JsonObject =>
	Array.isArray(below) && below.length > 0
		? { ...button, sub_button: { list: below.map(asConsole) } }
		: button;

function selfmenu(world: World): JsonObject {
	const { made, console: byHand } = world.menu;
	// With a push URL on, what a person made in the console is off; it is still told.
	const isOpen = made !== undefined || (byHand !== undefined && !world.push.isOn('officialAccount'));
	const shown = made === undefined ? byHand : { button: (made as JsonObject[]).map(asConsole) };
	return { is_menu_open: isOpen ? 1 : 0, ...(shown === undefined ? {} : { selfmenu_info: shown }) };
}

export const menuEndpoints: Endpoint[] = [
	{
		path: '/cgi-bin/menu/create',
		method: 'POST',
		token: 'officialAccount',
		body: 'json',
		daily: 1000,
		handle(world, { body }) {
			checkMenu(world, body);
			world.menu.made = body.button;
			return ok();
		},
	},
	{
		path: '/cgi-bin/menu/get',
		method: 'GET',
		token: 'officialAccount',
		handle(world) {
			const { made, conditional } = world.menu;
			if (made === undefined) throw new WechatRefusal(46003);
			const rest =
				conditional.length > 0
					? {
							conditionalmenu: conditional.map(({ button, ...menu }) => ({
								button: button.map(asAnswered),
								...menu,
							})),
						}
					: {};
			return { menu: { button: (made as JsonObject[]).map(asAnswered) }, ...rest };
		},
	},
	{
		path: '/cgi-bin/get_current_selfmenu_info',
		method: 'GET',
		token: 'officialAccount',
		handle: selfmenu,
	},
	{
		path: '/cgi-bin/menu/delete',
		method: 'GET',
		token: 'officialAccount',
		handle(world) {
			world.menu.made = undefined;
			world.menu.conditional = [];
			return ok();
		},
	},
];
