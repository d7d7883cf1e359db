// The types of customer message (客服消息): the fields of each, and what they come to in WeChat's words.
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Item } from '../../run/item';
import { readMediaFile, takes } from '../media/files';
import type { MediaFile } from '../media/files';
import {
	BINARY,
	FROM_UPLOAD,
	THUMB_BINARY,
	binaryField,
	filesOf,
	isBinary,
	mediaId,
	mediaSource,
	readMediaId,
	shownFor,
	text,
} from './mediaFields';

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
	/** The files from the item's binary data that it names, by the key under which their media_id belongs in the content. */
	files?(item: Item): Record<string, MediaFile>;
}

const title = (description: string) => text('title', 'Title', description, 'e.g. Autumn sale');
const description = (what: string) => text('description', 'Description', what);
const url = text(
	'url',
	'URL',
	'The web page that a tap on the message opens',
	'e.g. https://example.com/sale',
);

function readTitle(item: Item): string {
	return item.requiredText('title', 'Title', 'Give the headline that the person sees.');
}

function readWebAddress(item: Item, name: string, label: string): string {
	const address = item.requiredText(name, label, 'Give a full web address.');
	if (/^https?:\/\/\S+$/i.test(address)) return address;
	throw item.refuse(
		`The parameter '${label}' is not a web address`,
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
	name: 'Text',
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
	name: 'Image',
	description: 'A picture, of the input item or uploaded before',
	fields: [mediaSource, mediaId, binaryField('image')],
	read: (item) => ({ media_id: readMediaId(item) }),
	files: (item) => filesOf(item, 'image'),
};

export const voiceMessage: MessageType = {
	value: 'voice',
	name: 'Voice',
	description: 'A recording, of the input item or uploaded before',
	fields: [mediaSource, mediaId, binaryField('voice')],
	read: (item) => ({ media_id: readMediaId(item) }),
	files: (item) => filesOf(item, 'voice'),
};

export const videoMessage: MessageType = {
	value: 'video',
	name: 'Video',
	description: 'A video, of the input item or uploaded before',
	fields: [
		mediaSource,
		mediaId,
		binaryField('video'),
		shownFor(
			'mediaId',
			text(
				'thumbMediaId',
				'Thumbnail Media ID',
				'The media_id of the still picture: uploaded as type Thumbnail, or of permanent material',
			),
		),
		shownFor('binary', {
			...text(
				THUMB_BINARY.name,
				THUMB_BINARY.label,
				`The field of the input item that holds the still picture: ${takes('thumb')}. Empty sends none.`,
				'e.g. thumbnail',
			),
		}),
		title('The headline of the video'),
		description('The text below the headline'),
	],
	read: (item) =>
		filledIn({
			media_id: readMediaId(item),
			thumb_media_id: isBinary(item) ? '' : item.text('thumbMediaId'),
			title: item.text('title'),
			description: item.text('description'),
		}),
	files: (item) => {
		const hasThumb = isBinary(item) && item.text(THUMB_BINARY.name) !== '';
		return {
			...filesOf(item, 'video'),
			...(hasThumb ? { thumb_media_id: readMediaFile(item, 'thumb', THUMB_BINARY) } : {}),
		};
	},
};

export const newsMessage: MessageType = {
	value: 'news',
	name: 'News',
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
	name: 'Menu',
	description: 'A question with answers to tap; the answer comes back as a text message',
	fields: [
		text('headContent', 'Text Before', 'The text above the answers', 'e.g. Are you happy with our service?'),
		{
			displayName: 'Answers',
			name: 'menuItems',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add answer',
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
				"The parameter 'Answers' is not complete",
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
	name: 'Link',
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
 * @see docs/wechat/messages.md#customer-messages
 */
export function miniProgramCard(appIdField?: INodeProperties): MessageType {
	return {
		value: 'miniprogrampage',
		name: 'Mini Program Card',
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
			mediaSource,
			shownFor(
				'mediaId',
				text(
					'thumbMediaId',
					'Picture Media ID',
					`${FROM_UPLOAD}. A picture of type Image, 520 × 416 pixels.`,
					'e.g. {{ $json.media_id }}',
				),
			),
			binaryField('image'),
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
				thumb_media_id: isBinary(item)
					? ''
					: item.requiredText(
							'thumbMediaId',
							'Picture Media ID',
							"Give the media_id of a picture that 'Upload media' has uploaded as type Image, or of permanent material.",
						),
			};
		},
		files: (item): Record<string, MediaFile> =>
			isBinary(item) ? { thumb_media_id: readMediaFile(item, 'image', BINARY) } : {},
	};
}
