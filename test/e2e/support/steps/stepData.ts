// What the steps find in the sandbox: one person who follows, has agreed to messages, has written and has logged in.
import { reminderTemplates } from '../../../../host/examples';
import type { Stage } from '../../../../host/stage';
import type { Account, AccountName, PersonView, TemplateView } from '../../../../sandbox/types';

export interface StepData {
	accounts: Record<AccountName, Account>;
	person: PersonView & { officialAccountOpenid: string; miniProgramOpenid: string };
	templates: { templateId: string; subscribeTemplateId: string };
	notification: TemplateView;
	/** Templates that no other step needs, so that they can be deleted. */
	spare: { template: string; subscribe: string };
	login: string;
	webCode: string;
	/** What the same person was called in the account that was migrated. */
	old: { appId: string; openid: string };
	transactionId: string;
	oneTimeTemplateId: string;
	/** Of a call of each account, as WeChat's messages show it. */
	rids: Record<AccountName, string>;
	phone: string;
	encrypted: { encryptedData: string; iv: string };
}

/** Makes a call that the account's WeChat refuses. */
async function ridOf({ sandbox }: Stage, { appId, appSecret }: Account): Promise<string> {
	const asJson = async (path: string, body: object) => {
		const answer = await fetch(`${sandbox.url}${path}`, { method: 'POST', body: JSON.stringify(body) });
		return (await answer.json()) as { access_token?: string; errmsg?: string };
	};
	const grant = { grant_type: 'client_credential', appid: appId, secret: appSecret };
	const { access_token: token = '' } = await asJson('/cgi-bin/stable_token', grant);
	const { errmsg = '' } = await asJson(`/cgi-bin/callback/check?access_token=${token}`, { action: 'none' });
	return errmsg;
}

/** Prepares the sandbox for the steps. */
export async function readStepData(stage: Stage): Promise<StepData> {
	const { sandbox } = stage;
	const [found] = await sandbox.people({ linked: true, limit: 1 });
	const { officialAccountOpenid = '', miniProgramOpenid = '' } = found;
	const person = { ...found, officialAccountOpenid, miniProgramOpenid };
	const templates = await reminderTemplates(stage);
	const all = await sandbox.templates();
	const isSpare = ({ id, type }: TemplateView) =>
		type !== 'longTerm' && id !== templates.templateId && id !== templates.subscribeTemplateId;
	const spare = {
		template: all.officialAccount.filter((one) => isSpare(one) && one.type !== 'oneTime').at(-1)?.id ?? '',
		subscribe: all.miniProgram.filter(isSpare).at(-1)?.id ?? '',
	};
	const [notification] = (await sandbox.templates()).officialAccount.filter(({ type }) => type === 'oneTime');
	await sandbox.grant(person.id, templates.subscribeTemplateId, 3);
	await sandbox.grant(person.id, notification.id);
	await sandbox.blockMessage(person.id, templates.templateId);
	await sandbox.sendText(person.id, 'officialAccount', 'hello');
	await sandbox.sendText(person.id, 'miniProgram', 'hello');
	const { code: login } = await sandbox.login(person.id);
	const accounts = await sandbox.accounts();
	const webLogin = `${sandbox.url}/connect/oauth2/authorize?appid=${accounts.officialAccount.appId}&redirect_uri=${encodeURIComponent(
		'https://example.com/back',
	)}&response_type=code&scope=snsapi_userinfo&state=abc#wechat_redirect`;
	const { location = '' } = await sandbox.openPage(person.id, webLogin);
	const old = await sandbox.oldAccount({ linked: true, limit: 1 });
	const { transactionId } = await sandbox.pay(person.id, 'order-42');
	const oneTimeTemplateId = (await sandbox.oneTimeTemplate()).id;
	const consent = `${sandbox.url}/mp/subscribemsg?action=get_confirm&appid=${accounts.officialAccount.appId}&scene=7&template_id=${oneTimeTemplateId}&redirect_url=${encodeURIComponent(
		'https://example.com/back',
	)}#wechat_redirect`;
	await sandbox.openPage(person.id, consent);
	const rids = {
		officialAccount: await ridOf(stage, accounts.officialAccount),
		miniProgram: await ridOf(stage, accounts.miniProgram),
	};
	return {
		accounts,
		rids,
		oneTimeTemplateId,
		old: { appId: old.appId, openid: old.openids[person.id] },
		transactionId,
		webCode: new URL(location).searchParams.get('code') ?? '',
		person,
		templates,
		notification,
		spare,
		login,
		// Encrypted under the key of that login.
		encrypted: await sandbox.openData(person.id, { nickName: '小明' }),
		phone: (await sandbox.phoneCode(person.id)).code,
	};
}
