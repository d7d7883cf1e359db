// Get phone number of user: the number that a person agreed to give, from the code of the phone button.
import type { IDataObject } from 'n8n-workflow';
import { optionsField } from '../../shared/fields/fields';
import { defineOperation } from '../../shared/run/operation';

interface Parameters {
	code: string;
	openid: string;
}

export const getPhoneNumber = defineOperation<Parameters>({
	value: 'getPhoneNumber',
	name: 'Get Phone Number',
	action: 'Get phone number of user',
	calls: ['/wxa/business/getuserphonenumber'],
	description: 'Get the phone number that a person agreed to give in the mini program',
	onlyOnce: true,
	fields: [
		{
			displayName: 'Phone Code',
			name: 'code',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. e31968a7f94cc5ee25fafc2aef2773f0bb8c3937b22520eb8ee345274d00c144',
			description:
				'The code that the phone button (getPhoneNumber) gave the mini program; the code of wx.login does not fit. Valid five minutes, works once.',
		},
		optionsField([
			{
				displayName: 'Openid',
				name: 'openid',
				type: 'string',
				default: '',
				placeholder: 'e.g. o6zAJs3oh9zT5zlFHiCJpkmZRbsA',
				description:
					"The person's openid in this Mini Program: WeChat then refuses a code that belongs to somebody else",
			},
		]),
	],

	read: (item) => ({
		code: item.requiredText(
			'code',
			'Phone Code',
			'Give the code of the phone button, for instance {{ $json.body.phoneCode }} behind a webhook.',
		),
		openid: item.openidOption('openid', 'Openid'),
	}),

	async run({ code, openid }, open): Promise<IDataObject> {
		const api = await open('wechatLinkMiniProgramApi');
		const answer = await api.call({
			method: 'POST',
			path: '/wxa/business/getuserphonenumber',
			body: { code, ...(openid === '' ? {} : { openid }) },
			// The code works once: a second try would only hide what became of the first.
			repeatable: false,
			returns: ['phone_info'],
		});
		const phone = (answer.phone_info ?? {}) as IDataObject;
		// WeChat's page says text; numbers have been seen.
		return { ...phone, countryCode: String(phone.countryCode ?? '') };
	},
});
