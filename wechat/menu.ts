// The menu at the bottom of an Official Account's chat: what WeChat takes, checked, and what its console made, translated.
import { isWebAddress } from './pages';

/** A button as `menu/create` takes it; a button with `sub_button` opens a list and does nothing else. */
export interface MenuButton {
	[field: string]: unknown;
	name: string;
	type?: string;
	sub_button?: MenuButton[];
}

/** The menu cannot be sent; the message says which button, and what to do. */
export class MenuError extends Error {
	constructor(
		/** Such as `Button 2 › 3`; empty when it is the menu as a whole. */
		readonly place: string,
		message: string,
	) {
		super(message);
		this.name = 'MenuError';
	}
}

export const MOST_BUTTONS = 3;
export const MOST_SUB_BUTTONS = 5;
const MOST_NAME_BYTES = 16;
const MOST_SUB_NAME_BYTES = 60;
const MOST_KEY_BYTES = 128;
const MOST_URL_BYTES = 1024;

/** What each kind of button must say, see docs/wechat/messages.md#menus. */
const REQUIRED: Record<string, string[]> = {
	click: ['key'],
	view: ['url'],
	miniprogram: ['appid', 'pagepath', 'url'],
	scancode_push: ['key'],
	scancode_waitmsg: ['key'],
	pic_sysphoto: ['key'],
	pic_photo_or_album: ['key'],
	pic_weixin: ['key'],
	location_select: ['key'],
	media_id: ['media_id'],
	article_id: ['article_id'],
	article_view_limited: ['article_id'],
};

export const MENU_BUTTON_TYPES = Object.keys(REQUIRED);

const LIMITS: Record<string, number> = { key: MOST_KEY_BYTES, url: MOST_URL_BYTES };

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

function checkName(place: string, name: unknown, most: number): string {
	const text = textOf(name);
	if (text === '') throw new MenuError(place, 'It has no name. Give the text that the button shows.');
	const bytes = new TextEncoder().encode(text).length;
	if (bytes <= most) return text;
	throw new MenuError(
		place,
		`Its name "${text}" has ${bytes} bytes, and WeChat takes ${most}. A Chinese character counts 3, a letter 1.`,
	);
}

/** What a button does; `sub_button` is not looked at. */
function checkAction(place: string, button: Record<string, unknown>): Record<string, unknown> {
	const type = textOf(button.type);
	if (!Object.hasOwn(REQUIRED, type)) {
		throw new MenuError(
			place,
			`${type === '' ? 'It has no type' : `"${type}" is no type of button`}. Use one of ${MENU_BUTTON_TYPES.join(', ')}.`,
		);
	}
	const values = REQUIRED[type].map((field) => {
		const given = textOf(button[field]);
		// WeChat's pages have no leading slash, and other calls refuse one.
		const value = field === 'pagepath' ? given.replace(/^\/+/, '') : given;
		if (value === '') throw new MenuError(place, `A button of type ${type} needs "${field}".`);
		if (field === 'url' && !isWebAddress(value))
			throw new MenuError(
				place,
				`Its "url" is no web address: "${value.slice(0, 100)}". Begin it with https://.`,
			);
		const most = LIMITS[field];
		const bytes = new TextEncoder().encode(value).length;
		if (most === undefined || bytes <= most) return [field, value];
		throw new MenuError(place, `Its "${field}" has ${bytes} bytes, and WeChat takes ${most}.`);
	});
	return { type, ...Object.fromEntries(values) };
}

function checkButton(place: string, given: unknown, inside: boolean): MenuButton {
	if (!isObject(given)) throw new MenuError(place, 'It is not an object with a name and a type.');
	const name = checkName(place, given.name, inside ? MOST_SUB_NAME_BYTES : MOST_NAME_BYTES);
	// WeChat lists an empty sub_button beside every button that has none.
	const below = Array.isArray(given.sub_button) ? (given.sub_button as unknown[]) : [];
	if (below.length === 0) return { name, ...checkAction(place, given) };
	if (inside) throw new MenuError(place, 'A button inside another one cannot open a list of its own.');
	if (below.length > MOST_SUB_BUTTONS)
		throw new MenuError(place, `It opens ${below.length} buttons, and WeChat takes ${MOST_SUB_BUTTONS}.`);
	return { name, sub_button: below.map((one, at) => checkButton(`${place} › ${at + 1}`, one, true)) };
}

/**
 * The body of `menu/create`.
 *
 * @param given a list of buttons, `{ button: [...] }`, or `{ menu: { button: [...] } }` as `menu/get` answers
 * @returns only what WeChat takes, in its order
 * @throws MenuError naming the button
 */
export function checkMenu(given: unknown): { button: MenuButton[] } {
	const menu = isObject(given) && isObject(given.menu) ? given.menu : given;
	const buttons: unknown = isObject(menu) ? menu.button : menu;
	if (!Array.isArray(buttons) || buttons.length === 0) {
		throw new MenuError(
			'',
			'It has no buttons. Give {"button": [{"name": "Orders", "type": "click", "key": "orders"}]}; to take the menu away, use Delete.',
		);
	}
	if (buttons.length > MOST_BUTTONS)
		throw new MenuError('', `It has ${buttons.length} buttons, and WeChat takes ${MOST_BUTTONS}.`);
	return { button: buttons.map((one, at) => checkButton(`Button ${at + 1}`, one, false)) };
}

/** What the console makes and `menu/create` knows under the same name. */
const SAME: Record<string, (button: Record<string, unknown>) => Record<string, unknown>> = {
	view: ({ url }) => ({ type: 'view', url }),
	click: ({ key }) => ({ type: 'click', key }),
	miniprogram: ({ appid, pagepath, url }) => ({ type: 'miniprogram', appid, pagepath, url }),
	// The console's pictures, recordings and videos are permanent material, which a button can name.
	img: ({ value }) => ({ type: 'media_id', media_id: value }),
	photo: ({ value }) => ({ type: 'media_id', media_id: value }),
	voice: ({ value }) => ({ type: 'media_id', media_id: value }),
	video: ({ value }) => ({ type: 'media_id', media_id: value }),
};

/**
 * A menu that was made in the console, as `menu/create` takes it: with the push URL on, WeChat switches the console's
 * menu off, and this is the way to bring it back.
 *
 * @param selfmenu `selfmenu_info` of `get_current_selfmenu_info`
 * @returns the buttons, and the names of those that only the console can make (a text or an article as answer)
 */
export function fromConsoleMenu(selfmenu: unknown): { button: MenuButton[]; leftOut: string[] } {
	const leftOut: string[] = [];
	const translate = (given: unknown): MenuButton[] => {
		if (!isObject(given)) return [];
		const name = textOf(given.name);
		const below = isObject(given.sub_button) ? given.sub_button.list : given.sub_button;
		if (Array.isArray(below) && below.length > 0) {
			const sub_button = below.flatMap(translate);
			return sub_button.length > 0 ? [{ name, sub_button }] : [];
		}
		const type = textOf(given.type);
		if (Object.hasOwn(SAME, type)) return [{ name, ...SAME[type](given) }];
		if (Object.hasOwn(REQUIRED, type))
			return [{ name, type, ...Object.fromEntries(REQUIRED[type].map((field) => [field, given[field]])) }];
		leftOut.push(name);
		return [];
	};
	const buttons = isObject(selfmenu) && Array.isArray(selfmenu.button) ? (selfmenu.button as unknown[]) : [];
	return { button: buttons.flatMap(translate), leftOut };
}
