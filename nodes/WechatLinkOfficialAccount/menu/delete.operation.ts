// Delete menu: the default menu, and every personalised menu with it.
import type { IDataObject } from 'n8n-workflow';
import { defineOperation } from '../../shared/run/operation';

export const deleteMenu = defineOperation<object>({
	value: 'delete',
	name: 'Delete',
	action: 'Delete menu',
	calls: ['/cgi-bin/menu/delete'],
	description:
		"Delete the menu of the chat. WeChat takes all personalised menus along: 'Get menu' puts them out before, but 'Create menu' brings back only the menu for everybody.",
	fields: [],
	read: () => ({}),

	/** @see docs/wechat/links.md */
	async run(_parameters, open): Promise<IDataObject> {
		const api = await open('wechatLinkOfficialAccountApi');
		// To delete what is gone already is no error to WeChat.
		await api.call({
			method: 'GET',
			path: '/cgi-bin/menu/delete',
			repeatable: true,
			changes: true,
		});
		return { deleted: true };
	},
});
