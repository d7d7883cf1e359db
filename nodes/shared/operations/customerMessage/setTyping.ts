// Set typing indicator for customer message, for either account: shows or ends the sign that somebody is writing an answer.
import type { IDataObject } from 'n8n-workflow';
import type { CredentialName } from '../../call/types';
import { openidField } from '../../fields/fields';
import { defineOperation } from '../../run/operation';
import type { Operation } from '../../run/operation';

interface Parameters {
	openid: string;
	command: 'Typing' | 'CancelTyping';
}

const SHOWING_ALREADY = 45081;

/** Two addresses since 2024: see docs/wechat/messages.md; WeChat page "客服输入状态". */
const PATHS: Record<CredentialName, string> = {
	wechatLinkOfficialAccountApi: '/cgi-bin/message/custom/typing',
	wechatLinkMiniProgramApi: '/cgi-bin/message/custom/business/typing',
};

/**
 * The operation for one kind of account.
 *
 * @param account.credential whose customers
 * @param account.whose the openid's description in the panel
 * @see docs/wechat/messages.md#customer-messages; WeChat page "下发客服当前输入状态"
 */
export function customerMessageSetTyping(account: { credential: CredentialName; whose: string }): Operation {
	const path = PATHS[account.credential];
	return defineOperation<Parameters>({
		value: 'setTyping',
		name: 'Set Typing',
		action: 'Set typing indicator for customer message',
		calls: [path],
		description: 'Show the person that an answer is being written, or stop showing it',
		fields: [
			openidField(account.whose),
			{
				displayName: 'Show',
				name: 'command',
				type: 'options',
				options: [
					{ name: 'Typing', value: 'Typing', description: 'The sign shows for up to 15 seconds' },
					{ name: 'Not Typing', value: 'CancelTyping', description: 'The sign is taken away' },
				],
				default: 'Typing',
				description: 'What the person sees. WeChat allows it only shortly after a message of the person.',
			},
		],

		read(item) {
			const openid = item.openid('openid', 'Openid', "the person's openid in this account");
			const command = item.text('command');
			if (command === 'Typing' || command === 'CancelTyping') return { openid, command };
			throw item.refuse(
				`The parameter 'Show' has the value "${command}", which WeChat does not know`,
				'Use Typing or CancelTyping.',
				'command',
			);
		},

		oneAtATime: ({ openid }) => openid,

		async run({ openid, command }, open): Promise<IDataObject> {
			const api = await open(account.credential);
			await api.call({
				method: 'POST',
				path,
				body: { touser: openid, command },
				repeatable: true,
				// Then what was asked for is the case already.
				answers: command === 'Typing' ? [SHOWING_ALREADY] : [],
			});
			return { openid, typing: command === 'Typing' };
		},
	});
}
