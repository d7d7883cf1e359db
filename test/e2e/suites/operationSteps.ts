// For each operation its parameters and the first item it puts out; each account's steps run as one workflow.
import { reminderTemplates } from '../../../demo/examples';
import type { Stage } from '../../../demo/stage';
import type { Account, AccountName, PersonView, TemplateView } from '../../../sandbox/types';

export interface OperationStep {
	/** `resource.operation`; a step may refer to an earlier one by it. */
	name: string;
	parameters: Record<string, unknown>;
	/** Of the first output item; matched in full. */
	expected: unknown;
	/** The binary field of a picture. */
	picture?: string;
}

interface World {
	accounts: Record<AccountName, Account>;
	person: PersonView & { officialAccountOpenid: string; miniProgramOpenid: string };
	templates: { templateId: string; subscribeTemplateId: string };
	notification: TemplateView;
	login: string;
	phone: string;
	encrypted: { encryptedData: string; iv: string };
}

/** Prepares the sandbox for the steps: one person who follows, has agreed to messages, has written and has logged in. */
export async function readWorld(stage: Stage): Promise<World> {
	const { sandbox } = stage;
	const [found] = await sandbox.people({ linked: true, limit: 1 });
	const { officialAccountOpenid = '', miniProgramOpenid = '' } = found;
	const person = { ...found, officialAccountOpenid, miniProgramOpenid };
	const templates = await reminderTemplates(stage);
	const [notification] = (await sandbox.templates()).officialAccount.filter(({ type }) => type === 'oneTime');
	await sandbox.grant(person.id, templates.subscribeTemplateId, 3);
	await sandbox.grant(person.id, notification.id);
	await sandbox.sendText(person.id, 'officialAccount', 'hello');
	await sandbox.sendText(person.id, 'miniProgram', 'hello');
	const { code: login } = await sandbox.login(person.id);
	return {
		accounts: await sandbox.accounts(),
		person,
		templates,
		notification,
		login,
		// Encrypted under the key of that login.
		encrypted: await sandbox.openData(person.id, { nickName: '小明' }),
		phone: (await sandbox.phoneCode(person.id)).code,
	};
}

const byId = (value: unknown) => ({ __rl: true, mode: 'id', value });
/** What an earlier step put out. */
const from = (step: string, field: string) => `={{ $('${step}').first().json.${field} }}`;
const msgid = expect.stringMatching(/^\d+$/) as unknown;
const text = expect.any(String) as unknown;
const count = expect.any(Number) as unknown;
const finding = { check: text, ok: true, finding: text, fix: text };
const reminder = {
	fieldsMode: 'json',
	fieldsJson:
		'{"thing1":"剪发套餐","time2":"2026年11月21日 15:01","phone_number3":"020-81167888","character_string4":"A1"}',
};
const threeValues = '{"thing1":"剪发套餐","time2":"2026年11月21日 15:01","thing3":"天河店"}';
const listed = { title: text, content: text, example: text, keywords: expect.any(Array) as unknown };
const subscription = {
	...listed,
	priTmplId: text,
	type: count,
};

/** The operations that both nodes have, for one of them, behind a step that puts out a picture. */
function common(openid: string, account: Account, cgiPath: string): OperationStep[] {
	return [
		{
			name: 'media.upload',
			parameters: { type: 'image', binaryPropertyName: 'data' },
			expected: { type: 'image', media_id: text, created_at: count },
		},
		{
			name: 'customerMessage.setTyping',
			parameters: { openid, command: 'Typing' },
			expected: { openid, typing: true },
		},
		{
			name: 'customerMessage.send',
			parameters: { openid, messageType: 'image', mediaId: from('media.upload', 'media_id') },
			expected: { delivered: true, openid, msgtype: 'image' },
		},
		{ name: 'account.diagnose', parameters: {}, expected: finding },
		{
			name: 'account.getQuota',
			parameters: { cgiPath },
			expected: {
				cgi_path: cgiPath,
				quota: { daily_limit: count, used: count, remain: count },
				rate_limit: expect.any(Object) as unknown,
				component_rate_limit: expect.any(Object) as unknown,
			},
		},
		{
			name: 'account.clearQuota',
			parameters: { scope: 'account' },
			expected: { cleared: true, appid: account.appId },
		},
	];
}

export function officialAccountSteps({ accounts, person, templates, notification }: World): OperationStep[] {
	const openid = person.officialAccountOpenid;
	const tagId = byId(from('tag.create', 'id'));
	const tagged = { openid, tagid: count, success: true };
	return [
		{
			name: 'follower.get',
			parameters: { openid },
			expected: expect.objectContaining({ openid, subscribe: 1, unionid: person.unionid }),
		},
		{ name: 'follower.getAll', parameters: { returnAll: false, limit: 5 }, expected: { openid: text } },
		{
			name: 'follower.updateRemark',
			parameters: { openid, remark: '上海张三' },
			expected: { openid, remark: '上海张三', success: true },
		},
		{ name: 'tag.create', parameters: { name: '测试' }, expected: { id: count, name: '测试' } },
		{ name: 'tag.getAll', parameters: { returnAll: true }, expected: { id: count, name: text, count } },
		{ name: 'follower.addTag', parameters: { openid, tagId }, expected: tagged },
		{ name: 'follower.removeTag', parameters: { openid, tagId }, expected: tagged },
		{ name: 'tag.delete', parameters: { tagId }, expected: { deleted: true } },
		{ name: 'follower.block', parameters: { openid }, expected: { openid, success: true } },
		{ name: 'follower.unblock', parameters: { openid }, expected: { openid, success: true } },
		{
			name: 'templateMessage.send',
			parameters: { openid, templateId: byId(templates.templateId), ...reminder },
			expected: { delivered: true, msgid, openid, template_id: templates.templateId },
		},
		{
			name: 'templateMessage.getAll',
			parameters: {},
			expected: expect.objectContaining({ template_id: text, ...listed }),
		},
		{
			name: 'subscriptionNotification.send',
			parameters: {
				openid,
				templateId: byId(notification.id),
				fieldsMode: 'json',
				fieldsJson: threeValues,
			},
			expected: { delivered: true, msgid, openid, template_id: notification.id },
		},
		{
			name: 'subscriptionNotification.getTemplates',
			parameters: {},
			expected: expect.objectContaining(subscription),
		},
		{
			name: 'qrCode.create',
			parameters: { scene: 'customer-42', download: true, binaryPropertyName: 'data' },
			expected: expect.objectContaining({ ticket: text, url: text, image_url: text }),
			picture: 'data',
		},
		...common(openid, accounts.officialAccount, '/cgi-bin/message/template/send'),
	];
}

export function miniProgramSteps(world: World): OperationStep[] {
	const { accounts, person, templates, login, phone, encrypted } = world;
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
			expected: { delivered: true, msgid, openid, template_id: templates.subscribeTemplateId },
		},
		{
			name: 'subscribeMessage.getTemplates',
			parameters: {},
			expected: expect.objectContaining(subscription),
		},
		{
			name: 'uniformMessage.send',
			parameters: {
				route: 'auto',
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
		...common(openid, accounts.miniProgram, '/cgi-bin/message/subscribe/send'),
	];
}
