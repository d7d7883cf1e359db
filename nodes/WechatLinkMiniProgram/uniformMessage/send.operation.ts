// Send uniform message: one message, through the channel that reaches the person. It does the job of the API of that
// name, which WeChat withdrew on 2023-09-20: template message to a follower, else subscribe message, else a named outcome.
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Delivered, Unreachable, WhenUnreachable } from '../../shared/messages/deliver';
import { WechatError } from '../../shared/call/errors';
import { optionsField, templatedMessageOptions, testReceiverOption } from '../../shared/fields/fields';
import { OF_SUBSCRIBE_MESSAGES } from '../../shared/lists/templates';
import type { Item } from '../../shared/run/item';
import { defineOperation } from '../../shared/run/operation';
import type { OpenApi } from '../../shared/run/operation';
import { previewOf } from '../../shared/messages/preview';
import { templateChoice, templateFields, valuesOf } from '../../shared/messages/template';
import {
	TEMPLATE_OF_MESSAGE,
	readTemplateMessage,
	sendTemplateMessage,
	templateMessageFields,
	templateMessageOptions,
} from '../../shared/messages/templateMessage';
import type { TemplateMessage } from '../../shared/messages/templateMessage';
import {
	readSubscribeMessage,
	sendSubscribeMessage,
	subscribeMessageOptions,
} from '../../shared/messages/subscribeMessage';
import type { SubscribeMessage } from '../../shared/messages/subscribeMessage';
import { legacyReceiver, sendLegacy } from './legacy';

type Order = 'templateFirst' | 'subscribeFirst';

interface Parameters {
	order: Order;
	/** The call that WeChat withdrew. */
	legacy: boolean;
	officialAccountOpenid: string;
	miniProgramOpenid: string;
	template: TemplateMessage;
	/** Absent when no fallback is set up. */
	subscribe?: SubscribeMessage;
	unreachable: WhenUnreachable;
	/** The template message of an earlier try may be with the person: no other channel then. */
	templateAlone: boolean;
}

const FALLBACK_PARAMETERS = {
	templateId: 'subscribeTemplateId',
	fieldsMode: 'subscribeFieldsMode',
	fields: 'subscribeFields',
	fieldsJson: 'subscribeFieldsJson',
	valuesLabel: 'Fallback Values',
	page: 'subscribePage',
};

/** Two accounts, two templates: their names say whose each is. */
const TEMPLATE_LABEL = 'Official Account Template';
const FALLBACK_LABEL = 'Fallback Template in Mini Program';

const FALLBACK_CHOICE = templateChoice(FALLBACK_PARAMETERS, OF_SUBSCRIBE_MESSAGES);

function readFallback(item: Item, openid: string): SubscribeMessage | undefined {
	if (openid === '' || item.text(FALLBACK_PARAMETERS.templateId) === '') return undefined;
	return readSubscribeMessage(item, FALLBACK_PARAMETERS, FALLBACK_LABEL);
}

/** What one channel came to: `delivered`, or the reason why the person is not reached by it. */
interface Tried {
	route: 'template' | 'subscribe';
	outcome: Delivered | Unreachable;
	/** Which message went to whom; nothing when there was nobody to address. */
	addressed: IDataObject;
}

const notLinked: Unreachable = { delivered: false, reason: 'notLinked' };

/** A channel that fails says which one it was; where nobody knows whether it delivered, that is the message's route. */
async function tried(
	route: Tried['route'],
	addressed: IDataObject,
	sending: Promise<Tried['outcome']>,
): Promise<Tried> {
	try {
		return { route, outcome: await sending, addressed };
	} catch (error) {
		if (error instanceof WechatError) error.about = { ...(error.mayBeDone ? { route } : {}), ...addressed };
		return await Promise.reject(error);
	}
}

async function tryTemplate(
	{ officialAccountOpenid: openid, template }: Parameters,
	open: OpenApi,
): Promise<Tried> {
	if (openid === '') return { route: 'template', outcome: notLinked, addressed: {} };
	const api = await open('wechatLinkOfficialAccountApi');
	const addressed = { openid, template_id: template.template_id };
	// Whether an unreachable person is an error is decided once every channel was tried.
	return await tried('template', addressed, sendTemplateMessage(api, openid, template, 'output'));
}

async function trySubscribe(openid: string, message: SubscribeMessage, open: OpenApi): Promise<Tried> {
	const api = await open('wechatLinkMiniProgramApi');
	const addressed = { openid, template_id: message.template_id };
	return await tried('subscribe', addressed, sendSubscribeMessage(api, openid, message, 'output'));
}

/** One channel after the other, until one delivers; a fault of a channel is no reason to use up the other one's right. */
async function sendInOrder(parameters: Parameters, open: OpenApi): Promise<IDataObject> {
	const { order, miniProgramOpenid, subscribe, templateAlone } = parameters;
	const channels = [
		async () => await tryTemplate(parameters, open),
		...(subscribe && !templateAlone
			? [async () => await trySubscribe(miniProgramOpenid, subscribe, open)]
			: []),
	];
	if (order === 'subscribeFirst') channels.reverse();
	const [first, second] = channels;
	const one = await first();
	const two = one.outcome.delivered || !second ? undefined : await second();
	const last = two ?? one;
	return {
		route: last.outcome.delivered ? last.route : 'none',
		...last.outcome,
		...last.addressed,
		...(two ? { [`${one.route}Reason`]: one.outcome.reason } : {}),
	};
}

