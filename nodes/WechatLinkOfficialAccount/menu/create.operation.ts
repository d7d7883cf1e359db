// Create menu: the menu of the Official Account's chat, from a form or as JSON.
import type { IDataObject } from 'n8n-workflow';
import { MOST_BUTTONS, MenuError, checkMenu } from '../../../wechat/menu';
import type { MenuButton } from '../../../wechat/menu';
import { parseWechatJson } from '../../../wechat/json';
import type { Item } from '../../shared/run/item';
import { defineOperation } from '../../shared/run/operation';
import { buttonFields } from './buttonFields';

interface Parameters {
	button: MenuButton[];
}

/** One button of the form; what an expression left out counts as empty. */
function fromForm(given: IDataObject): MenuButton {
	const inside = (given.subButtons as IDataObject | undefined)?.button;
	const below = Array.isArray(inside) ? (inside as IDataObject[]) : [];
	const { name, type, key, url, appid, pagepath, mediaId, articleId } = given;
	return {
		name: name as string,
		type: type as string,
		key,
		url,
		appid,
		pagepath,
		media_id: mediaId,
		article_id: articleId,
		...(below.length > 0 ? { sub_button: below.map(fromForm) } : {}),
	};
}

function readGiven(item: Item): { given: unknown; parameter: string } {
	if (item.text('menuMode') === 'form') {
		const form = item.parameter('buttons') as IDataObject | undefined;
		const buttons = Array.isArray(form?.button) ? (form.button as IDataObject[]) : [];
		return { given: buttons.map(fromForm), parameter: 'buttons' };
	}
	const parameter = 'menuJson';
	const given = item.parameter(parameter);
	if (typeof given !== 'string') return { given, parameter };
	try {
		return { given: parseWechatJson(given), parameter };
	} catch {
		throw item.refuse(
			"The parameter 'Menu (JSON)' is not JSON",
			`Give {"button": [...]}, or drag the field menu of 'Get menu' in.`,
			parameter,
		);
	}
}

export const createMenu = defineOperation<Parameters>({
	value: 'create',
	name: 'Create',
	action: 'Create menu',
	calls: ['/cgi-bin/menu/create'],
	description:
		"Create or replace the menu of the chat. WeChat switches the console's own menu off where pushes arrive at this server; people see a new menu after up to five minutes.",
	fields: [
		{
			displayName: 'Menu Entry',
			name: 'menuMode',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Form', value: 'form', description: 'A few inputs for each button' },
				{ name: 'JSON', value: 'json', description: "As 'Get menu' puts it out" },
			],
			default: 'form',
			description: 'How the menu is given',
		},
		{
			displayName: 'Buttons',
			name: 'buttons',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true, sortable: true },
			placeholder: 'Add button',
			default: {},
			displayOptions: { show: { menuMode: ['form'] } },
			description: `Up to ${MOST_BUTTONS} buttons, from left to right`,
			options: [{ name: 'button', displayName: 'Button', values: buttonFields }],
		},
		{
			displayName: 'Menu (JSON)',
			name: 'menuJson',
			type: 'json',
			default: '',
			// n8n's editor for JSON shows no placeholder.
			hint: 'e.g. {"button": [{"name": "Orders", "type": "click", "key": "orders"}]}',
			displayOptions: { show: { menuMode: ['json'] } },
			description: "The menu as WeChat takes it, or the field menu that 'Get menu' puts out",
		},
	],

	read(item) {
		const { given, parameter } = readGiven(item);
		try {
			return checkMenu(given);
		} catch (error) {
			const { place, message } = error instanceof MenuError ? error : { place: '', message: String(error) };
			const label = parameter === 'buttons' ? 'Buttons' : 'Menu (JSON)';
			const which = place === '' ? '' : `${place} in `;
			throw item.refuse(
				`${which}the parameter '${label}' cannot be sent`.replace(/^t/, 'T'),
				message,
				parameter,
			);
		}
	},

	/** The last of several menus stays. */
	oneAtATime: () => 'menu',

	/** @see docs/wechat/links.md */
	async run({ button }, open): Promise<IDataObject> {
		const api = await open('wechatLinkOfficialAccountApi');
		await api.call({
			method: 'POST',
			path: '/cgi-bin/menu/create',
			body: { button },
			// The second of two replaces the first with the same.
			repeatable: true,
		});
		return { created: true, menu: { button: button as IDataObject[] } };
	},
});
