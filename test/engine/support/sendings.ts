// Everything that sends: each operation with people to whom it can send.
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { AccountName, TemplateView } from '../../../sandbox/types';
import type { Fixture } from './fixture';

/** A resource locator by ID. */
export const id = (value: string) => ({ __rl: true, mode: 'id', value });
const filledIn = (content: string, values: Record<string, string>): string =>
	content.replace(/\{\{(\w+)\.DATA\}\}/g, (_whole, key: string) => values[key] ?? '').trim();

export interface Person {
	id: string;
	openid: string;
}

/** One operation that sends. */
export interface Sending {
	node: AccountName;
	parameters: INodeParameters;
	/** What somebody is shown. */
	text: string;
	/** To whom it can be sent. */
	people: Person[];
	/** What an item says of its message besides the openid. */
	says: IDataObject;
}

/** The account's template of that title. */
export const templateOf = async (
	fixture: Fixture,
	account: AccountName,
	title: string,
): Promise<TemplateView> =>
	(await fixture.client.templates())[account].find((one) => one.title === title) as TemplateView;

/** The parameters that choose a template and fill it in. */
export const filled = ({ id: templateId }: TemplateView, values: Record<string, string>) => ({
	templateId: id(templateId),
	fieldsMode: 'json',
	fieldsJson: JSON.stringify(values),
});

const people = async (fixture: Fixture, account: AccountName, count = 3): Promise<Person[]> => {
	const found = await fixture.client.people({ linked: true, follows: true, limit: count });
	return found.map((person) => ({
		id: person.id,
		openid: String(account === 'miniProgram' ? person.miniProgramOpenid : person.officialAccountOpenid),
	}));
};

/** By name; what a person has to do first is done when one is made. */
export const SENDINGS: Record<string, (fixture: Fixture) => Promise<Sending>> = {
	'template message': async (fixture) => {
		const order = await templateOf(fixture, 'officialAccount', '订单状态更新');
		const values = { keyword1: 'A-42', keyword2: 'packed', keyword3: '5 pm' };
		return {
			node: 'officialAccount',
			parameters: { resource: 'templateMessage', ...filled(order, values) },
			text: 'A-42',
			people: await people(fixture, 'officialAccount'),
			says: { template_id: order.id },
		};
	},
	'subscribe message': async (fixture) => {
		const bus = await templateOf(fixture, 'miniProgram', '公交到站提醒');
		const values = { thing1: 'Line 8', time2: '15:01', number3: '2' };
		const to = await people(fixture, 'miniProgram');
		for (const one of to) await fixture.client.grant(one.id, bus.id, 2);
		return {
			node: 'miniProgram',
			parameters: { resource: 'subscribeMessage', ...filled(bus, values) },
			text: `${bus.title}\n${filledIn(bus.content, values)}`,
			people: to,
			says: { template_id: bus.id },
		};
	},
	'subscription notification': async (fixture) => {
		const queue = await templateOf(fixture, 'officialAccount', '排队进度通知');
		const values = { character_string1: 'A12', number2: '2', phrase3: '排队中' };
		const to = await people(fixture, 'officialAccount');
		for (const one of to) await fixture.client.grant(one.id, queue.id, 2);
		return {
			node: 'officialAccount',
			parameters: { resource: 'subscriptionNotification', ...filled(queue, values) },
			text: `${queue.title}\n${filledIn(queue.content, values)}`,
			people: to,
			says: { template_id: queue.id },
		};
	},
	'uniform message': async (fixture) => {
		const order = await templateOf(fixture, 'officialAccount', '订单状态更新');
		const values = { keyword1: 'A-42', keyword2: 'packed', keyword3: '5 pm' };
		return {
			node: 'miniProgram',
			parameters: {
				resource: 'uniformMessage',
				officialAccountOpenid: '={{ $json.openid }}',
				...filled(order, values),
			},
			text: 'A-42',
			people: await people(fixture, 'officialAccount'),
			says: { template_id: order.id },
		};
	},
	'one-time message': async (fixture) => {
		const to = await people(fixture, 'officialAccount');
		const templateId = (await fixture.client.oneTimeTemplate()).id;
		const { appId } = fixture.accounts.officialAccount;
		for (const one of to)
			await fixture.client.openPage(
				one.id,
				`${fixture.client.url}/mp/subscribemsg?action=get_confirm&appid=${appId}&scene=7&template_id=${templateId}&redirect_url=${encodeURIComponent('https://example.com/back')}#wechat_redirect`,
			);
		return {
			node: 'officialAccount',
			parameters: {
				resource: 'oneTimeMessage',
				templateId,
				scene: '7',
				title: 'Ready',
				content: 'Your table is ready',
			},
			text: 'Ready\nYour table is ready',
			people: to,
			says: { template_id: templateId, scene: '7' },
		};
	},
	...Object.fromEntries(
		(['officialAccount', 'miniProgram'] as const).map((node) => [
			`customer message of the ${node}`,
			async (fixture: Fixture) => {
				const to = await people(fixture, node);
				for (const one of to) await fixture.client.sendText(one.id, node, 'hello');
				return {
					node,
					parameters: { resource: 'customerMessage', messageType: 'text', text: 'Here we are' },
					text: 'Here we are',
					people: to,
					says: { msgtype: 'text' },
				};
			},
		]),
	),
};
