// The panels as n8n serves them to its editor: what a builder can find, read and pick without knowing WeChat's documentation.
import type { INodeProperties, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';
import type { Stage } from '../../../demo/stage';
import { catalogueAreas } from '../../../wechat/errors/catalogue';
import { FieldError, prepareFields } from '../../../wechat/templates/fields';

const PREFIX = 'n8n-nodes-wechat-link.';
const HAN = /\p{Script=Han}/u;

/** What WeChat's console calls it: in the description of each operation of the resource, or of the one operation. */
const CONSOLE_TERMS: Record<string, RegExp> = {
	customerMessage: /客服/,
	follower: /用户|关注者|备注|标签|黑名单/,
	'link.createQrCode': /小程序码/,
	login: /登录/,
	media: /素材/,
	qrCode: /二维码/,
	subscribeMessage: /订阅消息/,
	subscriptionNotification: /订阅通知/,
	tag: /标签/,
	templateMessage: /模板消息/,
	uniformMessage: /统一服务消息/,
};

/** What nobody should have to type, by parameter name. */
const PICKED: Record<string, INodeProperties['type']> = {
	actionName: 'options',
	cgiPath: 'options',
	events: 'multiOptions',
	lang: 'options',
	messageType: 'options',
	subscribeTemplateId: 'resourceLocator',
	tagId: 'resourceLocator',
	templateId: 'resourceLocator',
};

/** What people type into the search of the nodes panel, and one node that must be found by it. */
const TYPED: Record<string, string[]> = {
	wechatLinkOfficialAccount: [
		...[
			'wechat',
			'weixin',
			'微信',
			'WeChat Official',
			'公众号',
			'微信公众号',
			'服务号',
			'gongzhonghao',
			'gong zhong hao',
		],
		...[
			'gzh',
			'fuwuhao',
			'template message',
			'wechat template',
			'微信模板消息',
			'模板消息',
			'muban xiaoxi',
			'mbxx',
			'订阅通知',
			'粉丝',
			'fensi',
			'标签',
		],
		...[
			'customer service',
			'客服消息',
			'kefu',
			'二维码',
			'erweima',
			'QR code',
			'用户信息',
			'openid',
			'unionid',
		],
	],
	wechatLinkMiniProgram: [
		...[
			'wechat',
			'weixin',
			'微信',
			'mini program',
			'小程序',
			'微信小程序',
			'xiaochengxu',
			'xcx',
			'code2session',
			'登录',
		],
		...[
			'denglu',
			'subscribe message',
			'订阅消息',
			'dingyue xiaoxi',
			'dingyue',
			'uniform message',
			'统一服务消息',
			'手机号',
		],
		...['phone number', '小程序码', 'URL link', '客服消息', 'openid', 'unionid'],
	],
	wechatLinkOfficialAccountTrigger: [
		...[
			'wechat',
			'微信',
			'公众号',
			'服务号',
			'gongzhonghao',
			'关注',
			'guanzhu',
			'unfollow',
			'取消关注',
			'扫码',
			'saoma',
		],
		...['自动回复', '消息推送', '事件推送', 'webhook'],
	],
	wechatLinkMiniProgramTrigger: [
		...[
			'wechat',
			'微信',
			'小程序',
			'xiaochengxu',
			'订阅消息',
			'dingyue',
			'客服消息',
			'转发客服',
			'消息推送',
			'webhook',
		],
	],
};

/** The rule of n8n's panel: the letters occur in the name or in one alias, in this order. */
function isFoundBy({ displayName, codex }: INodeTypeDescription, typed: string): boolean {
	return [displayName, ...(codex?.alias ?? [])].some((text) => {
		let at = 0;
		for (const letter of text.toLowerCase()) if (letter === typed.toLowerCase()[at]) at++;
		return at === typed.length;
	});
}

interface Shown {
	/** Node, then the names down to the parameter. */
	path: string;
	property: INodeProperties;
}

function parametersIn(properties: INodeProperties[], path: string): Shown[] {
	return properties.flatMap((property) => {
		const at = `${path}.${property.name}`;
		const inside = (property.options ?? []).flatMap((option) => {
			if ('values' in option) return parametersIn(option.values, at);
			return 'type' in option ? parametersIn([option], at) : [];
		});
		return [{ path: at, property }, ...inside];
	});
}

const choicesOf = ({ options = [] }: INodeProperties): INodePropertyOptions[] =>
	options.filter((option): option is INodePropertyOptions => 'value' in option);

function refusalOfLongValue(): string {
	try {
		prepareFields({ thing1: 'x'.repeat(30) }, { overlong: 'error' });
	} catch (error) {
		if (error instanceof FieldError) return error.message;
	}
	return '';
}

export function panelSuite(onStage: () => Stage) {
	let nodes: INodeTypeDescription[];
	let parameters: Shown[];
	let operations: Array<{ path: string; operation: INodePropertyOptions }>;

	beforeAll(async () => {
		const served = await onStage().n8n.nodeTypes(PREFIX);
		// n8n makes the tools for AI agents from the nodes themselves.
		nodes = served.filter(({ name }) => !name.endsWith('Tool'));
		parameters = nodes.flatMap(({ name, properties }) => parametersIn(properties, name.slice(PREFIX.length)));
		operations = parameters
			.filter(({ property }) => property.name === 'operation')
			.flatMap(({ path, property }) =>
				choicesOf(property).map((operation) => ({
					path: `${path.split('.')[0]}.${String(property.displayOptions?.show?.resource?.[0])}.${operation.value}`,
					operation,
				})),
			)
			.filter(({ path }) => !path.endsWith('__CUSTOM_API_CALL__'));
	});

	/** The offenders by name, so that a failure says what to mend. */
	const without = (fine: (shown: Shown) => boolean) =>
		parameters
			.filter((shown) => !fine(shown))
			.map(({ path, property }) => `${path}: ${property.displayName}`);

	it('shows both nodes, also as tools for AI agents, and the triggers', async () => {
		const names = (await onStage().n8n.nodeTypes(PREFIX)).map(({ name }) => name.slice(PREFIX.length));
		expect(names).toEqual(
			expect.arrayContaining([
				'wechatLinkOfficialAccount',
				'wechatLinkOfficialAccountTool',
				'wechatLinkMiniProgram',
				'wechatLinkMiniProgramTool',
				'wechatLinkOfficialAccountTrigger',
				'wechatLinkMiniProgramTrigger',
			]),
		);
		for (const { description } of nodes) expect(description).toMatch(HAN);
	});

	it('finds each node by what people type, in characters, pinyin, initials and English', () => {
		const missed = Object.entries(TYPED).flatMap(([name, all]) => {
			const node = nodes.find((served) => served.name === PREFIX + name);
			return all.filter((typed) => !node || !isFoundBy(node, typed)).map((typed) => `${name}: ${typed}`);
		});
		expect(missed).toEqual([]);
		expect(nodes.filter((node) => isFoundBy(node, 'gmail'))).toEqual([]);
	});

	it('finds each operation by an action in sentence case, of which a node has no two', () => {
		expect(operations.length).toBeGreaterThan(30);
		const words = ({ action = '' }: INodePropertyOptions) => action.split(' ');
		const offenders = operations.filter(({ operation }) => {
			const [first, ...rest] = words(operation);
			return !/^[A-Z][a-z]+$/.test(first) || rest.some((word) => !/^([a-z-]+|QR|URL)$/.test(word));
		});
		expect(offenders).toEqual([]);
		const actions = operations.map(({ path, operation }) => `${path.split('.')[0]} ${operation.action}`);
		expect(new Set(actions).size).toBe(actions.length);
	});

	it('describes each operation beyond its name, with the term of the console', () => {
		for (const { path, operation } of operations) {
			const { name, action, description = '' } = operation;
			expect([name, action]).not.toContain(description);
			expect({ path, tells: description.length > 20, term: HAN.test(description) }).toEqual({
				path,
				tells: true,
				term: true,
			});
			const [, resource, value] = path.split('.');
			const term = CONSOLE_TERMS[`${resource}.${value}`] ?? CONSOLE_TERMS[resource];
			if (term) expect({ path, description }).toEqual({ path, description: expect.stringMatching(term) });
		}
		const resources = operations.map(({ path }) => path.split('.')[1]);
		for (const key of Object.keys(CONSOLE_TERMS)) expect(resources).toContain(key.split('.')[0]);
	});

	it('describes each parameter', () => {
		const selfEvident = ({ property: { name, type } }: Shown) =>
			name === 'resource' ||
			name === 'operation' ||
			type === 'notice' ||
			(type === 'collection' && name === 'options');
		expect(parameters.length).toBeGreaterThan(100);
		expect(without((shown) => selfEvident(shown) || Boolean(shown.property.description))).toEqual([]);
		const isQuestion = ({ type, description = '' }: INodeProperties) =>
			type !== 'boolean' || description.startsWith('Whether ');
		expect(without(({ property }) => isQuestion(property))).toEqual([]);
	});

	it('has no text that is empty, ends in two periods or stands in spaces', () => {
		const isClean = (text: string | undefined) =>
			text === undefined ||
			(text !== '' && text === text.trim() && !/\.\.$|\.\s*\.$|\s{2}| \.|[,;:]$/.test(text));
		const textsOf = ({ description, placeholder, hint, displayName }: INodeProperties) => [
			displayName,
			description,
			placeholder,
			hint,
		];
		expect(without(({ property }) => textsOf(property).every(isClean))).toEqual([]);
		expect(
			without(({ property }) =>
				choicesOf(property).every(({ name, description, action }) =>
					[name, description, action].every(isClean),
				),
			),
		).toEqual([]);
	});

	it('goes by the same names in errors and in the list of interfaces', () => {
		const shown = parameters.flatMap(({ property }) => [
			property.displayName,
			...choicesOf(property).map(({ name }) => name),
		]);
		const texts = [
			...catalogueAreas().flatMap(({ entries }) => entries.map(({ fix }) => fix.en)),
			refusalOfLongValue(),
		];
		const quoted = texts.flatMap((text) => [...text.matchAll(/"([A-Z][^"]+)"/g)].map(([, name]) => name));
		expect(quoted).toEqual(expect.arrayContaining(['Overlong Values', 'Shorten', 'Route', 'Automatic']));
		expect(quoted.filter((name) => !shown.includes(name))).toEqual([]);

		const actions = operations.map(({ operation }) => operation.action ?? '');
		const interfaces = parameters
			.filter(({ property }) => property.name === 'cgiPath')
			.flatMap(({ property }) => choicesOf(property))
			.filter(({ value }) => String(value).startsWith('/'));
		expect(interfaces.length).toBeGreaterThan(20);
		expect(interfaces.filter(({ name }) => !actions.some((action) => name.startsWith(action)))).toEqual([]);
	});

	it('lets templates, tags, types and languages be picked', () => {
		for (const [name, type] of Object.entries(PICKED)) {
			const named = parameters.filter(({ property }) => property.name === name);
			expect(named.length).toBeGreaterThan(0);
			expect(named.filter(({ property }) => property.type !== type)).toEqual([]);
		}
		const locators = parameters.filter(({ property }) => property.type === 'resourceLocator');
		for (const { property } of locators) {
			expect(property.modes?.map(({ name }) => name)).toEqual(['list', 'id']);
			expect(property.modes?.[0].typeOptions).toMatchObject({ searchable: true });
		}
	});
}
