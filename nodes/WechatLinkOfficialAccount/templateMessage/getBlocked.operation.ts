// List blocked messages: those that WeChat's review stopped, with what stood in them.
import type { IDataObject } from 'n8n-workflow';
import { limitFields } from '../../shared/fields/fields';
import { templateField } from '../../shared/fields/template';
import { TEMPLATE_PARAMETERS, requireTemplateId } from '../../shared/messages/template';
import { WechatError } from '../../shared/call/errors';
import { defineOperation } from '../../shared/run/operation';
import { summaryOfList } from '../../shared/run/summary';

interface Parameters {
	templateId: string;
	most: number;
}

const PAGE = 100;

/** WeChat's page shows one object where a list comes. */
function messagesIn({ msginfo }: IDataObject): IDataObject[] {
	if (Array.isArray(msginfo)) return msginfo as IDataObject[];
	return typeof msginfo === 'object' && msginfo !== null ? [msginfo as IDataObject] : [];
}

export const getBlockedMessages = defineOperation<Parameters>({
	value: 'getBlocked',
	name: 'Get Many Blocked Messages',
	action: 'List blocked template messages',
	calls: ['/wxa/sec/queryblocktmplmsg'],
	description:
		"List the messages of a template that WeChat's review has stopped for good: to whom, when, and what stood in them",
	fields: [
		templateField('searchTemplates', 'The template whose messages are listed, by its title or its ID'),
		...limitFields,
	],
	summary: summaryOfList(['blocked message', 'blocked messages']),

	read: (item) => ({
		templateId: requireTemplateId(item, TEMPLATE_PARAMETERS, 'Template'),
		most: item.limit(),
	}),

	/** @see docs/wechat/messages.md */
	async run({ templateId, most }, open): Promise<IDataObject[]> {
		const api = await open('wechatLinkOfficialAccountApi');
		const found = new Map<string, IDataObject>();
		let largest: unknown = 0;
		while (found.size < most) {
			const page = messagesIn(
				await api.call({
					method: 'POST',
					path: '/wxa/sec/queryblocktmplmsg',
					body: { tmpl_msg_id: templateId, largest_id: largest, limit: PAGE } as IDataObject,
					repeatable: true,
					returns: ['msginfo'],
				}),
			);
			const before = found.size;
			for (const message of page) found.set(String(message.id), { ...message, template_id: templateId });
			if (page.length < PAGE) break;
			if (found.size === before) {
				throw new WechatError({
					message: 'WeChat sent the same page of blocked messages again',
					description: 'The list would not end. Run again later, or ask for fewer.',
				});
			}
			largest = page[page.length - 1].id;
		}
		return [...found.values()].slice(0, most);
	},
});
