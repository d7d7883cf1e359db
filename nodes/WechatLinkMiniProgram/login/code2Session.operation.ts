// Code to session: who logs in to the mini program, from the code of wx.login.
import type { IDataObject } from 'n8n-workflow';
import { optionsField } from '../../shared/fields/fields';
import { defineOperation } from '../../shared/run/operation';
import { exchangeCode } from './exchangeCode';
import { includeSessionKeyOption } from './session';

interface Parameters {
	jsCode: string;
	includeSessionKey: boolean;
}

export const codeToSession = defineOperation<Parameters>({
	value: 'code2Session',
	name: 'Code to Session',
	action: 'Code to session',
	calls: ['/sns/jscode2session'],
	description: 'Exchange a login code for the openid and the unionid of the person (code2Session)',
	onlyOnce: true,
	fields: [
		{
			displayName: 'Code',
			name: 'jsCode',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 0c1NaEFa1zDXMI0eaJFa1mMFbB2NaEFV',
			description:
				'The code that wx.login returned in the mini program. It is valid for five minutes and works once, so send it here straight away.',
		},
		optionsField([
			includeSessionKeyOption(
				'Whether to output the session_key, a secret with which data from the mini program is decrypted. It then stands in the execution data; never send it to the mini program.',
			),
		]),
	],

	read(item) {
		const wayOut =
			'Give the code that wx.login returned, for instance {{ $json.body.code }} behind a webhook.';
		const jsCode = item.requiredText('jsCode', 'Code', wayOut);
		return { jsCode, includeSessionKey: item.option('includeSessionKey', false) };
	},

	async run({ jsCode, includeSessionKey }, open): Promise<IDataObject> {
		const api = await open('wechatLinkMiniProgramApi');
		const person = await exchangeCode(api, jsCode);
		if (!includeSessionKey) delete person.session_key;
		return person;
	},
});
