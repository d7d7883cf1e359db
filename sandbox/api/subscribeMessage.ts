// Subscription messages: subscribe/send of the mini program, bizsend of the official account, and the withdrawn
// uniform_send (docs/wechat/messages.md#subscription-notifications and docs/wechat/messages.md#subscribe-messages).
import { WechatRefusal } from '../refusal';
import type { AccountName, InboxMessage } from '../types';
import { isTemplateMessage, type Template } from '../world/templates';
import type { World } from '../world/world';
import { type Answer, ok, okWithMsgid } from './answer';
import type { Call, Endpoint, JsonObject } from './call';
import { isReleasedPage, typedValues } from './messageData';
import { findJump } from './templateMessage';

const STATES = ['developer', 'trial', 'formal'];
const LANGUAGES = ['zh_CN', 'en_US', 'zh_HK', 'zh_TW'];

/** @throws WechatRefusal 40037 or 43107 */
function findTemplate(world: World, account: AccountName, id: unknown): Template {
	const template = world.templates.get(id);
	if (template?.account !== account || isTemplateMessage(template.type)) throw new WechatRefusal(40037);
	if (world.settings.bannedTemplates.includes(template.id)) throw new WechatRefusal(43107);
	return template;
}

function checkChoice(value: unknown, choices: string[]) {
	if (value !== undefined && !choices.includes(value as string)) throw new WechatRefusal(40097);
}

async function announce(
	world: World,
	account: AccountName,
	person: number,
	template: Template,
	msgid: bigint,
) {
	if (!world.settings.sendEvents || !world.push.isOn(account)) return;
	await world.pushFrom(account, person, {
		fields: { MsgType: 'event', Event: 'subscribe_msg_sent_event' },
		wrapper: 'SubscribeMsgSentEvent',
		list: [{ TemplateId: template.id, MsgID: msgid, ErrorCode: 0, ErrorStatus: 'success' }],
	});
}

function deliver(
	world: World,
	account: AccountName,
	person: number,
	template: Template,
	data: Record<string, string>,
	jump: InboxMessage['jump'],
): Answer {
	// A refusal and a right that was used up look the same.
	if (world.people.refuses(person) || !world.rights.spend(person, template)) throw new WechatRefusal(43101);
	const msgid = world.takeMsgid();
	world.receive(person, {
		account,
		channel: 'subscribe',
		templateId: template.id,
		data,
		msgid: String(msgid),
		jump,
	});
	void announce(world, account, person, template, msgid);
	return world.settings.subscribeMsgid ? okWithMsgid(msgid) : ok();
}

function sendToMiniProgramUser(world: World, { body, isConcurrent }: Call): Answer {
	const person = world.people.byMiniProgramOpenid(body.touser);
	if (person === undefined) throw new WechatRefusal(40003);
	const template = findTemplate(world, 'miniProgram', body.template_id);
	checkChoice(body.miniprogram_state, STATES);
	checkChoice(body.lang, LANGUAGES);
	if (isConcurrent) throw new WechatRefusal(43108);
	const data = typedValues(body.data, template, world.settings);
	const page = typeof body.page === 'string' && body.page !== '' ? body.page : undefined;
	if (page !== undefined && !isReleasedPage(page) && world.settings.unknownPage === 41030) {
		throw new WechatRefusal(41030);
	}
	const jump = page === undefined ? undefined : { miniProgramPage: page };
	return deliver(world, 'miniProgram', person, template, data, jump);
}

function sendToFollower(world: World, { body }: Call): Answer {
	const person = world.people.byOfficialAccountOpenid(body.touser);
	if (person === undefined) throw new WechatRefusal(40003);
	const template = findTemplate(world, 'officialAccount', body.template_id);
	const data = typedValues(body.data, template, world.settings);
	const jump = findJump(world, body.page, body.miniprogram);
	return deliver(world, 'officialAccount', person, template, data, jump);
}

const touser = (body: JsonObject) => (typeof body.touser === 'string' ? [body.touser] : []);

export const subscribeMessageEndpoints: Endpoint[] = [
	{
		path: '/cgi-bin/message/subscribe/send',
		method: 'POST',
		token: 'miniProgram',
		body: 'json',
		daily: 10_000_000,
		busyKeys: touser,
		handle: sendToMiniProgramUser,
	},
	{
		path: '/cgi-bin/message/subscribe/bizsend',
		method: 'POST',
		token: 'officialAccount',
		notOnTestAccount: true,
		body: 'json',
		handle: sendToFollower,
	},
	{
		path: '/cgi-bin/message/wxopen/template/uniform_send',
		method: 'POST',
		token: 'miniProgram',
		body: 'json',
		handle() {
			throw new WechatRefusal(45109);
		},
	},
];
