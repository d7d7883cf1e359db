// Picking instead of typing: every list and every form of template inputs, asked for as the editor does.
import { randomBytes } from 'node:crypto';
import axios from 'axios';
import type { INodeProperties } from 'n8n-workflow';
import type { OpenParameter, PickerAnswer } from '../../../host/n8n/types';
import { credentialFor, MINI_PROGRAM, OFFICIAL_ACCOUNT, type Stage } from '../../../host/stage';
import type { AccountName, TemplateView } from '../../../sandbox/types';
import { everySecret, Search, told } from '../support/leaks';
import { ALL_BUT_TOKENS, TROUBLES } from '../support/troubles';
import { freshCredentials } from '../support/workflows';

const NODES = {
	officialAccount: 'n8n-nodes-wechat-link.wechatLinkOfficialAccount',
	miniProgram: 'n8n-nodes-wechat-link.wechatLinkMiniProgram',
} as const;
const ISSUING = '/cgi-bin/stable_token';
const TEMPLATES = '/cgi-bin/template/get_all_private_template';
const SUBSCRIPTIONS = '/wxaapi/newtmpl/gettemplate';

interface Picker {
	node: AccountName;
	method: string;
	/** Whose list it is: the uniform message of the mini program picks from the Official Account, too. */
	account: AccountName;
	path: string;
	resource: string;
	operation: string;
	parameter: string;
}

const picker = (
	node: AccountName,
	method: string,
	[resource, operation, parameter]: [string, string, string],
	path: string,
	account: AccountName = node,
): Picker => ({ node, method, account, path, resource, operation, parameter });

const notification = ['subscriptionNotification', 'send', 'templateId'] as [string, string, string];
const template = ['templateMessage', 'send', 'templateId'] as [string, string, string];
const subscribe = ['subscribeMessage', 'send', 'templateId'] as [string, string, string];
const uniform = ['uniformMessage', 'send', 'templateId'] as [string, string, string];
const fallback = ['uniformMessage', 'send', 'subscribeTemplateId'] as [string, string, string];
const tag = ['follower', 'addTag', 'tagId'] as [string, string, string];

const TAGS = picker('officialAccount', 'searchTags', tag, '/cgi-bin/tags/get');
const LISTS = [
	picker('officialAccount', 'searchTemplates', template, TEMPLATES),
	picker('officialAccount', 'searchNotificationTemplates', notification, SUBSCRIPTIONS),
	picker('miniProgram', 'searchSubscribeTemplates', subscribe, SUBSCRIPTIONS),
	picker('miniProgram', 'searchTemplates', uniform, TEMPLATES, 'officialAccount'),
];
const MAPPERS = [
	picker('officialAccount', 'templateKeywords', template, TEMPLATES),
	picker('officialAccount', 'notificationTemplateKeywords', notification, SUBSCRIPTIONS),
	picker('miniProgram', 'subscribeTemplateKeywords', subscribe, SUBSCRIPTIONS),
	picker('miniProgram', 'templateKeywords', uniform, TEMPLATES, 'officialAccount'),
	picker('miniProgram', 'fallbackTemplateKeywords', fallback, SUBSCRIPTIONS),
];
const typeOf = ({ account }: Picker) => (account === 'officialAccount' ? OFFICIAL_ACCOUNT : MINI_PROGRAM);
const title = (one: Picker) => [`${one.method} of ${one.node}`, one] as const;
const ALL = [TAGS, ...LISTS, ...MAPPERS].map(title);

/** The methods that a served panel names, whatever they are called. */
function methodsIn(properties: INodeProperties[]): string[] {
	return properties.flatMap((property) => {
		const lists = (property.modes ?? []).map(({ typeOptions }) => typeOptions?.searchListMethod);
		const mapper = property.typeOptions?.resourceMapper?.resourceMapperMethod;
		const inside = (property.options ?? []).flatMap((option) =>
			'type' in option ? methodsIn([option]) : 'values' in option ? methodsIn(option.values) : [],
		);
		return [...lists, mapper, ...inside].filter((method) => method !== undefined);
	});
}

