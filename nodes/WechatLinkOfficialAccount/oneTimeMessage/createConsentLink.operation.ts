// Create consent link for one time message: the address on which a person agrees to one message, also one who does not follow.
import { randomBytes } from 'node:crypto';
import { isPassedThrough, isWebAddress, oneTimeConsentUrl } from '../../../wechat/pages';
import { defineOperation } from '../../shared/run/operation';
import { consentFields, readConsent } from './consent';
import type { Consent } from './consent';

interface Parameters extends Consent {
	redirectUrl: string;
	reserved: string;
}

/** As hex, within WeChat's 128 characters. */
const RANDOM_BYTES = 16;
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
		const redirectUrl = item.requiredText(
			'redirectUrl',
			'Redirect URL',
			'Give the address to which WeChat sends the person, for instance the production URL of a Webhook node.',
		);
		if (!isWebAddress(redirectUrl)) {
			throw item.refuse(
				"The parameter 'Redirect URL' is not a web address",
				'It must be complete and start with https:// or http://.',
				'redirectUrl',
			);
		}
		const reserved = item.text('reserved') || randomBytes(RANDOM_BYTES).toString('hex');
		if (!isPassedThrough(reserved)) {
			throw item.refuse(
				"The parameter 'Reserved' has characters or a length that WeChat does not take",
				'Use at most 128 letters and digits, or leave it empty for a random text.',
				'reserved',
			);
		}
		return { ...consent, redirectUrl, reserved };
	},

	async run(consent, open) {
		const api = await open('wechatLinkOfficialAccountApi');
		const url = oneTimeConsentUrl(api.pageBase(WECHATS_HOST), { appId: api.appId, ...consent });
		return { url, reserved: consent.reserved };
	},
});
