// Create consent link for one time message: the address on which a person agrees to one message, also one who does not follow.
import { oneTimeConsentUrl } from '../../../wechat/pages';
import { readPassedThrough, readRedirectUrl } from '../../shared/fields/wayBack';
import { defineOperation } from '../../shared/run/operation';
import { consentFields, readConsent } from './consent';
import type { Consent } from './consent';

interface Parameters extends Consent {
	redirectUrl: string;
	reserved: string;
}

const WECHATS_HOST = 'https://mp.weixin.qq.com';

export const createConsentLink = defineOperation<Parameters>({
	value: 'createConsentLink',
	name: 'Create Consent Link',
	action: 'Create consent link for one time message',
	calls: [],
	description:
		'Make the address on which a person agrees to one message, also without following; they come back with their openid. No call is made.',
	fields: [
		...consentFields,
		{
			displayName: 'Redirect URL',
			name: 'redirectUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://n8n.example.com/webhook/consent',
			description:
				'Where WeChat sends the person, with openid, template_id, action (confirm or cancel), scene and reserved in the query. Its host must be a business domain of the account. WeChat signs nothing of it: a stranger can call the address with any openid.',
		},
		{
			displayName: 'Reserved',
			name: 'reserved',
			type: 'string',
			default: '',
			placeholder: 'e.g. 7f3b0c6e5d2a41989c0e4b7a6d1f2e35',
			description:
				'Comes back with the person: letters and digits, at most 128. Leave it empty for a random text. Store the one of the output and accept it once, so that you know that it was your link.',
		},
	],

	read(item) {
		const consent = readConsent(item);
		const redirectUrl = readRedirectUrl(item);
		const reserved = readPassedThrough(
			item,
			'reserved',
			'Reserved',
			'Use at most 128 letters and digits, or leave it empty for a random text.',
		);
		return { ...consent, redirectUrl, reserved };
	},

	async run(consent, open) {
		const api = await open('wechatLinkOfficialAccountApi');
		const url = oneTimeConsentUrl(api.pageBase(WECHATS_HOST), { appId: api.appId, ...consent });
		return { url, reserved: consent.reserved };
	},
});
