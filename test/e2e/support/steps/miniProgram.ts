// The steps of the Mini Program: for each operation its parameters and the first item that it puts out, as one workflow.
import { commonSteps } from './common';
import { byId, from, msgid, reminder, subscription, text, threeValues, written } from './step';
import type { OperationStep } from './step';
import type { StepData } from './stepData';

export function miniProgramSteps(data: StepData): OperationStep[] {
	const { accounts, person, templates, login, phone, encrypted, spare } = data;
	const openid = person.miniProgramOpenid;
	const ids = { openid, unionid: person.unionid };
	const sessionKey = from('login.code2Session', 'session_key');
	return [
		{
			name: 'login.code2Session',
			parameters: { jsCode: login, options: { includeSessionKey: true } },
			expected: { ...ids, session_key: text },
		},
		{ name: 'login.checkSession', parameters: { openid, sessionKey }, expected: { openid, valid: true } },
		{
			name: 'user.decryptData',
			parameters: { ...encrypted, sessionKey },
			expected: expect.objectContaining({ openId: openid, unionId: person.unionid, nickName: '小明' }),
		},
		{
			name: 'login.resetSession',
			parameters: { openid, sessionKey },
			expected: { openid, success: true },
		},
		{
			name: 'user.getPaidUnionid',
			parameters: { openid, transactionId: data.transactionId },
			expected: ids,
		},
		{
			name: 'user.getPhoneNumber',
			parameters: { code: phone },
			expected: expect.objectContaining({ purePhoneNumber: text, countryCode: '86' }),
		},
		{
			name: 'subscribeMessage.send',
			parameters: {
				openid,
				templateId: byId(templates.subscribeTemplateId),
				fieldsMode: 'json',
				fieldsJson: threeValues,
			},
			expected: {
				delivered: true,
				msgid,
				openid,
				template_id: templates.subscribeTemplateId,
				...written(threeValues),
			},
		},
		{
			name: 'subscribeMessage.getTemplates',
			parameters: {},
			expected: expect.objectContaining(subscription),
		},
		{
			name: 'subscribeMessage.addTemplate',
			parameters: { tid: '99', keywordIds: '1, 2' },
			expected: { priTmplId: text, tid: '99', kidList: [1, 2] },
		},
		{
			name: 'subscribeMessage.deleteTemplate',
			parameters: { templateId: byId(spare.subscribe) },
			expected: { deleted: true, priTmplId: text },
		},
		{
			name: 'link.createShortLink',
			parameters: { pageUrl: 'pages/index/index', pageTitle: 'Shop' },
			expected: { link: text, page_url: 'pages/index/index', is_permanent: false },
		},
		{
			name: 'uniformMessage.send',
			parameters: {
				officialAccountOpenid: person.officialAccountOpenid,
				miniProgramOpenid: openid,
				templateId: byId(templates.templateId),
				...reminder,
			},
			expected: {
				route: 'template',
				delivered: true,
				msgid,
				openid: person.officialAccountOpenid,
				template_id: templates.templateId,
				...written(reminder.fieldsJson),
			},
		},
		{
			name: 'link.createUrlLink',
			parameters: { path: '', query: 'order=42' },
			expected: {
				url_link: expect.stringMatching(/^https:\/\//),
				path: '',
				query: 'order=42',
				env_version: 'release',
			},
		},
		{
			name: 'link.createScheme',
			parameters: { path: '', query: 'order=42' },
			expected: {
				openlink: expect.stringMatching(/^weixin:\/\//),
				path: '',
				query: 'order=42',
				env_version: 'release',
			},
		},
		{
			name: 'link.createQrCode',
			parameters: { scene: 'table=12', page: '', binaryPropertyName: 'data' },
			expected: { scene: 'table=12', page: '', env_version: 'release' },
			picture: 'data',
		},
		...commonSteps(openid, accounts.miniProgram, '/cgi-bin/message/subscribe/send', data.rids.miniProgram),
	];
}
