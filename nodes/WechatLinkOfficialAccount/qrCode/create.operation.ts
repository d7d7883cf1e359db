// Create QR code: a code that leads to the account, and tells in the follow or scan event which code it was.
import type { IDataObject } from 'n8n-workflow';
import type { Item } from '../../shared/run/item';
import { defineOperation } from '../../shared/run/operation';
import type { Outcome } from '../../shared/run/operation';
import { pictureField, pictureOutcome, readPictureField } from '../../shared/fields/picture';

/** WeChat's names of the kinds of code (`action_name`). */
type ActionName = 'QR_STR_SCENE' | 'QR_SCENE' | 'QR_LIMIT_STR_SCENE' | 'QR_LIMIT_SCENE';

interface Parameters {
	body: IDataObject;
	/** The binary field for the picture, when one is wanted. */
	property?: string;
}

const TEMPORARY: ActionName[] = ['QR_STR_SCENE', 'QR_SCENE'];
const PERMANENT: ActionName[] = ['QR_LIMIT_STR_SCENE', 'QR_LIMIT_SCENE'];
const MOST_SECONDS = 2_592_000;
const MOST_CHARACTERS = 64;
const HIGHEST_NUMBER = { QR_SCENE: 4_294_967_295, QR_LIMIT_SCENE: 100_000 };
const SHOW_PATH = '/cgi-bin/showqrcode';

function readActionName(item: Item): ActionName {
	const given = item.text('actionName');
	const known = [...TEMPORARY, ...PERMANENT].find((name) => name === given);
	if (known) return known;
	throw item.refuse(
		"The parameter 'Type' is not a type of QR code",
		`An expression must come to one of ${[...TEMPORARY, ...PERMANENT].join(', ')}.`,
		'actionName',
	);
}

function readScene(item: Item, actionName: ActionName): IDataObject {
	const wayOut = 'Give what the follow or scan event shall report, for instance your own customer number.';
	const scene = item.requiredText('scene', 'Scene', wayOut);
	if (actionName === 'QR_SCENE' || actionName === 'QR_LIMIT_SCENE') {
		const number = item.number(
			'scene',
			'Scene',
			{ min: 1, max: HIGHEST_NUMBER[actionName] },
			'That is what this type of code takes. Choose a type with a text scene for anything else.',
		);
		return { scene_id: number };
	}
	if (scene.length <= MOST_CHARACTERS) return { scene_str: scene };
	throw item.refuse(
		`The parameter 'Scene' is too long: ${scene.length} characters, and WeChat takes ${MOST_CHARACTERS}`,
		'Use a short key, and keep what it stands for in a table.',
		'scene',
	);
}

const readExpiry = (item: Item): number =>
	item.number(
		'expireSeconds',
		'Expires After (Seconds)',
		{ min: 1, max: MOST_SECONDS },
		'A temporary code lives 30 days at most; choose a permanent type for a longer life.',
	);

export const createQrCode = defineOperation<Parameters>({
	value: 'create',
	name: 'Create',
	action: 'Create QR code',
	calls: ['/cgi-bin/qrcode/create'],
	// A permanent one may be one of 100,000.
	onlyOnce: true,
	description:
		'Create a QR code with a scene: the follow or scan event then tells which code the person came through',
	fields: [
		{
			displayName: 'Type',
			name: 'actionName',
			type: 'options',
			options: [
				{
					name: 'Permanent, Number Scene',
					value: 'QR_LIMIT_SCENE',
					description: 'Never ends; 1 to 100,000 (QR_LIMIT_SCENE)',
				},
				{
					name: 'Permanent, Text Scene',
					value: 'QR_LIMIT_STR_SCENE',
					description: 'Never ends; an account may have 100,000 (QR_LIMIT_STR_SCENE)',
				},
				{
					name: 'Temporary, Number Scene',
					value: 'QR_SCENE',
					description: 'Up to 30 days; 1 to 4,294,967,295 (QR_SCENE)',
				},
				{
					name: 'Temporary, Text Scene',
					value: 'QR_STR_SCENE',
					description: 'Up to 30 days; as many as you like (QR_STR_SCENE)',
				},
			],
			default: 'QR_STR_SCENE',
			description: 'How long the code works, and what its scene may be',
		},
		{
			displayName: 'Scene',
			name: 'scene',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. customer-42',
			description:
				'What the follow or scan event reports as its scene: text of up to 64 characters, or a number where the type asks for one. With your own customer number in it, the event links that customer to the follower.',
		},
		{
			displayName: 'Expires After (Seconds)',
			name: 'expireSeconds',
			type: 'number',
			typeOptions: { minValue: 1 },
			displayOptions: { show: { actionName: TEMPORARY } },
			default: 604800,
			description: 'How long the code works, in seconds: 604800 is a week, 2592000 are the longest 30 days',
		},
		{
			displayName: 'Download Picture',
			name: 'download',
			type: 'boolean',
			default: false,
			description:
				'Whether to put the picture of the code into binary data. Without it, image_url is the address of the picture, which anybody can open.',
		},
		{ ...pictureField, displayOptions: { show: { download: [true] } } },
	],

	read(item) {
		const actionName = readActionName(item);
		const scene = readScene(item, actionName);
		const expiry = TEMPORARY.includes(actionName) ? { expire_seconds: readExpiry(item) } : {};
		const property = item.parameter('download') === true ? readPictureField(item) : undefined;
		return { body: { ...expiry, action_name: actionName, action_info: { scene } }, property };
	},

	async run({ body, property }, open): Promise<Outcome> {
		const api = await open('wechatLinkOfficialAccountApi');
		const answer = await api.call({
			method: 'POST',
			path: '/cgi-bin/qrcode/create',
			body,
			// One code too many hurts nobody: it leads to the same scene.
			repeatable: true,
			returns: ['ticket'],
		});
		const query = { ticket: String(answer.ticket) };
		const json = { ...answer, image_url: api.publicUrl(SHOW_PATH, query) };
		if (property === undefined) return json;
		return await pictureOutcome(
			api,
			{ method: 'GET', path: SHOW_PATH, query, kind: 'public', repeatable: true },
			json,
			{ property, name: 'qr-code' },
		);
	},
});
