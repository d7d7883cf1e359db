// Templates that come from WeChat's libraries and go again: none twice, none lost.
import type { IDataObject } from 'n8n-workflow';
import type { AccountName, TemplateType, TemplateView } from '../../../sandbox/types';
import { deed } from './deeds';
import type { Chance } from './random';
import type { Cast, SceneMaker, Seen } from './scene';

/** A template of the library that fits the account, and ways to pick from its keywords: another template each. */
const SHORT = '43216';
const KEYWORDS = ['商品名称,金额', '下单时间,订单编号', '订单编号,联系电话'];
const TID = '99';
const KIDS = ['1,2', '2,3', '3,4'];
const TEMPLATE_MESSAGES: TemplateType[] = ['category', 'legacy'];

const some = (chance: Chance, choices: string[]): IDataObject[] =>
	chance.some(choices, chance.between(1, choices.length)).map((choice) => ({ choice }));
const idsOf = async ({ client }: Seen, account: AccountName): Promise<string[]> =>
	(await client.templates())[account].map(({ id }) => id);
const rowsOf = ({ result }: Seen) =>
	result.error ? [] : result.json.filter(({ error }) => error === undefined);

/** Each added template has an ID of its own, and stands in the account's list. */
const areListed = (account: AccountName, field: string) => async (seen: Seen) => {
	const listed = await idsOf(seen, account);
	const ids = rowsOf(seen).map((row) => String(row[field]));
	return [
		...(new Set(ids).size === ids.length ? [] : ['two templates with one ID']),
		...ids.filter((id) => !listed.includes(id)).map((id) => `added, it says, and not listed: ${id}`),
	];
};

/** What was deleted is gone, and nothing else. */
const areGone = (account: AccountName, field: string, before: TemplateView[], items: IDataObject[]) =>
	async function (seen: Seen): Promise<string[]> {
		const listed = await idsOf(seen, account);
		const deleted = rowsOf(seen).map((row) => String(row[field]));
		const others = before.filter(({ id }) => items.every(({ choice }) => choice !== id));
		return [
			...deleted.filter((id) => listed.includes(id)).map((id) => `deleted, it says, and listed: ${id}`),
			...others.filter(({ id }) => !listed.includes(id)).map(({ id }) => `another template is gone: ${id}`),
		];
	};

export const addTemplate: SceneMaker = (chance) =>
	deed(chance, {
		operation: 'add template',
		node: 'officialAccount',
		parameters: {
			resource: 'templateMessage',
			operation: 'add',
			templateIdShort: SHORT,
			keywords: '={{ $json.choice }}',
		},
		items: some(chance, KEYWORDS),
		path: '/cgi-bin/template/api_add_template',
		mark: ({ choice }) => JSON.stringify(String(choice).split(',')),
		isAbout: ({ body }, { choice }) =>
			(body as { keyword_name_list: string[] }).keyword_name_list.join() === choice,
		once: true,
		also: areListed('officialAccount', 'template_id'),
	});

export const addSubscribeTemplate: SceneMaker = (chance) =>
	deed(chance, {
		operation: 'add subscribe template',
		node: 'miniProgram',
		parameters: {
			resource: 'subscribeMessage',
			operation: 'addTemplate',
			tid: TID,
			keywordIds: '={{ $json.choice }}',
			sceneDesc: 'Appointments',
		},
		items: some(chance, KIDS),
		path: '/wxaapi/newtmpl/addtemplate',
		mark: ({ choice }) => `[${String(choice)}]`,
		isAbout: ({ body }, { choice }) => (body as { kidList: number[] }).kidList.join() === choice,
		once: true,
		also: areListed('miniProgram', 'priTmplId'),
	});

function deleting(chance: Chance, { templates }: Cast, account: AccountName) {
	const isOfficial = account === 'officialAccount';
	const own = templates[account].filter(({ type }) => TEMPLATE_MESSAGES.includes(type) === isOfficial);
	const items = some(
		chance,
		own.map(({ id }) => id),
	);
	const field = isOfficial ? 'template_id' : 'priTmplId';
	return {
		...{ node: account, items, once: true },
		mark: ({ choice }: IDataObject) => String(choice),
		isAbout: ({ body }: { body: unknown }, { choice }: IDataObject) =>
			(body as IDataObject | undefined)?.[field] === choice,
		also: areGone(account, field, templates[account], items),
	};
}
const chosen = { __rl: true, mode: 'id', value: '={{ $json.choice }}' };

export const deleteTemplate: SceneMaker = (chance, cast) =>
	deed(chance, {
		...deleting(chance, cast, 'officialAccount'),
		operation: 'delete template',
		parameters: { resource: 'templateMessage', operation: 'delete', templateId: chosen },
		path: '/cgi-bin/template/del_private_template',
	});

export const deleteSubscribeTemplate: SceneMaker = (chance, cast) =>
	deed(chance, {
		...deleting(chance, cast, 'miniProgram'),
		operation: 'delete subscribe template',
		parameters: { resource: 'subscribeMessage', operation: 'deleteTemplate', templateId: chosen },
		path: '/wxaapi/newtmpl/deltemplate',
	});