export function pickerSuite(onStage: () => Stage) {
	let credentials: Record<string, string>;
	let opened = 0;
	const templatesOf = async ({ account, path }: Picker): Promise<TemplateView[]> => {
		const all = (await onStage().sandbox.templates())[account];
		const isSubscription = ({ type }: TemplateView) => type === 'oneTime' || type === 'longTerm';
		return all.filter((one) => isSubscription(one) === (path === SUBSCRIPTIONS));
	};

	beforeEach(async () => {
		const stage = onStage();
		await stage.sandbox.reset({ followers: 200 });
		credentials = await freshCredentials(stage, `picker ${++opened}`);
		await stage.sandbox.resetCounters();
	});

	/** What n8n gets from the editor; `value` is what the template or tag parameter holds. */
	const asked = ({ node, resource, operation, parameter }: Picker, value: unknown): OpenParameter => ({
		nodeType: NODES[node],
		name: parameter,
		parameters: { resource, operation, [parameter]: value },
		credentials,
	});
	const locator = (value: string) => ({ __rl: true, mode: 'id', value });

	async function list(one: Picker, filter?: string) {
		const { status, body } = await onStage().n8n.openList(asked(one, locator('')), one.method, filter);
		expect([status, body.message]).toEqual([200, undefined]);
		return body.data?.results ?? [];
	}

	async function inputs(one: Picker, value: unknown) {
		const parameter = asked(one, value);
		const { status, body } = await onStage().n8n.openMapper(parameter, one.method);
		expect([status, body.message]).toEqual([200, undefined]);
		return body.data ?? { fields: [] };
	}

	const calls = async () => (await onStage().sandbox.counters()).calls;

	/** Opens the picker in whatever way it is opened, with its first template chosen where it needs one. */
	async function open(one: Picker): Promise<PickerAnswer<unknown>> {
		const { n8n } = onStage();
		if (!MAPPERS.includes(one)) return await n8n.openList(asked(one, locator('')), one.method);
		const [first] = await templatesOf(one);
		return await n8n.openMapper(asked(one, locator(first.id)), one.method);
	}

	it('covers every picker that n8n shows', async () => {
		const shown = await onStage().n8n.nodeTypes('n8n-nodes-wechat-link.');
		for (const [node, name] of Object.entries(NODES)) {
			const properties = shown.find((type) => type.name === name)?.properties ?? [];
			const covered = ALL.filter(([, one]) => one.node === node).map(([, { method }]) => method);
			expect(new Set(covered)).toEqual(new Set(methodsIn(properties)));
		}
	});

	it.each(LISTS.map(title))('%s offers the templates of the account, by title', async (_name, one) => {
		const expected = (await templatesOf(one)).map(({ id, title: name }) => ({ name, value: id }));
		expect(expected.length).toBeGreaterThan(1);
		expect(await list(one)).toEqual(expected);
	});

	it.each(LISTS.map(title))('%s finds by a part of the title or of the ID', async (_name, one) => {
		const [first, ...others] = await templatesOf(one);
		const found = { name: first.title, value: first.id };
		for (const filter of [first.title, ` ${first.title} `, first.id.slice(0, 12).toLowerCase()]) {
			expect(await list(one, filter)).toEqual([found]);
		}
		const shared = others.filter((other) => other.title.includes('通知'));
		const everywhere = [first, ...shared].filter((other) => other.title.includes('通知'));
		expect((await list(one, '通知')).map(({ value }) => value)).toEqual(everywhere.map(({ id }) => id));
		expect(await list(one, 'no such template')).toEqual([]);
	});

	it('offers the tags, and finds them by a part of the name or by ID', async () => {
		const all = await list(TAGS);
		expect(all).toContainEqual({ name: '星标组', value: '2' });
		expect(all.length).toBeGreaterThan(3);
		expect(await list(TAGS, '星标')).toEqual([{ name: '星标组', value: '2' }]);
		expect(await list(TAGS, '2')).toEqual([{ name: '星标组', value: '2' }]);
		expect(await list(TAGS, 'no such tag')).toEqual([]);
	});

	it.each(MAPPERS.map(title))('%s shows one input per keyword, with its choices', async (_name, one) => {
		for (const { id, keys, content, enums } of await templatesOf(one)) {
			const { fields } = await inputs(one, locator(id));
			// Free keys may be left empty; head and tail of the old templates are among them.
			const isTyped = (key: string) => /^[a-z_]+\d$/.test(key) && !key.startsWith('keyword');
			const isOptional = (key: string) => key.startsWith('const') && one.path === TEMPLATES;
			const required = fields.filter((field) => field.required).map((field) => field.id);
			expect(required).toEqual(keys.filter((key) => isTyped(key) && !isOptional(key)));
			const ends = fields.map((field) => field.id).filter((key) => !keys.includes(key));
			expect(['first', 'remark']).toEqual(expect.arrayContaining(ends));
			const lines = content.split('\n');
			for (const field of fields.filter((shown) => keys.includes(shown.id))) {
				const label = lines.find((line) => line.includes(`{{${field.id}.DATA}}`))?.split(/[:：]/)[0];
				expect(field.displayName).toMatch(
					new RegExp(`^${label} \\(((max \\d+|e\\.g\\. ).*, )?${field.id}\\)$`),
				);
				if (field.id.startsWith('thing')) expect(field.displayName).toBe(`${label} (max 20, ${field.id})`);
				expect(field.display).toBe(true);
				// WeChat lists the allowed values for subscriptions only.
				const choices = one.path === SUBSCRIPTIONS ? enums[field.id] : undefined;
				expect(field.type).toBe(choices ? 'options' : 'string');
				expect(field.options).toEqual(choices?.map((value) => ({ name: value, value })));
			}
		}
	});

	it('works in the nodes as tools for AI agents, too', async () => {
		const { n8n } = onStage();
		for (const one of [LISTS[0], LISTS[2]]) {
			const parameter = asked(one, locator(''));
			const answer = await n8n.openList({ ...parameter, nodeType: `${parameter.nodeType}Tool` }, one.method);
			expect(answer.body.data?.results).toHaveLength((await templatesOf(one)).length);
		}
	});

	it('shows a drop-down where WeChat lists the values', async () => {
		const one = MAPPERS[2];
		const withChoices = (await templatesOf(one)).filter(({ enums }) => Object.keys(enums).length > 0);
		expect(withChoices.length).toBeGreaterThan(0);
	});

	it.each(MAPPERS.map(title))('%s takes a template that an expression comes to', async (_name, one) => {
		const [{ id, keys }] = await templatesOf(one);
		const { fields } = await inputs(one, locator(`={{ ${JSON.stringify(id)} }}`));
		expect(fields.map((field) => field.id)).toEqual(keys);
	});

	it.each(MAPPERS.map(title))('%s says what to do without a template', async (_name, one) => {
		const unknown = await inputs(one, locator('no-such-template'));
		expect(unknown).toMatchObject({ fields: [], emptyFieldsNotice: expect.stringMatching(/no template/) });

		await onStage().sandbox.resetCounters();
		const notYet = await inputs(one, locator('={{ $("Orders").item.json.template }}'));
		expect(notYet).toMatchObject({ fields: [], emptyFieldsNotice: expect.stringMatching(/expression/) });
		// n8n's own text for an empty form stands in the panel; the editor sends null for what it cannot work out.
		for (const value of [locator(''), null, undefined]) {
			expect(await inputs(one, value)).toEqual({ fields: [] });
		}
		expect(await calls()).toEqual({});
	});

	it.each(ALL)('%s costs one call and at most one token', async (_name, one) => {
		const stage = onStage();
		// With a secret that nobody has used before, no token is at hand anywhere.
		const appSecret = randomBytes(16).toString('hex');
		await stage.sandbox.setSecret(one.account, appSecret);
		const account = { ...(await stage.sandbox.accounts())[one.account], appSecret };
		const type = typeOf(one);
		const fresh = credentialFor(type, account, stage.sandboxUrl);
		credentials[type] = await stage.n8n.putCredential({ ...fresh, name: `picker ${++opened}` });
		expect((await open(one)).status).toBe(200);
		expect(await calls()).toEqual({ [ISSUING]: 1, [one.path]: 1 });
		expect((await open(one)).status).toBe(200);
		expect(await calls()).toEqual({ [ISSUING]: 1, [one.path]: 2 });
	});

	it.each(Object.entries(TROUBLES))('every picker fails: %s', async (_, trouble) => {
		const { sandbox } = onStage();
		await sandbox.fault({ path: ALL_BUT_TOKENS, times: -1, ...trouble });
		const answers = await Promise.all(ALL.map(async ([, one]) => await open(one)));
		await sandbox.clearFaults();
		const search = new Search(await everySecret(sandbox));
		for (const { status, body } of answers) {
			expect(status).toBeGreaterThanOrEqual(400);
			expect(body.message).toMatch(/WeChat|access token/);
			expect(told(search.in('the answer', JSON.stringify(body)))).toEqual([]);
		}
	});

	it.each(ALL)('%s tells why it cannot be opened, and nothing secret', async (_name, one) => {
		const stage = onStage();
		const account = (await stage.sandbox.accounts())[one.account];
		const type = typeOf(one);
		const wrong = '0123456789abcdef'.repeat(2);
		const good = await open(one);
		const spoilt = credentialFor(type, { ...account, appSecret: wrong }, stage.sandboxUrl);
		credentials[type] = await stage.n8n.putCredential({ ...spoilt, name: `picker ${++opened}` });
		const refused = await open(one);

		expect(refused.status).toBeGreaterThanOrEqual(400);
		expect(refused.body.message).toBe('The AppSecret is wrong');
		expect(refused.body.description).toMatch(/reset it in the console.*errcode 40125/s);

		const body = { grant_type: 'client_credential', appid: account.appId, secret: account.appSecret };
		const { data } = await axios.post<string>(`${stage.sandboxUrl}${ISSUING}`, body, {
			responseType: 'text',
			transformResponse: (text: string) => text,
			proxy: false,
		});
		const { access_token: token } = JSON.parse(data) as { access_token: string };
		for (const secret of [wrong, token, account.appSecret, account.pushToken, account.encodingAesKey]) {
			expect(secret.length).toBeGreaterThan(4);
			for (const answer of [good, refused]) expect(JSON.stringify(answer)).not.toContain(secret);
		}
	});
}
