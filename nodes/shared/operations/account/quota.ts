// Get account quota and Clear account quota, for either account: how often an interface may be called today, and starting the
// count anew.
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { WechatApi } from '../../call/api';
import type { CredentialName } from '../../call/types';
import { alphabetical, titleCase } from '../../panel/alphabetical';
import type { Item } from '../../run/item';
import { defineOperation } from '../../run/operation';
import type { Operation } from '../../run/operation';
import { summaryOfFindings } from '../../run/summary';
import type { Interface } from './interfaces';

const CUSTOM = 'custom';

function pathFields(interfaces: Interface[], show: Record<string, string[]> = {}): INodeProperties[] {
	const firstPath = interfaces[0].path;
	const choices = alphabetical(
		[
			...interfaces.map(({ path, name }) => ({ name: titleCase(name), value: path, description: path })),
			{ name: 'Other Path', value: CUSTOM, description: 'Any interface, by its path' },
		],
		({ name }) => name,
	);
	return [
		{
			displayName: 'Interface',
			name: 'cgiPath',
			type: 'options',
			displayOptions: { show },
			options: choices,
			default: firstPath,
			description: 'The interface, by the operation of this node that calls it',
		},
		{
			displayName: 'Path',
			name: 'customPath',
			type: 'string',
			default: '',
			placeholder: 'e.g. /cgi-bin/message/custom/send',
			displayOptions: { show: { ...show, cgiPath: [CUSTOM] } },
			description:
				"The path of the interface as WeChat's documentation shows it (cgi_path), without host and query",
		},
	];
}

/** @throws NodeOperationError for what cannot be a path: WeChat wants it without host and query */
function readPath(item: Item): string {
	const chosen = item.requiredText('cgiPath', 'Interface', 'Choose one from the list.');
	if (chosen !== CUSTOM) return checked(item, chosen, 'cgiPath', 'Interface');
	const path = item.requiredText('customPath', 'Path', 'Give the path of the interface.');
	return checked(item, path, 'customPath', 'Path');
}

function checked(item: Item, path: string, parameter: string, label: string): string {
	if (/^\/[\w./-]+$/.test(path) && !path.startsWith('/sns/')) return path;
	throw item.refuse(
		`The parameter '${label}' is not the path of an interface with a quota`,
		'It starts with a slash and has neither host nor query, such as /cgi-bin/user/get. Login calls under /sns/ have no quota to show.',
		parameter,
	);
}

/** Asks once for each different thing, however many items want it. */
async function oncePerKey<T>(
	wanted: T[],
	keyOf: (one: T) => string,
	ask: (one: T) => Promise<IDataObject>,
): Promise<Array<IDataObject | Error>> {
	const answers = new Map<string, Promise<IDataObject | Error>>();
	for (const one of wanted) {
		const key = keyOf(one);
		if (!answers.has(key))
			answers.set(
				key,
				ask(one).catch((error: Error) => error),
			);
	}
	return await Promise.all(wanted.map(async (one) => (await answers.get(keyOf(one))) ?? {}));
}

/**
 * Asks for the quota of one interface.
 *
 * @param api the account
 * @param path without host and query
 * @returns WeChat's `quota`, `rate_limit` and `component_rate_limit`
 * @throws WechatError 76021 or 76003 for a path WeChat does not know, 76022 for one this account may not call
 * @see docs/wechat/tokens.md#quotas; WeChat page "查询API调用额度"
 */
export async function readQuota(api: WechatApi, path: string): Promise<IDataObject> {
	const answer = await api.call({
		method: 'POST',
		path: '/cgi-bin/openapi/quota/get',
		body: { cgi_path: path },
		repeatable: true,
		returns: ['quota'],
	});
	const shown = { ...answer };
	delete shown.errcode;
	delete shown.errmsg;
	return shown;
}

const USED_UP = 'used up';
const NOT_GRANTED = 'not granted';

/** What is left of an interface, in words. */
function leftOf({ quota }: IDataObject): string {
	const { daily_limit: limit, remain } = (quota ?? {}) as IDataObject;
	if (typeof limit !== 'number' || typeof remain !== 'number') return 'without a number';
	if (limit === 0) return NOT_GRANTED;
	return remain > 0 ? 'with calls left today' : USED_UP;
}

/**
 * The operation for one kind of account. Items that ask for the same interface share one call.
 *
 * @param credential whose quota
 * @param interfaces what the list offers
 */
export function quotaGet(credential: CredentialName, interfaces: Interface[]): Operation {
	return defineOperation<{ path: string }>({
		value: 'getQuota',
		name: 'Get Quota',
		action: 'Get account quota',
		calls: ['/cgi-bin/openapi/quota/get'],
		description: 'Get how many calls of an interface are allowed, used and left today',
		fields: pathFields(interfaces),
		summary: summaryOfFindings(['interface', 'interfaces'], leftOf, [USED_UP, NOT_GRANTED]),
		read: (item) => ({ path: readPath(item) }),
		async runTogether(wanted, open) {
			const api = await open(credential);
			return await oncePerKey(
				wanted,
				({ path }) => path,
				async ({ path }) => ({ cgi_path: path, ...(await readQuota(api, path)) }),
			);
		},
	});
}

/** Nothing but the account when no path is given. */
interface Clearing {
	path?: string;
}

/**
 * The operation for one kind of account. Each clearing costs one of a few a month, so it is never repeated, and items that
 * want the same thing cleared share one call.
 *
 * @param credential whose quota
 * @param interfaces what the list offers
 * @see docs/wechat/tokens.md#quotas; WeChat pages "重置API调用次数" and "重置指定API调用次数"
 */
export function quotaClear(credential: CredentialName, interfaces: Interface[]): Operation {
	return defineOperation<Clearing>({
		value: 'clearQuota',
		onlyOnce: true,
		name: 'Clear Quota',
		action: 'Clear account quota',
		calls: ['/cgi-bin/openapi/quota/clear', '/cgi-bin/clear_quota'],
		description:
			"Start today's count of calls anew. WeChat allows this 10 times a month for the account, and 50 times a month for single interfaces.",
		fields: [
			{
				displayName: 'Clear',
				name: 'scope',
				type: 'options',
				options: [
					{
						name: 'One Interface',
						value: 'interface',
						description: 'Costs one of the 50 clearings of single interfaces a month',
					},
					{
						name: 'Whole Account',
						value: 'account',
						description:
							"Costs one of the account's 10 clearings a month; those made in the console count too",
					},
				],
				default: 'interface',
				description: 'Which counts start anew. However many items come in, each is cleared once.',
			},
			...pathFields(interfaces, { scope: ['interface'] }),
		],
		read(item) {
			const scope = item.text('scope');
			if (scope === 'account') return {};
			if (scope === 'interface') return { path: readPath(item) };
			throw item.refuse(
				`The parameter 'Clear' has the value "${scope}", which is neither an interface nor the account`,
				'Use interface or account.',
				'scope',
			);
		},
		async runTogether(wanted, open) {
			const api = await open(credential);
			return await oncePerKey(
				wanted,
				({ path = '' }) => path,
				async ({ path }) => {
					await api.call({
						method: 'POST',
						path: path === undefined ? '/cgi-bin/clear_quota' : '/cgi-bin/openapi/quota/clear',
						body: path === undefined ? { appid: api.appId } : { cgi_path: path },
						repeatable: false,
					});
					return path === undefined ? { cleared: true, appid: api.appId } : { cleared: true, cgi_path: path };
				},
			);
		},
	});
}
