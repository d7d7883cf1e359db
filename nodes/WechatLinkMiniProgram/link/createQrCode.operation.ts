// Create QR code: the mini program's own round code, as many as one likes, with a scene in each.
import type { IDataObject } from 'n8n-workflow';
import { optionsField } from '../../shared/fields/fields';
import type { Item } from '../../shared/run/item';
import { defineOperation } from '../../shared/run/operation';
import type { Outcome } from '../../shared/run/operation';
import { pictureField, pictureOutcome, readPictureField } from '../../shared/fields/picture';
import { envVersionOption, readEnvVersion } from './landing';

interface Parameters {
	code: IDataObject;
	property: string;
}

const MOST_CHARACTERS = 32;
const NOT_IN_A_SCENE = /[^0-9A-Za-z!#$&'()*+,/:;=?@\-._~]/u;
const WIDTH = { fallback: 430, min: 280, max: 1280 };

function readScene(item: Item): string {
	const scene = item.requiredText(
		'scene',
		'Scene',
		'Give what the page shall receive, for instance your own customer number.',
	);
	if (scene.length > MOST_CHARACTERS) {
		throw item.refuse(
			`The parameter 'Scene' is too long: ${scene.length} characters, and WeChat takes ${MOST_CHARACTERS}`,
			'Use a short key, and let the page look up what it stands for.',
			'scene',
		);
	}
	const stray = NOT_IN_A_SCENE.exec(scene)?.[0];
	if (stray === undefined) return scene;
	throw item.refuse(
		`The parameter 'Scene' holds ${JSON.stringify(stray)}, which WeChat does not take there`,
		"Use letters, digits and !#$&'()*+,/:;=?@-._~ only; Chinese, spaces and % do not fit, not even encoded.",
		'scene',
	);
}

function readPage(item: Item): string {
	const page = item.text('page').replace(/^\/+/, '');
	if (!page.includes('?')) return page;
	throw item.refuse(
		"The parameter 'Page' holds a query",
		'This code carries no query: put what the page needs into Scene.',
		'page',
	);
}

function readColor(item: Item): IDataObject {
	const color = item.option('lineColor', '').trim();
	if (color === '') return {};
	const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color)?.slice(1);
	if (!parts) {
		throw item.refuse(
			"The option 'Line Color' is not a color",
			'Give it as #rrggbb, for instance #07c160.',
			'options.lineColor',
		);
	}
	const [r, g, b] = parts.map((part) => parseInt(part, 16));
	return { auto_color: false, line_color: { r, g, b } };
}

export const createMiniProgramCode = defineOperation<Parameters>({
	value: 'createQrCode',
	name: 'Create QR Code',
	action: 'Create mini program QR code',
	calls: ['/wxa/getwxacodeunlimit'],
	description:
		'Create a Mini Program code that opens a page with a scene; without a limit in number (getwxacodeunlimit)',
	fields: [
		{
			displayName: 'Scene',
			name: 'scene',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. table=12&shop=3',
			description:
				"What the page receives as its scene: up to 32 letters, digits and !#$&'()*+,/:;=?@-._~. The page must decode it with decodeURIComponent.",
		},
		{
			displayName: 'Page',
			name: 'page',
			type: 'string',
			default: '',
			placeholder: 'e.g. pages/order/index',
			description: 'The page that opens, without a query; empty opens the home page',
		},
		pictureField,
		optionsField([
			{
				displayName: 'Check Page',
				name: 'checkPath',
				type: 'boolean',
				default: true,
				description:
					'Whether WeChat refuses a page that the released version does not have. Turn it off for pages that are yet to be released.',
			},
			{
				displayName: 'Line Color',
				name: 'lineColor',
				type: 'color',
				default: '#000000',
				description: 'The color of the lines of the code (line_color)',
			},
			{
				displayName: 'Transparent Background',
				name: 'isHyaline',
				type: 'boolean',
				default: false,
				description: 'Whether the picture has a transparent background (is_hyaline); it is a PNG then',
			},
			envVersionOption,
			{
				displayName: 'Width',
				name: 'width',
				type: 'number',
				typeOptions: { minValue: 280 },
				default: 430,
				description: 'The width of the picture in pixels, 280 to 1280',
			},
		]),
	],

	read(item) {
		const code = {
			scene: readScene(item),
			page: readPage(item),
			check_path: item.option('checkPath', true),
			env_version: readEnvVersion(item),
			width: item.numberOption('width', 'Width', WIDTH),
			is_hyaline: item.option('isHyaline', false),
			...readColor(item),
		};
		return { code, property: readPictureField(item) };
	},

	async run({ code, property }, open): Promise<Outcome> {
		const api = await open('wechatLinkMiniProgramApi');
		const { scene, page, env_version: version } = code;
		return await pictureOutcome(
			api,
			{ method: 'POST', path: '/wxa/getwxacodeunlimit', body: code, repeatable: true },
			{ scene, page, env_version: version },
			{ property, name: 'mini-program-code' },
		);
	},
});
