// Every way to reach people, with twenty people whom each of them reaches, and texts that hold the time.
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { FaultRule } from '../../../sandbox/client';
import type { TemplateView } from '../../../sandbox/types';
import type { NodeRun } from './nodeRun';
import type { Fixture } from './fixture';

export const TEMPLATE = '/cgi-bin/message/template/send';
const SUBSCRIBE = '/cgi-bin/message/subscribe/send';
export const CUSTOMER = '/cgi-bin/message/custom/send';
const NOTIFY = '/cgi-bin/message/subscribe/bizsend';
const ONE_TIME = '/cgi-bin/message/template/subscribe';
const locator = (value: string) => ({ __rl: true, mode: 'id', value });
/** As a workflow writes it: no two evaluations are alike. */
const NOW = '{{ $json.text }} {{ $now.toMillis() }}{{ Math.random() }}';

export interface Channel {
	path: string;
	node: 'officialAccount' | 'miniProgram';
	parameters: INodeParameters;
	items: IDataObject[];
	/** WeChat drops the second of two with the same key. */
	hasKey: boolean;
}

export const ALL = ['template', 'subscribe', 'customer', 'notification', 'uniform', 'oneTime'] as const;
export const WITHOUT_KEY = ['subscribe', 'customer', 'notification', 'oneTime'] as const;
/** A one-time consent is good for one message. */
export const AS_OFTEN_AS_ASKED = ['template', 'subscribe', 'customer', 'notification', 'uniform'] as const;
export const WITH_KEY = ['template', 'uniform'] as const;
export type Name = (typeof ALL)[number];
export type Channels = Record<Name, Channel>;

/** @returns the channels, ready to be used; a person has a right to more than one message, but for one-time messages */
export async function openChannels(fixture: Fixture): Promise<Channels> {
	const { officialAccount, miniProgram } = await fixture.client.templates();
	const idOf = (list: TemplateView[], title: string) => list.find((one) => one.title === title)?.id ?? '';
	const subscription = idOf(miniProgram, '公交到站提醒');
	const notification = idOf(officialAccount, '排队进度通知');
	const people = (await fixture.client.people({ linked: true, limit: 100 })).filter(
		({ rights }) => (rights[subscription] ?? 0) > 9,
	);
	const items = people.slice(0, 20).map((person, at) => ({
		openid: person.officialAccountOpenid ?? '',
		mini: person.miniProgramOpenid ?? '',
		id: person.id,
		text: `N${at}.`,
	}));
	for (const { id } of items) {
		await fixture.client.grant(id, notification);
		await fixture.client.sendText(id, 'officialAccount', 'hello');
	}
	const agreed = {
		resource: 'oneTimeMessage',
		templateId: (await fixture.client.oneTimeTemplate()).id,
		scene: '7',
	};
	const consent = { ...agreed, operation: 'createConsentLink', redirectUrl: 'https://n8n.example.com/back' };
	const { json: links } = await fixture.officialAccount(consent);
	await Promise.all(items.map(async ({ id }) => await fixture.client.openPage(id, String(links[0].url))));
	const template = {
		templateId: locator(idOf(officialAccount, '订单状态更新')),
		fieldsMode: 'json',
		fieldsJson: `={"keyword1":"${NOW}","keyword2":"b","keyword3":"c"}`,
	};
	const values = '={"thing1":"{{ $json.text }} {{ $now.toMillis() }}","time2":"15:01","number3":"2"}';
	const official = { operation: 'send', openid: '={{ $json.openid }}' };
	return {
		template: {
			path: TEMPLATE,
			node: 'officialAccount',
			parameters: { ...official, resource: 'templateMessage', ...template },
			items,
			hasKey: true,
		},
		subscribe: {
			path: SUBSCRIBE,
			node: 'miniProgram',
			parameters: {
				resource: 'subscribeMessage',
				operation: 'send',
				openid: '={{ $json.mini }}',
				templateId: locator(subscription),
				fieldsMode: 'json',
				fieldsJson: values,
			},
			items,
			hasKey: false,
		},
		customer: {
			path: CUSTOMER,
			node: 'officialAccount',
			parameters: { ...official, resource: 'customerMessage', messageType: 'text', text: `=${NOW}` },
			items,
			hasKey: false,
		},
		notification: {
			path: NOTIFY,
			node: 'officialAccount',
			parameters: {
				...official,
				resource: 'subscriptionNotification',
				templateId: locator(notification),
				fieldsMode: 'json',
				fieldsJson:
					'={"character_string1":"{{ $json.text }}-{{ $now.toMillis() }}","number2":"2","phrase3":"排队中"}',
			},
			items,
			hasKey: false,
		},
		oneTime: {
			path: ONE_TIME,
			node: 'officialAccount',
			parameters: { ...official, ...agreed, title: 'News', content: `=${NOW}` },
			items,
			hasKey: false,
		},
		uniform: {
			path: TEMPLATE,
			node: 'miniProgram',
			parameters: {
				resource: 'uniformMessage',
				operation: 'send',
				officialAccountOpenid: '={{ $json.openid }}',
				miniProgramOpenid: '={{ $json.mini }}',
				...template,
				subscribeTemplateId: locator(subscription),
				subscribeFieldsMode: 'json',
				subscribeFieldsJson: values,
			},
			items,
			hasKey: true,
		},
	};
}

/** Template messages are tried three times by themselves: three lost answers leave the fate of one open. */
export const loseAnswersOf = async (
	fixture: Fixture,
	{ path, hasKey }: Channel,
	more: Partial<FaultRule> = {},
): Promise<unknown> => await fixture.client.fault({ path, times: hasKey ? 3 : 1, reset: 'after', ...more });

/** What n8n is given to run a channel's node on its items. */
export const runOf = (
	fixture: Fixture,
	{ node, parameters, items }: Channel,
	options: object = {},
): NodeRun => fixture.nodeRun(node, parameters, { items, ...options });
