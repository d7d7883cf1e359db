// The menu of the official account's chat (docs/wechat/links.md).
import { WechatError } from '../refusal';
import type { World } from '../world/world';
import { ok } from './answer';
import type { Endpoint, JsonObject } from './call';

const MOST_BUTTONS = 3;
const MOST_SUB_BUTTONS = 5;
const NEEDS: Record<string, { fields: string[]; errcode: number }> = {
	click: { fields: ['key'], errcode: 40019 },
	scancode_push: { fields: ['key'], errcode: 40019 },
	scancode_waitmsg: { fields: ['key'], errcode: 40019 },
	pic_sysphoto: { fields: ['key'], errcode: 40019 },
	pic_photo_or_album: { fields: ['key'], errcode: 40019 },
	pic_weixin: { fields: ['key'], errcode: 40019 },
	location_select: { fields: ['key'], errcode: 40019 },
	view: { fields: ['url'], errcode: 40020 },
	miniprogram: { fields: ['url', 'appid', 'pagepath'], errcode: 40054 },
	media_id: { fields: ['media_id'], errcode: 40007 },
	article_id: { fields: ['article_id'], errcode: 53600 },
	article_view_limited: { fields: ['article_id'], errcode: 53600 },
};

const bytes = (text: unknown) => Buffer.byteLength(String(text ?? ''));

/** @throws WechatError for an entry that does nothing, or not what its type says */
function checkAction(button: JsonObject, typeError: number) {
	const type = String(button.type);
	if (!Object.keys(NEEDS).includes(type)) throw new WechatError(typeError);
	const { fields, errcode } = NEEDS[type];
	if (fields.some((field) => bytes(button[field]) === 0)) throw new WechatError(errcode);
	if (bytes(button.key) > 128) throw new WechatError(40019);
	if (bytes(button.url) > 1024) throw new WechatError(40020);
}

/** @throws WechatError 40015-40027, 40054 */
function checkMenu({ button }: JsonObject) {
	if (!Array.isArray(button) || button.length < 1 || button.length > MOST_BUTTONS)
		throw new WechatError(40016);
	for (const one of button as JsonObject[]) {
		if (bytes(one.name) < 1 || bytes(one.name) > 16) throw new WechatError(40018);
		const below = Array.isArray(one.sub_button) ? (one.sub_button as JsonObject[]) : [];
		if (below.length === 0) checkAction(one, 40017);
		if (below.length > MOST_SUB_BUTTONS) throw new WechatError(40023);
		for (const inside of below) {
			if (Array.isArray(inside.sub_button) && inside.sub_button.length > 0) throw new WechatError(40022);
			if (bytes(inside.name) < 1 || bytes(inside.name) > 60) throw new WechatError(40025);
			checkAction(inside, 40024);
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
			checkMenu(body);
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
			if (made === undefined) throw new WechatError(46003);
			const rest = conditional.length > 0 ? { conditionalmenu: conditional } : {};
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
