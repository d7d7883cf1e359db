// Send uniform message: one message, through the channel that reaches the person. It does the job of the API of that
// name, which WeChat withdrew on 2023-09-20: template message to a follower, else subscribe message, else a named outcome.
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { WechatError } from '../../shared/errors';
import { optionsField, templatedMessageOptions } from '../../shared/fields';
import type { Item } from '../../shared/item';
import type { ItemOperation, OpenApi } from '../../shared/operation';
import { templateFields } from '../../shared/template';
import type { Unreachable, WhenUnreachable } from '../../shared/template';
import {
	readTemplateMessage,
	sendTemplateMessage,
	templateMessageFields,
	templateMessageOptions,
} from '../../WechatLinkOfficialAccount/templateMessage/send.operation';
import type { TemplateMessage } from '../../WechatLinkOfficialAccount/templateMessage/send.operation';
import {
	readSubscribeMessage,
	sendSubscribeMessage,
	subscribeMessageOptions,
} from '../subscribeMessage/send.operation';
import type { SubscribeMessage } from '../subscribeMessage/send.operation';

interface Parameters {
	route: 'auto' | 'legacy';
	officialAccountOpenid: string;
	miniProgramOpenid: string;
	template: TemplateMessage;
	/** Absent when no fallback is set up. */
	subscribe?: SubscribeMessage;
	unreachable: WhenUnreachable;
}

const FALLBACK_PARAMETERS = {
	templateId: 'subscribeTemplateId',
	fieldsMode: 'subscribeFieldsMode',
	fields: 'subscribeFields',
	fieldsJson: 'subscribeFieldsJson',
	valuesLabel: 'Fallback Values',
	page: 'subscribePage',
};

const onlyAuto = (field: INodeProperties): INodeProperties => ({
	...field,
	displayOptions: { ...field.displayOptions, show: { ...field.displayOptions?.show, route: ['auto'] } },
});

function readFallback(item: Item, openid: string): SubscribeMessage | undefined {
	if (openid === '' || item.text(FALLBACK_PARAMETERS.templateId) === '') return undefined;
	return readSubscribeMessage(item, FALLBACK_PARAMETERS, 'Fallback Template');
}

const notLinked: Unreachable = { delivered: false, reason: 'notLinked' };

/** Which message went to whom; nothing when there was nobody to address. */
function addressed(openid: string, templateId: string): IDataObject {
	return openid === '' ? {} : { openid, template_id: templateId };
}

async function sendByRoute(parameters: Parameters, open: OpenApi): Promise<IDataObject> {
	const { officialAccountOpenid, miniProgramOpenid, template, subscribe } = parameters;
	// Whether an unreachable person is an error is decided once every channel was tried.
	const byTemplate = officialAccountOpenid
		? await sendTemplateMessage(
				await open('wechatLinkOfficialAccountApi'),
				officialAccountOpenid,
				template,
				'output',
			)
		: notLinked;
	if (byTemplate.delivered) {
		return {
			route: 'template',
			...byTemplate,
			openid: officialAccountOpenid,
			template_id: template.template_id,
		};
	}
	if (!subscribe)
		return { route: 'none', ...byTemplate, ...addressed(officialAccountOpenid, template.template_id) };

	const api = await open('wechatLinkMiniProgramApi');
	const bySubscribe = await sendSubscribeMessage(api, miniProgramOpenid, subscribe, 'output');
	const tried = {
		openid: miniProgramOpenid,
		template_id: subscribe.template_id,
		templateReason: byTemplate.reason,
	};
	return { route: bySubscribe.delivered ? 'subscribe' : 'none', ...bySubscribe, ...tried };
}

/** The call as it was before 2023; it explains what WeChat answers. */
async function sendLegacy(parameters: Parameters, open: OpenApi): Promise<IDataObject> {
	const { officialAccountOpenid, miniProgramOpenid, template } = parameters;
	const officialAccount = await open('wechatLinkOfficialAccountApi');
	const miniProgram = await open('wechatLinkMiniProgramApi');
	const openid = miniProgramOpenid || officialAccountOpenid;
	await miniProgram.call({
		method: 'POST',
		path: '/cgi-bin/message/wxopen/template/uniform_send',
		body: {
			touser: openid,
			mp_template_msg: { appid: officialAccount.appId, ...template, client_msg_id: undefined },
		},
		repeatable: false,
	});
	return { route: 'legacy', delivered: true, openid, template_id: template.template_id };
}

