// What one button of a menu is made of, as the form shows it; the same for a button inside another one.
import type { INodeProperties } from 'n8n-workflow';
import { MOST_SUB_BUTTONS } from '../../../wechat/menu';
import { alphabetical } from '../../shared/panel/alphabetical';

/** As n8n wants them: by the alphabet. */
const inOrder = (some: INodeProperties[]) => alphabetical(some, ({ displayName }) => displayName);

const showFor = (...type: string[]): INodeProperties['displayOptions'] => ({ show: { type } });

const fields: INodeProperties[] = [
	{
		displayName: 'Button Name',
		name: 'name',
		type: 'string',
		default: '',
		placeholder: 'e.g. My orders',
		description: 'What the button shows: at most 16 bytes, inside another button 60',
	},
	{
		displayName: 'Button Type',
		name: 'type',
		type: 'options',
		default: 'click',
		options: [
			{ name: 'Article', value: 'article_id', description: 'Sends a published article' },
			{
				name: 'Article Opened in Place',
				value: 'article_view_limited',
				description: 'Opens a published article',
			},
			{ name: 'Choose Picture', value: 'pic_weixin', description: 'Lets the person choose a picture' },
			{ name: 'Event', value: 'click', description: 'The trigger receives the event with the key' },
			{
				name: 'Media',
				value: 'media_id',
				description: 'Sends a picture, recording or video of the permanent material',
			},
			{ name: 'Mini Program', value: 'miniprogram', description: 'Opens a page of a linked mini program' },
			{ name: 'Photo', value: 'pic_sysphoto', description: 'Lets the person take a photo' },
			{
				name: 'Photo or Album',
				value: 'pic_photo_or_album',
				description: 'Lets the person take or choose a picture',
			},
			{
				name: 'Scan',
				value: 'scancode_push',
				description: 'Lets the person scan a code, and shows what it says',
			},
			{
				name: 'Scan and Wait',
				value: 'scancode_waitmsg',
				description: 'Lets the person scan a code, and waits for an answer',
			},
			{ name: 'Send Location', value: 'location_select', description: 'Lets the person choose a place' },
			{ name: 'Web Page', value: 'view', description: 'Opens a web address' },
		],
		description: 'What a tap does; without meaning for a button that opens others',
	},
	{
		displayName: 'Key',
		name: 'key',
		type: 'string',
		default: '',
		placeholder: 'e.g. orders',
		displayOptions: showFor(
			'click',
			'scancode_push',
			'scancode_waitmsg',
			'pic_sysphoto',
			'pic_photo_or_album',
			'pic_weixin',
			'location_select',
		),
		description: 'By this the trigger tells the buttons apart (EventKey), at most 128 bytes',
	},
	{
		displayName: 'URL',
		name: 'url',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/orders',
		displayOptions: showFor('view', 'miniprogram'),
		description: 'The web page that opens; for a mini program the page that clients too old for it open',
	},
	{
		displayName: 'Mini Program App ID',
		name: 'appid',
		type: 'string',
		default: '',
		placeholder: 'e.g. wx9f8e7d6c5b4a3210',
		displayOptions: showFor('miniprogram'),
		description: 'The AppID of the mini program, which must be linked to the Official Account',
	},
	{
		displayName: 'Mini Program Page',
		name: 'pagepath',
		type: 'string',
		default: '',
		placeholder: 'e.g. pages/order/index',
		displayOptions: showFor('miniprogram'),
		description: 'The page of the mini program that opens',
	},
	{
		displayName: 'Media ID',
		name: 'mediaId',
		type: 'string',
		default: '',
		placeholder: 'e.g. MEDIA_ID1',
		displayOptions: showFor('media_id'),
		description: 'The media_id of a permanent material',
	},
	{
		displayName: 'Article ID',
		name: 'articleId',
		type: 'string',
		default: '',
		placeholder: 'e.g. ARTICLE_ID1',
		displayOptions: showFor('article_id', 'article_view_limited'),
		description: 'The article_id of a published article',
	},
];

const subButtons: INodeProperties = {
	displayName: 'Buttons Inside',
	name: 'subButtons',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add button inside',
	default: {},
	description: `Up to ${MOST_SUB_BUTTONS} buttons that this one opens; it does nothing else then`,
	options: [{ name: 'button', displayName: 'Button', values: inOrder(fields) }],
};

/** Of one of the three buttons, which may open others. */
export const buttonFields: INodeProperties[] = inOrder([...fields, subButtons]);
