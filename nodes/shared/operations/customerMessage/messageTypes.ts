// The types of customer message (客服消息): the fields of each, and what they come to in WeChat's words.
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Item } from '../../item';

/** One `msgtype` of custom/send. */
export interface MessageType {
	/** WeChat's msgtype, under which the content stands in the body, too. */
	value: string;
	name: string;
	description: string;
	/** None is marked as required: were the type an expression, n8n would ask for the fields of all types. */
	fields: INodeProperties[];
	/**
	 * The content of the message.
	 * @throws NodeOperationError naming the parameter
	 */
	read(item: Item): IDataObject;
}

const FROM_UPLOAD =
	'The media_id that Upload Media returned (临时素材); it is valid for three days, in the account that uploaded it';

function text(name: string, displayName: string, description: string, placeholder?: string): INodeProperties {
	const field: INodeProperties = { displayName, name, type: 'string', default: '', description };
	return placeholder === undefined ? field : { ...field, placeholder };
}

const mediaId = text('mediaId', 'Media ID', FROM_UPLOAD, 'e.g. {{ $json.media_id }}');
const title = (description: string) => text('title', 'Title', description, 'e.g. Autumn sale');
const description = (what: string) => text('description', 'Description', what);
const url = text(
	'url',
	'URL',
	'The web page that a tap on the message opens',
	'e.g. https://example.com/sale',
);

function readMediaId(item: Item): string {
	return item.requiredText(
		'mediaId',
		'Media ID',
		'Give the media_id of a file that Upload Media has uploaded.',
	);
}

function readTitle(item: Item): string {
	return item.requiredText('title', 'Title', 'Give the headline that the person sees.');
}

function readWebAddress(item: Item, name: string, label: string): string {
	const address = item.requiredText(name, label, 'Give a full web address.');
	if (/^https?:\/\/\S+$/i.test(address)) return address;
	throw item.refuse(
		`The parameter "${label}" is not a web address`,
		'It must start with https:// or http://.',
		name,
	);
}

/** Only what was filled in: WeChat takes an empty value for a wrong one. */
function filledIn(content: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== ''));
}

export const textMessage: MessageType = {
	value: 'text',
	name: 'Text (文本)',
	description: 'Plain text; links may be written as HTML',
	fields: [
		{
			...text('text', 'Text', 'What the person reads', 'e.g. Your table is booked for 7 pm.'),
			typeOptions: { rows: 4 },
		},
	],
	read: (item) => ({ content: item.requiredText('text', 'Text', 'Give the text that the person reads.') }),
};

export const imageMessage: MessageType = {
	value: 'image',
	name: 'Image (图片)',
	description: 'A picture that was uploaded before',
	fields: [mediaId],
	read: (item) => ({ media_id: readMediaId(item) }),
};

export const voiceMessage: MessageType = {
	value: 'voice',
	name: 'Voice (语音)',
	description: 'A recording that was uploaded before',
	fields: [mediaId],
	read: (item) => ({ media_id: readMediaId(item) }),
};

export const videoMessage: MessageType = {
	value: 'video',
	name: 'Video (视频)',
	description: 'A video that was uploaded before',
	fields: [
		mediaId,
		text(
			'thumbMediaId',
			'Thumbnail Media ID',
			'The media_id of the still picture (缩略图), uploaded as type Thumbnail',
		),
		title('The headline of the video'),
		description('The text below the headline'),
	],
	read: (item) =>
		filledIn({
			media_id: readMediaId(item),
			thumb_media_id: item.text('thumbMediaId'),
			title: item.text('title'),
			description: item.text('description'),
		}),
};

export const newsMessage: MessageType = {
	value: 'news',
	name: 'News (图文)',
	description: 'A card with headline and picture that opens a web page',
	fields: [
		title('The headline of the card'),
		description('The text below the headline'),
		url,
		text(
			'pictureUrl',
			'Picture URL',
			'The web address of the picture on the card, JPG or PNG',
			'e.g. https://example.com/sale.jpg',
		),
	],
	read: (item) => ({
		articles: [
			filledIn({
				title: readTitle(item),
				description: item.text('description'),
				url: readWebAddress(item, 'url', 'URL'),
				picurl: item.text('pictureUrl') === '' ? '' : readWebAddress(item, 'pictureUrl', 'Picture URL'),
			}),
		],
	}),
};