export const sendUniform: ItemOperation<Parameters> = {
	value: 'send',
	name: 'Send',
	action: 'Send uniform message',
	description:
		'Notify a person through the channel that reaches them (统一服务消息): template message if they follow, else subscribe message',
	onlyOnce: true,
	fields: [
		{
			displayName: 'Route',
			name: 'route',
			type: 'options',
			options: [
				{
					name: 'Automatic',
					value: 'auto',
					description:
						'Template message to a follower, else the subscribe message below, else an outcome that says why',
				},
				{
					name: 'Legacy Endpoint',
					value: 'legacy',
					description:
						'The endpoint uniform_send that WeChat withdrew on 2023-09-20; it refuses everyone with 45109',
				},
			],
			default: 'auto',
			description: 'How the channel is chosen',
		},
		{
			displayName: 'Official Account Openid',
			name: 'officialAccountOpenid',
			type: 'string',
			default: '',
			placeholder: 'e.g. oR5GjjgEhCMJFyzaVZdrxZ2zRRF4',
			description:
				"The person's openid in the Official Account, from the link table; empty when it is not known",
		},
		{
			displayName: 'Mini Program Openid',
			name: 'miniProgramOpenid',
			type: 'string',
			default: '',
			placeholder: 'e.g. oGZUI0egBJY1zhBYw2KhdUfwVJJE',
			description: "The person's openid in the mini program, for the fallback; empty when it is not known",
		},
		...templateMessageFields,
		...[
			...templateFields({
				names: FALLBACK_PARAMETERS,
				label: 'Fallback Template',
				search: 'searchSubscribeTemplates',
				mapper: 'fallbackTemplateKeywords',
				description:
					'The subscribe message template (订阅消息模板) of the mini program, for people whom the Official Account does not reach; empty for no fallback',
				required: false,
			}),
			{
				displayName: 'Fallback Page',
				name: FALLBACK_PARAMETERS.page,
				type: 'string',
				default: '',
				placeholder: 'e.g. pages/order/index?ID=42',
				description:
					'The page of the mini program that a tap on the subscribe message opens; empty opens nothing',
			} satisfies INodeProperties,
		].map(onlyAuto),
		optionsField([...templateMessageOptions, ...subscribeMessageOptions, ...templatedMessageOptions]),
	],

	read(item) {
		const route = item.text('route') === 'legacy' ? 'legacy' : 'auto';
		const officialAccountOpenid = item.optionalOpenid('officialAccountOpenid', 'Official Account Openid');
		const miniProgramOpenid = item.optionalOpenid('miniProgramOpenid', 'Mini Program Openid');
		if (route === 'legacy' && officialAccountOpenid === '' && miniProgramOpenid === '') {
			throw item.refuse(
				'Both openids are empty',
				'Give "Official Account Openid", "Mini Program Openid" or both, for instance from a row of the link table.',
				'officialAccountOpenid',
			);
		}
		return {
			route,
			officialAccountOpenid,
			miniProgramOpenid,
			template: readTemplateMessage(item, officialAccountOpenid || miniProgramOpenid),
			subscribe: route === 'auto' ? readFallback(item, miniProgramOpenid) : undefined,
			unreachable: item.option<WhenUnreachable>('unreachable', 'output'),
		};
	},

	oneAtATime: ({ miniProgramOpenid, officialAccountOpenid }) => miniProgramOpenid || officialAccountOpenid,

	async run(parameters, open): Promise<IDataObject> {
		if (parameters.route === 'legacy') return await sendLegacy(parameters, open);
		const outcome = await sendByRoute(parameters, open);
		if (outcome.delivered === true || parameters.unreachable === 'output') return outcome;
		throw new WechatError({
			message: `No channel reaches this person (${String(outcome.reason)})`,
			description:
				'The person is not linked, does not follow, or has no subscription left. Set "Unreachable People" to "Output as Not Delivered" to go on with the reason instead.',
		});
	},
};
