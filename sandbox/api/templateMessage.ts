/* eslint-disable @n8n/community-nodes/no-restricted-globals */
// Template messages (模板消息) of the official account (docs/wechat/messages.md#template-messages,
// docs/wechat/messages.md#repeated-sends).
import { WechatRefusal } from '../refusal';
import type { World } from '../world/world';
import { CATEGORIES, CATEGORY_LIBRARY } from '../world/categoryLibrary';
import {
	isTemplateMessage,
	makeTemplate,
	type Template,
	TEMPLATE_LIMIT,
	type TemplateLine,
} from '../world/templates';
import type { InboxMessage } from '../types';
import { type Answer, ok, okWithMsgid } from './answer';
import type { Call, Endpoint, JsonObject } from './call';
import { isReleasedPage, messageValues } from './messageData';

const ID_LENGTH = 43;
const REPEAT_WINDOW_MS = 600_000;
const CONTENT_WINDOW_MS = 60_000;
const SENT_IDS_LIMIT = 1_000_000;

/** A default account may send 100,000 a day, more with more followers. */
function dailySends(world: World): number {
	const followers = world.people.followerCount;
	return [100_000, 1_000_000, 10_000_000].find((step) => followers < step) ?? 100_000_000;
}

/** @throws WechatRefusal 40036, 40037 or 43116 */
function findTemplate(world: World, id: unknown): Template {
	if (typeof id !== 'string' || id.length !== ID_LENGTH) throw new WechatRefusal(40036);
	const template = world.templates.get(id);
	if (template?.account !== 'officialAccount' || !isTemplateMessage(template.type))
		throw new WechatRefusal(40037);
	if (world.settings.bannedTemplates.includes(id)) throw new WechatRefusal(43116, 'template is restricted');
	return template;
}

/** @throws WechatRefusal 40003, 43004 or 43019, or whatever the settings make of a refusal */
function findReceiver(world: World, openid: unknown): number {
	const { people, settings } = world;
	const person = people.byOfficialAccountOpenid(openid);
	if (person === undefined) throw new WechatRefusal(40003);
	if (!people.follower(person)) throw new WechatRefusal(43004);
	if (people.blacklisted(person)) throw new WechatRefusal(43019);
	if (people.refuses(person) && settings.refusedTemplate !== 'event') {
		throw new WechatRefusal(settings.refusedTemplate);
	}
	return person;
}

/** @throws WechatRefusal 40166 or 40165 */
export function findJump(world: World, url: unknown, miniprogram: unknown): InboxMessage['jump'] {
	const web = typeof url === 'string' && url !== '' ? { url } : {};
	if (miniprogram === undefined || miniprogram === null) return 'url' in web ? web : undefined;
	const { appid, pagepath } = miniprogram as JsonObject;
	if (appid === undefined || appid === '') return 'url' in web ? web : undefined;
	if (appid !== world.accounts.miniProgram.appId) throw new WechatRefusal(40166);
	// A missing page, or one under the name `path`, is no error: the card opens the home page.
	if (pagepath === undefined || pagepath === '') return { ...web, miniProgramPage: '' };
	if (typeof pagepath !== 'string' || !isReleasedPage(pagepath)) throw new WechatRefusal(40165);
	return { ...web, miniProgramPage: pagepath };
}

function forgetOldIds(world: World) {
	for (const [key, { time }] of world.sentIds) {
		if (world.now() - time < REPEAT_WINDOW_MS && world.sentIds.size < SENT_IDS_LIMIT) break;
		world.sentIds.delete(key);
	}
}

function repeatAnswer(world: World, msgid: bigint): Answer {
	switch (world.settings.repeatClientMsgId) {
		case 'sameMsgid':
			return okWithMsgid(msgid);
		case 'newMsgid':
			return okWithMsgid(world.takeMsgid());
		case 'zeroMsgid':
			return okWithMsgid(0n);
		case 'error':
			throw new WechatRefusal(45065);
	}
}

/** @throws WechatRefusal 40241 for the same content to the same person within 60 seconds, where the switch says so */
function checkRepeated(world: World, person: number, template: Template, data: Record<string, string>) {
	if (world.settings.repeatedContent === 'sent') return;
	const key = JSON.stringify([person, template.id, data]);
	const earlier = world.sentContents.get(key);
	if (earlier !== undefined && world.now() - earlier < CONTENT_WINDOW_MS) throw new WechatRefusal(40241);
	world.sentContents.set(key, world.now());
}

/** @throws WechatRefusal 45067 */
function checkClientMsgId(world: World, id: unknown): string | undefined {
	if (id === undefined || id === '') return undefined;
	const { clientMsgIdLimit } = world.settings;
	if (typeof id !== 'string' || (clientMsgIdLimit !== null && Buffer.byteLength(id) > clientMsgIdLimit)) {
		throw new WechatRefusal(45067);
	}
	return id;
}

async function announce(world: World, person: number, msgid: bigint, status: string) {
	if (!world.settings.sendEvents || !world.push.isOn('officialAccount')) return;
	await world.pushFrom('officialAccount', person, {
		fields: { MsgType: 'event', Event: 'TEMPLATESENDJOBFINISH', MsgID: msgid, Status: status },
	});
}

