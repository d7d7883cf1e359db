// The call of that name which WeChat withdrew on 2023-09-20: for whoever wants to see its answer.
import type { IDataObject } from 'n8n-workflow';
import { deliver } from '../../shared/messages/deliver';
import type { OpenApi } from '../../shared/run/operation';
import type { TemplateMessage } from '../../shared/messages/templateMessage';

/** What the call takes; it had one receiver, of either account. */
export interface LegacyMessage {
	officialAccountOpenid: string;
	miniProgramOpenid: string;
	template: TemplateMessage;
}

/** @returns whom it is addressed to */
export const legacyReceiver = ({ miniProgramOpenid, officialAccountOpenid }: LegacyMessage): string =>
	miniProgramOpenid || officialAccountOpenid;

/**
 * The call as it was before 2023; it explains what WeChat answers.
 *
 * @throws WechatError with WeChat's refusal, 45109 for everyone
 * @see docs/wechat/messages.md
 */
export async function sendLegacy(message: LegacyMessage, open: OpenApi): Promise<IDataObject> {
	const { template } = message;
	const officialAccount = await open('wechatLinkOfficialAccountApi');
	const miniProgram = await open('wechatLinkMiniProgramApi');
	const openid = legacyReceiver(message);
	const delivered = await deliver(miniProgram, {
		path: '/cgi-bin/message/wxopen/template/uniform_send',
		body: {
			touser: openid,
			mp_template_msg: { appid: officialAccount.appId, ...template, client_msg_id: undefined },
		},
	});
	return { route: 'legacy', ...delivered, openid, template_id: template.template_id };
}
