// Customer messages (客服消息) of both accounts (docs/wechat/messages.md#customer-messages).
import { WechatRefusal } from '../refusal';
import type { AccountName } from '../types';
import type { World } from '../world/world';
import { type Answer, ok } from './answer';
import type { Call, Endpoint, JsonObject } from './call';
import { findMedia } from './media';
import { isReleasedPage } from './messageData';

const TEXT_BYTES = 2048;

type Check = (world: World, content: JsonObject, account: AccountName) => void;

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** @throws WechatRefusal 47001 for a field that is missing */
function needTexts(content: JsonObject, ...names: string[]) {
	if (!names.every((name) => isText(content[name]))) throw new WechatRefusal(47001);
}

/** @throws WechatRefusal 41006 or 40007 */
function needMedia(world: World, content: JsonObject, name: string) {
	if (!isText(content[name])) throw new WechatRefusal(41006);
	findMedia(world, content[name]);
}

const CHECKS: Record<string, Check> = {
	text(_world, { content }) {
		if (!isText(content)) throw new WechatRefusal(44004);
		if (Buffer.byteLength(content) > TEXT_BYTES) throw new WechatRefusal(45002);
	},
	image: (world, content) => needMedia(world, content, 'media_id'),
	voice: (world, content) => needMedia(world, content, 'media_id'),
	video(world, content) {
		needMedia(world, content, 'media_id');
		if (world.settings.customMessageFields === 'all') needMedia(world, content, 'thumb_media_id');
	},
	music(world, content) {
		needTexts(content, 'musicurl', 'hqmusicurl');
		needMedia(world, content, 'thumb_media_id');
	},
	news(world, { articles }) {
		if (!Array.isArray(articles) || articles.length === 0) throw new WechatRefusal(44003);
		if (articles.length > 1) throw new WechatRefusal(45008);
		needTexts(articles[0] as JsonObject, 'title', 'url');
		if (world.settings.customMessageFields === 'all') {
			needTexts(articles[0] as JsonObject, 'description', 'picurl');
		}
	},
	mpnewsarticle: (_world, content) => needTexts(content, 'article_id'),
	mpnews: (world, content) => needMedia(world, content, 'media_id'),
	msgmenu(_world, { list }) {
		if (!Array.isArray(list) || list.length === 0) throw new WechatRefusal(47001);
		for (const item of list as JsonObject[]) needTexts(item, 'id', 'content');
	},
	wxcard: (_world, content) => needTexts(content, 'card_id'),
	link: (_world, content) => needTexts(content, 'title', 'description', 'url', 'thumb_url'),
	miniprogrampage(world, content, account) {
		needTexts(content, 'title', 'pagepath');
		if (account === 'officialAccount' && content.appid !== world.accounts.miniProgram.appId) {
			throw new WechatRefusal(40013);
		}
		if (!isReleasedPage(String(content.pagepath))) throw new WechatRefusal(40165);
		needMedia(world, content, 'thumb_media_id');
	},
};

const MINI_PROGRAM_TYPES = ['text', 'image', 'link', 'miniprogrampage'];

/** @throws WechatRefusal 40003 */
function findReceiver(world: World, account: AccountName, openid: unknown): number {
	const { people } = world;
	const person =
		account === 'officialAccount'
			? people.byOfficialAccountOpenid(openid)
			: people.byMiniProgramOpenid(openid);
	if (person === undefined) throw new WechatRefusal(40003);
	return person;
}

/** @throws WechatRefusal 40008 for no type at all, 45162 for one that this account may not send */
function checkType(msgtype: unknown, account: AccountName): string {
	if (typeof msgtype !== 'string' || !(msgtype in CHECKS)) throw new WechatRefusal(40008);
	const isAllowed = account === 'officialAccount' ? msgtype !== 'link' : MINI_PROGRAM_TYPES.includes(msgtype);
	if (!isAllowed) throw new WechatRefusal(45162);
	return msgtype;
}

function send(world: World, { account, body }: Call): Answer {
	const person = findReceiver(world, account, body.touser);
	const msgtype = checkType(body.msgtype, account);
	const content = body[msgtype];
	if (typeof content !== 'object' || content === null) throw new WechatRefusal(47001);
	CHECKS[msgtype](world, content as JsonObject, account);
	// Somebody who has unfollowed is outside every window.
	if (account === 'officialAccount' && !world.people.follower(person)) throw new WechatRefusal(45015);
	world.windows.spend(account, person);
	world.receive(person, {
		account,
		channel: 'custom',
		data: { msgtype, [msgtype]: content },
		msgid: String(world.takeMsgid()),
	});
	return ok();
}

function setTyping(world: World, { account, body }: Call): Answer {
	const person = findReceiver(world, account, body.touser);
	if (body.command !== 'Typing' && body.command !== 'CancelTyping') throw new WechatRefusal(45072);
	world.windows.setTyping(account, person, body.command === 'Typing');
	return ok();
}

export const customerMessageEndpoints: Endpoint[] = [
	{
		path: '/cgi-bin/message/custom/send',
		method: 'POST',
		token: 'either',
		body: 'json',
		daily: 500_000,
		handle: send,
	},
	{
		path: '/cgi-bin/message/custom/typing',
		method: 'POST',
		token: 'either',
		body: 'json',
		// Whether the mini program's former path is an alias today is not known (docs/wechat/messages.md).
		handle(world, call) {
			if (call.account === 'miniProgram' && world.settings.formerTypingPath === 40200)
				throw new WechatRefusal(40200);
			return setTyping(world, call);
		},
	},
	{
		path: '/cgi-bin/message/custom/business/typing',
		method: 'POST',
		token: 'miniProgram',
		body: 'json',
		handle: setTyping,
	},
];
