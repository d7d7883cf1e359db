// Sign JS-SDK configuration: what a web page hands to wx.config, so that it may use WeChat's functions.
import { randomBytes } from 'node:crypto';
import { OFFICIAL_ACCOUNT_PLACES } from '../../../wechat/consoles';
import { signPage, signedAddress } from '../../../wechat/jsSdk';
import { isWebAddress } from '../../../wechat/pages';
import { defineOperation } from '../../shared/run/operation';
import { ticketOf } from './ticket';

interface Parameters {
	url: string;
}

const NONCE_BYTES = 16;

export const signPageConfig = defineOperation<Parameters>({
	value: 'sign',
	name: 'Sign',
	action: 'Sign JS-SDK configuration',
	description:
		'Sign what a web page hands to wx.config to use the functions of WeChat, such as the button that asks for consent to subscription notifications',
	calls: ['/cgi-bin/ticket/getticket'],
	fields: [
		{
			displayName: 'URL',
			name: 'url',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://shop.example.com/consent?order=42',
			description: `The full address of the page as its browser shows it (location.href), with the query; the part from # is left out. An app that changes its address without loading a page needs a signature for each. The host must be entered under ${OFFICIAL_ACCOUNT_PLACES.jsSdkDomain}.`,
		},
	],

	read(item) {
		const wayOut =
			'Give the full address of the page, for instance https://shop.example.com/consent?order=42: let the page send its location.href.';
		const url = signedAddress(item.requiredText('url', 'URL', wayOut));
		if (!isWebAddress(url)) {
			throw item.refuse(
				"The parameter 'URL' is not a web address",
				'It must be complete and start with https:// or http://, with blanks as %20: let the page send its location.href.',
				'url',
			);
		}
		return { url };
	},

	async run({ url }, open) {
		const api = await open('wechatLinkOfficialAccountApi');
		const ticket = await ticketOf(api);
		const timestamp = Math.floor(Date.now() / 1000);
		const nonceStr = randomBytes(NONCE_BYTES).toString('hex');
		return {
			appId: api.appId,
			timestamp,
			nonceStr,
			signature: signPage(ticket, { nonceStr, timestamp, url }),
		};
	},
});
