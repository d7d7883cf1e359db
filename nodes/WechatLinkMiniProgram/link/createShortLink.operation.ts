// Create short link: a #mini-program:// link to paste into chats and articles inside WeChat.
import type { IDataObject } from 'n8n-workflow';
import { defineOperation } from '../../shared/run/operation';

interface Parameters {
	pageUrl: string;
	pageTitle: string;
	permanent: boolean;
}

const MOST_URL_CHARACTERS = 1024;
const MOST_TITLE_CHARACTERS = 20;

export const createShortLink = defineOperation<Parameters>({
	value: 'createShortLink',
	name: 'Create Short Link',
	action: 'Create short link',
	calls: ['/wxa/genwxashortlink'],
	// A permanent one is one of 100,000.
	onlyOnce: true,
	description:
		'Create a link that opens a page of the mini program inside WeChat, such as #Mini Program://Shop/1a2b',
	fields: [
		{
			displayName: 'Page',
			name: 'pageUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. pages/order/index?ID=42',
			description: 'The page that opens, with its query (page_url): a page of the released version',
		},
		{
			displayName: 'Title',
			name: 'pageTitle',
			type: 'string',
			default: '',
			placeholder: 'e.g. Your order',
			description:
				'What the link shows (page_title), at most 20 characters; empty shows the name of the page',
		},
		{
			displayName: 'Permanent',
			name: 'permanent',
			type: 'boolean',
			default: false,
			description:
				'Whether the link never ends; a mini program may have 100,000 such links. Others end after 30 days.',
		},
	],

	read(item) {
		const pageUrl = item
			.requiredText('pageUrl', 'Page', 'Give the page that the link opens.')
			// A leading slash is refused as an invalid page.
			.replace(/^\/+/, '');
		if (pageUrl.length > MOST_URL_CHARACTERS) {
			throw item.refuse(
				`The parameter 'Page' is too long: ${pageUrl.length} characters, and WeChat takes ${MOST_URL_CHARACTERS}`,
				'Put a short key into the query, and let the page look up what it stands for.',
				'pageUrl',
			);
		}
		const pageTitle = item.text('pageTitle');
		if (pageTitle.length > MOST_TITLE_CHARACTERS) {
			throw item.refuse(
				`The parameter 'Title' is too long: ${pageTitle.length} characters, and WeChat takes ${MOST_TITLE_CHARACTERS}`,
				'Shorten the title.',
				'pageTitle',
			);
		}
		return { pageUrl, pageTitle, permanent: item.parameter('permanent') === true };
	},

	/** @see docs/wechat/links.md */
	async run({ pageUrl, pageTitle, permanent }, open): Promise<IDataObject> {
		const api = await open('wechatLinkMiniProgramApi');
		const answer = await api.call({
			method: 'POST',
			path: '/wxa/genwxashortlink',
			body: { page_url: pageUrl, page_title: pageTitle, is_permanent: permanent },
			// Two permanent links for one would take two of the 100,000.
			repeatable: !permanent,
			returns: ['link'],
		});
		return { link: answer.link, page_url: pageUrl, is_permanent: permanent };
	},
});