export const menuMessage: MessageType = {
	value: 'msgmenu',
	name: 'Menu (菜单)',
	description: 'A question with answers to tap; the answer comes back as a text message',
	fields: [
		text('headContent', 'Text Before', 'The text above the answers', 'e.g. Are you happy with our service?'),
		{
			displayName: 'Answers',
			name: 'menuItems',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Answer',
			default: {},
			options: [
				{
					displayName: 'Answer',
					name: 'item',
					values: [
						text(
							'id',
							'ID',
							'Comes back as bizmsgmenuid when the person taps this answer; your own choice',
							'e.g. 101',
						),
						text('content', 'Text', 'What the person reads and taps', 'e.g. Yes'),
					],
				},
			],
			description: 'The answers that the person can tap',
		},
		text('tailContent', 'Text After', 'The text below the answers', 'e.g. Thank you for your time'),
	],
	read(item) {
		const given = (item.parameter('menuItems') as IDataObject | undefined)?.item;
		const list = (Array.isArray(given) ? (given as IDataObject[]) : []).map(({ id, content }) => ({
			id: String(id ?? '').trim(),
			content: String(content ?? '').trim(),
		}));
		if (list.length === 0 || list.some(({ id, content }) => id === '' || content === '')) {
			throw item.refuse(
				'The parameter "Answers" is not complete',
				'Add at least one answer, each with an ID and a text.',
				'menuItems',
			);
		}
		return filledIn({
			head_content: item.text('headContent'),
			list,
			tail_content: item.text('tailContent'),
		});
	},
};

export const linkMessage: MessageType = {
	value: 'link',
	name: 'Link (图文链接)',
	description: 'A card with headline and picture that opens a web page',
	fields: [
		title('The headline of the card'),
		description('The text below the headline'),
		url,
		text(
			'thumbUrl',
			'Picture URL',
			'The web address of the picture on the card, JPG or PNG',
			'e.g. https://example.com/sale.jpg',
		),
	],
	read: (item) => ({
		title: readTitle(item),
		description: item.requiredText('description', 'Description', 'Give the text below the headline.'),
		url: readWebAddress(item, 'url', 'URL'),
		thumb_url: readWebAddress(item, 'thumbUrl', 'Picture URL'),
	}),
};

/**
 * A card that opens a page of a mini program.
 *
 * @param appIdField the parameter that names the mini program; a mini program's own card has none
 * @see wechat-settled.md section 8
 */
export function miniProgramCard(appIdField?: INodeProperties): MessageType {
	return {
		value: 'miniprogrampage',
		name: 'Mini Program Card (小程序卡片)',
		description: 'A card that opens a page of a mini program',
		fields: [
			title('The headline of the card'),
			...(appIdField ? [appIdField] : []),
			text(
				'miniProgramPath',
				'Mini Program Page',
				'A page of the released version, without a leading slash',
				'e.g. pages/order/index?ID=42',
			),
			text(
				'thumbMediaId',
				'Picture Media ID',
				`${FROM_UPLOAD}. Upload it as type Image, 520 × 416 pixels.`,
				'e.g. {{ $json.media_id }}',
			),
		],
		read(item) {
			const page = item.requiredText(
				'miniProgramPath',
				'Mini Program Page',
				'Give the page that the card opens.',
			);
			const appId = appIdField && {
				appid: item.requiredText(appIdField.name, appIdField.displayName, "Give the mini program's AppID."),
			};
			return {
				title: readTitle(item),
				...appId,
				// A leading slash is refused as an invalid page.
				pagepath: page.replace(/^\/+/, ''),
				thumb_media_id: item.requiredText(
					'thumbMediaId',
					'Picture Media ID',
					'Give the media_id of a picture that Upload Media has uploaded as type Image.',
				),
			};
		},
	};
}
