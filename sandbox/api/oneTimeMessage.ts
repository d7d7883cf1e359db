// One-time messages (一次性订阅消息) of the official account: to whoever agreed, once per scene
// (docs/wechat/messages.md#one-time-messages).
import { WechatRefusal } from '../refusal';
import { isScene } from '../world/oneTime';
import { type Answer, ok } from './answer';
import type { Endpoint, JsonObject } from './call';
import { findJump } from './templateMessage';

const TITLE_LENGTH = 15;
const CONTENT_LENGTH = 200;

/** @throws WechatRefusal 47003 when it is no text, or an empty one */
function textOf(value: unknown, name: string): string {
	if (typeof value === 'string' && value !== '') return value;
	throw new WechatRefusal(47003, `argument invalid! ${name}`);
}

/** @throws WechatRefusal 47003, or 40062 for a title that is too long */
function checkTexts(body: JsonObject): { title: string; content: string } {
	const { content: field } = (body.data ?? {}) as { content?: JsonObject };
	const title = textOf(body.title, 'title');
	const content = textOf(field?.value, 'data.content.value');
	if (title.length > TITLE_LENGTH) throw new WechatRefusal(40062);
	if (content.length > CONTENT_LENGTH) throw new WechatRefusal(47003, 'argument invalid! data.content.value');
	return { title, content };
}

export const oneTimeMessageEndpoints: Endpoint[] = [
	{
		path: '/cgi-bin/message/template/subscribe',
		method: 'POST',
		token: 'officialAccount',
		notOnTestAccount: true,
		body: 'json',
		handle(world, { body }): Answer {
			const person = world.people.byOfficialAccountOpenid(body.touser);
			if (person === undefined) throw new WechatRefusal(40003);
			if (body.template_id !== world.oneTime.templateId) throw new WechatRefusal(40037);
			if (!isScene(body.scene)) throw new WechatRefusal(47003, 'argument invalid! scene');
			const data = checkTexts(body);
			const jump = findJump(world, body.url, body.miniprogram);
			if (!world.oneTime.spend(person, body.scene)) throw new WechatRefusal(43101);
			world.receive(person, {
				account: 'officialAccount',
				channel: 'subscribe',
				templateId: world.oneTime.templateId,
				data,
				msgid: String(world.takeMsgid()),
				jump,
			});
			return ok();
		},
	},
];