/** What would go out first, and what if that does not reach the person. */
async function previewInOrder(parameters: Parameters, open: OpenApi): Promise<IDataObject> {
	const { order, legacy, officialAccountOpenid, miniProgramOpenid, template, subscribe } = parameters;
	const channels: IDataObject[] = [];
	if (legacy || officialAccountOpenid !== '') {
		const shown = await previewOf(template, TEMPLATE_OF_MESSAGE.list, open);
		const { template_id } = template;
		const to = legacy
			? { route: 'legacy', openid: legacyReceiver(parameters) }
			: { route: 'template', openid: officialAccountOpenid };
		channels.push({ ...to, ...shown, template_id });
	}
	if (subscribe) {
		const shown = await previewOf(subscribe, FALLBACK_CHOICE.list, open);
		const { template_id } = subscribe;
		channels.push({ route: 'subscribe', ...shown, openid: miniProgramOpenid, template_id });
	}
	if (order === 'subscribeFirst') channels.reverse();
	const [first, second] = channels;
	if (!first) return { route: 'none', reason: notLinked.reason };
	return { ...first, ...(second ? { fallback: second } : {}) };
}

const channelOptions: INodeProperties[] = [
	{
		displayName: 'Legacy Endpoint',
		name: 'legacyEndpoint',
		type: 'boolean',
		// On once it is added, as all switches of messages are.
		default: true,
		description:
			'Whether to call the endpoint uniform_send that WeChat withdrew on 2023-09-20, to see its answer: it refuses everyone with 45109',
	},
	{
		displayName: 'Order',
		name: 'order',
		type: 'options',
		options: [
			{
				name: 'Subscribe Message First',
				value: 'subscribeFirst',
				description: 'The fallback below is tried first, and uses up the right that the person gave for it',
			},
			{
				name: 'Template Message First',
				value: 'templateFirst',
				description: 'A follower gets the template message, everybody else the subscribe message',
			},
		],
		default: 'templateFirst',
		description: 'Which channel is tried first',
	},
];

export const sendUniform = defineOperation<Parameters>({
	value: 'send',
	name: 'Send',
	action: 'Send uniform message',
	// Those of the mini program: the template message goes out with the Official Account's credential.
	calls: ['/cgi-bin/message/subscribe/send', '/wxaapi/newtmpl/gettemplate'],
	description:
		'Notify a person through the channel that reaches them: template message if they follow, else subscribe message',
	fields: [
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
		...templateMessageFields(TEMPLATE_LABEL),
		...[
			...templateFields({
				names: FALLBACK_PARAMETERS,
				label: FALLBACK_LABEL,
				search: 'searchSubscribeTemplates',
				mapper: 'fallbackTemplateKeywords',
				description:
					'The subscribe message template of the mini program, for people whom the Official Account does not reach; empty for no fallback',
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
		],
		optionsField([
			...channelOptions,
			...templateMessageOptions,
			...subscribeMessageOptions,
			...templatedMessageOptions(
				testReceiverOption('the Official Account'),
				testReceiverOption('the mini program', {
					label: 'Test Receiver in Mini Program',
					name: 'testReceiverMiniProgram',
				}),
			),
		]),
	],

	read(item) {
		const legacy = item.option('legacyEndpoint', false);
		const order = item.option<Order>('order', 'templateFirst');
		const officialAccountOpenid = item.optionalOpenid('officialAccountOpenid', 'Official Account Openid');
		const miniProgramOpenid = item.optionalOpenid('miniProgramOpenid', 'Mini Program Openid');
		if (legacy && officialAccountOpenid === '' && miniProgramOpenid === '') {
			throw item.refuse(
				'Both openids are empty',
				"Give 'Official Account Openid', 'Mini Program Openid' or both, for instance from a row of the link table.",
				'officialAccountOpenid',
			);
		}
		return {
			order,
			legacy,
			officialAccountOpenid,
			miniProgramOpenid,
			template: readTemplateMessage(item, officialAccountOpenid || miniProgramOpenid, TEMPLATE_LABEL),
			subscribe: legacy ? undefined : readFallback(item, miniProgramOpenid),
			unreachable: item.option<WhenUnreachable>('unreachable', 'output'),
			templateAlone: item.run.mayHaveArrived(item.index),
		};
	},

	oneAtATime: ({ miniProgramOpenid, officialAccountOpenid }) => miniProgramOpenid || officialAccountOpenid,

	message: {
		addressed: { openid: ['officialAccountOpenid', 'miniProgramOpenid'], template_id: ['templateId'] },
		unsent: { route: 'none' },
		receivers: { officialAccountOpenid: 'testReceiver', miniProgramOpenid: 'testReceiverMiniProgram' },
		// Only where it goes out as a subscribe message.
		usesUp: "may use up one of the person's consents",
		templates: [TEMPLATE_OF_MESSAGE, FALLBACK_CHOICE],
		values: ({ template, subscribe }, { template_id: sent }) =>
			valuesOf(subscribe && subscribe.template_id === sent ? subscribe.data : template.data),
		preview: previewInOrder,
	},

	async run(parameters, open): Promise<IDataObject> {
		if (parameters.legacy) return await sendLegacy(parameters, open);
		const outcome = await sendInOrder(parameters, open);
		if (outcome.delivered === true || parameters.unreachable === 'output') return outcome;
		const error = new WechatError({
			message: `No channel reaches this person (${String(outcome.reason)})`,
			description:
				'The person is not linked, does not follow, or has no subscription left. Set \'Unreachable People\' to "Output as Not Delivered" to go on with the reason instead.',
		});
		error.about = outcome;
		return await Promise.reject(error);
	},
});
