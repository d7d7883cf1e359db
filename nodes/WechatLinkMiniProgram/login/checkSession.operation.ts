// Check login session: whether a stored session_key is still the one that WeChat holds.
import type { IDataObject } from 'n8n-workflow';
import { defineOperation } from '../../shared/run/operation';
import { summaryOfFindings } from '../../shared/run/summary';
import { miniProgramOpenidField, readSession, sessionKeyField, sessionQuery } from './session';
import type { Session } from './session';

/** The key is gone or run out; the key is another one. Both are what this operation is asked about. */
const NO_LONGER_VALID = [87007, 87009];

export const checkSession = defineOperation<Session>({
	value: 'checkSession',
	name: 'Check Session',
	action: 'Check login session',
	calls: ['/wxa/checksession'],
	description: 'Check whether the session_key of a person is still valid (checkSessionKey)',
	fields: [miniProgramOpenidField, { ...sessionKeyField, required: true }],
	summary: summaryOfFindings(['session', 'sessions'], ({ valid }) =>
		valid === true ? 'valid' : 'no longer valid',
	),

	read: readSession,

	async run(session, open): Promise<IDataObject> {
		const api = await open('wechatLinkMiniProgramApi');
		const { errcode } = await api.call({
			method: 'GET',
			path: '/wxa/checksession',
			query: sessionQuery(session),
			repeatable: true,
			answers: NO_LONGER_VALID,
		});
		return { openid: session.openid, valid: !NO_LONGER_VALID.includes(Number(errcode)) };
	},
});
