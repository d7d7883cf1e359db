// One-time messages (一次性订阅消息) of the official account: to whoever agreed, once per scene.
import { WechatError } from '../refusal';
import { type Answer, ok } from './answer';
import type { Endpoint, JsonObject } from './call';
import { findJump } from './templateMessage';

const TITLE_LENGTH = 15;
const CONTENT_LENGTH = 200;

/** @throws WechatError 47003 when it is no text of a length that fits */
function textOf(value: unknown, most: number, name: string): string {
	const text = typeof value === 'string' ? value : '';
	if (text === '' || text.length > most) throw new WechatError(47003, `argument invalid! ${name}`);
	return text;
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
			if (person === undefined) throw new WechatError(40003);
			if (body.template_id !== world.oneTime.templateId) throw new WechatError(40037);
			if (typeof body.scene !== 'string' || !/^\d{1,5}$/.test(body.scene)) throw new WechatError(47003);
			const content = (body.data as { content?: JsonObject } | undefined)?.content?.value;
			const data = {
				title: textOf(body.title, TITLE_LENGTH, 'title'),
				content: textOf(content, CONTENT_LENGTH, 'data.content.value'),
			};
			const jump = findJump(world, body.url, body.miniprogram);
			if (!world.oneTime.spend(person, body.scene)) throw new WechatError(43101);
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