function send(world: World, body: JsonObject): Answer {
	const person = findReceiver(world, body.touser);
	const template = findTemplate(world, body.template_id);
	const jump = findJump(world, body.url, body.miniprogram);
	const data = messageValues(body.data, template, world.settings);
	const clientMsgId = checkClientMsgId(world, body.client_msg_id);
	const sentKey = `${person} ${clientMsgId}`;
	if (clientMsgId !== undefined) {
		forgetOldIds(world);
		const earlier = world.sentIds.get(sentKey);
		if (earlier) return repeatAnswer(world, earlier.msgid);
	}
	checkRepeated(world, person, template, data);
	const msgid = world.takeMsgid();
	if (clientMsgId !== undefined) world.sentIds.set(sentKey, { msgid, time: world.now() });
	const isZero = clientMsgId !== undefined && world.settings.finishMsgId === 'zeroWithClientMsgId';
	const deliver = () => {
		const status = world.people.refuses(person) ? 'failed:user block' : world.settings.templateStatus;
		if (status === 'success') {
			world.receive(person, {
				account: 'officialAccount',
				channel: 'template',
				templateId: template.id,
				data,
				msgid: String(msgid),
				clientMsgId,
				jump,
			});
		}
		void announce(world, person, isZero ? 0n : msgid, status);
	};
	const { templateReview, reviewMs, reviewMsgid } = world.settings;
	if (templateReview === 'pending') {
		// WeChat delivers by itself when the review passes (docs/wechat/codes.md, 40252).
		setTimeout(deliver, reviewMs).unref();
		throw new WechatRefusal(40252, undefined, reviewMsgid ? { msgid: String(msgid) } : {});
	}
	deliver();
	return okWithMsgid(msgid);
}

/** @throws WechatRefusal 43106, 40037, 40247, 45027, 40246 or 45026 */
function addTemplate(world: World, { body }: Call): Answer {
	const { template_id_short: short, keyword_name_list: names } = body;
	if (world.settings.addingTemplates === 43106) throw new WechatRefusal(43106);
	if (typeof short !== 'string' || !/^(TM|OPENTM)?\d+$/.test(short)) throw new WechatRefusal(40037);
	// The old library is closed; only category templates, numbered, can be added.
	if (!/^\d+$/.test(short)) throw new WechatRefusal(40247);
	const found = CATEGORY_LIBRARY.find(({ number }) => number === short);
	if (!found) throw new WechatRefusal(40037);
	if (!CATEGORIES.includes(found.category)) throw new WechatRefusal(45027);
	const keywords = (Array.isArray(names) ? names : []).map((name: unknown) =>
		found.keywords.find(([label]) => label === name),
	);
	if (keywords.length === 0 || keywords.includes(undefined)) throw new WechatRefusal(40246);
	const { templates } = world;
	if (templates.list('officialAccount', 'templateMessage').length >= TEMPLATE_LIMIT) {
		throw new WechatRefusal(45026);
	}
	const lines = keywords as TemplateLine[];
	const template = makeTemplate({
		seed: templates.seed,
		name: `added ${short} ${lines.map(([label]) => label).join(' ')}`,
		account: 'officialAccount',
		type: 'category',
		title: found.title,
		lines: lines.map(([label, type, example], i) => [label, `${type}${i + 1}`, example]),
	});
	templates.add(template);
	return ok({ template_id: template.id });
}

export const templateMessageEndpoints: Endpoint[] = [
	{
		path: '/cgi-bin/message/template/send',
		method: 'POST',
		token: 'officialAccount',
		body: 'json',
		daily: dailySends,
		handle: (world, { body }) => send(world, body),
	},
	{
		path: '/cgi-bin/template/get_all_private_template',
		method: 'GET',
		token: 'officialAccount',
		handle: (world) => ({
			template_list: world.templates.list('officialAccount', 'templateMessage').map((template) => ({
				template_id: template.id,
				title: template.title,
				primary_industry: template.industry[0] ?? '',
				deputy_industry: template.industry[1] ?? '',
				content: template.content,
				example: template.example,
			})),
		}),
	},
	{
		path: '/cgi-bin/template/api_add_template',
		method: 'POST',
		token: 'officialAccount',
		body: 'json',
		handle: addTemplate,
	},
	{
		path: '/cgi-bin/template/del_private_template',
		method: 'POST',
		token: 'officialAccount',
		body: 'json',
		handle(world, { body }) {
			const template = findTemplate(world, body.template_id);
			world.templates.delete(template.id);
			return ok();
		},
	},
	{
		path: '/wxa/sec/queryblocktmplmsg',
		method: 'POST',
		token: 'officialAccount',
		body: 'json',
		handle(world, { body }) {
			const template = findTemplate(world, body.tmpl_msg_id);
			const { limit, largest_id: largest = 0 } = body;
			if (!Number.isInteger(limit) || Number(limit) < 1 || Number(limit) > 100)
				throw new WechatRefusal(40035);
			const found = world.blockedMessages.filter(
				({ id, templateId }) => templateId === template.id && id > Number(largest),
			);
			const msginfo = found.slice(0, Number(limit)).map(({ templateId, ...message }) => ({
				...message,
				tmpl_msg_id: templateId,
			}));
			return ok({ msginfo });
		},
	},
];
