// Get menu: the menu of the Official Account, whoever made it: an API call, or a person in the console.
import type { IDataObject } from 'n8n-workflow';
import { fromConsoleMenu } from '../../../wechat/menu';
import { defineOperation } from '../../shared/run/operation';

const NO_MENU = 46003;

export const getMenu = defineOperation<object>({
	value: 'get',
	name: 'Get',
	action: 'Get menu',
	calls: ['/cgi-bin/menu/get', '/cgi-bin/get_current_selfmenu_info'],
	description:
		"Get the menu of the chat, also one made in the console, and personalised menus. What comes out as menu is what 'Create menu' takes.",
	fields: [],
	read: () => ({}),

	/** @see docs/wechat/links.md */
	async run(_parameters, open): Promise<IDataObject> {
		const api = await open('wechatLinkOfficialAccountApi');
		const made = await api.call({
			method: 'GET',
			path: '/cgi-bin/menu/get',
			repeatable: true,
			returns: ['menu'],
			answers: [NO_MENU],
		});
		const shown = await api.call({
			method: 'GET',
			path: '/cgi-bin/get_current_selfmenu_info',
			repeatable: true,
			returns: ['is_menu_open', 'selfmenu_info'],
		});
		const { conditionalmenu } = made;
		const rest = {
			is_menu_open: shown.is_menu_open ?? null,
			...(conditionalmenu === undefined ? {} : { conditionalmenu }),
			...(shown.selfmenu_info === undefined ? {} : { selfmenu_info: shown.selfmenu_info }),
		};
		if (made.menu !== undefined) return { menu: made.menu, ...rest };
		const { button, leftOut } = fromConsoleMenu(shown.selfmenu_info);
		return {
			menu: button.length > 0 ? { button: button as IDataObject[] } : null,
			...rest,
			...(leftOut.length > 0 ? { only_in_console: leftOut } : {}),
		};
	},
});
