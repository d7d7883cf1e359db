// Reset login session: WeChat gives the person a new session_key, and the old one is worth nothing any more.
import type { IDataObject } from 'n8n-workflow';
import { optionsField } from '../../shared/fields/fields';
import { defineOperation } from '../../shared/run/operation';
import {
	includeSessionKeyOption,
	miniProgramOpenidField,
	readSession,
	sessionKeyField,
	sessionQuery,
} from './session';
import type { Session } from './session';

interface Parameters extends Session {
	includeSessionKey: boolean;
}

export const resetSession = defineOperation<Parameters>({
	value: 'resetSession',
	name: 'Reset Session',
	action: 'Reset login session',
	calls: ['/wxa/resetusersessionkey'],
	description:
		'Replace the session_key of a person, for instance when it may have leaked (resetUserSessionKey)',
	onlyOnce: true,
	fields: [
		miniProgramOpenidField,
		{ ...sessionKeyField, required: true },
		optionsField([
			includeSessionKeyOption(
				'Whether to output the new session_key, a secret that then stands in the execution data. Without it nobody has the new key, and the person gets another one with the next wx.login.',
			),
		]),
	],

	read: (item) => ({ ...readSession(item), includeSessionKey: item.option('includeSessionKey', false) }),

	async run({ includeSessionKey, ...session }, open): Promise<IDataObject> {
		const api = await open('wechatLinkMiniProgramApi');
		const answer = await api.call({
			method: 'GET',
			path: '/wxa/resetusersessionkey',
			query: sessionQuery(session),
			// A second reset with the key that the first one replaced is refused.
			repeatable: false,
		});
		const key = includeSessionKey ? { session_key: answer.session_key } : {};
		return { openid: session.openid, success: true, ...key };
	},
});
