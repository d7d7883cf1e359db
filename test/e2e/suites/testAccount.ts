// Where a newcomer begins, as docs/SETUP.md says it: the sandbox's test account (测试号), from the credential to the message.
import { randomBytes } from 'node:crypto';
import { failureOf, outputOf } from '../../../host/n8n/client';
import { waitUntilUrlAnswers } from '../../../host/n8n/urls';
import { withCredentials } from '../../../host/examples';
import { credentialFor, OFFICIAL_ACCOUNT, type CredentialIds, type Stage } from '../../../host/stage';
import type { SandboxClient } from '../../../sandbox/client';
import { saveChain, TRIGGER, type Step } from '../support/workflows';

const NODE = 'n8n-nodes-wechat-link.wechatLinkOfficialAccount';
/** Nobody else's: the last suite looks for it in all that n8n has written. */
const TOKEN = randomBytes(12).toString('hex');

/** Free keys: what typed ones would refuse. */
const VALUES = { name: 'Autumn jacket 2026, black, XL', date: 'next Monday' };

export function testAccountSuite(onStage: () => Stage) {
	let test: SandboxClient;
	let credentials: CredentialIds;
	let templateId: string;
	let openid: string;

	/** What one types into the form: no AES key, and the one mode that a test account has. */
	const typed = async () => {
		const stage = onStage();
		const { testAccount } = await stage.sandbox.accounts();
		const credential = credentialFor(OFFICIAL_ACCOUNT, testAccount, stage.sandboxUrl);
		const data = { ...credential.data, pushToken: TOKEN, pushMode: 'plain' };
		return { ...credential, name: 'Test account', data };
	};

	beforeAll(async () => {
		const stage = onStage();
		test = stage.sandbox.ofTestAccount();
		await test.reset();
		await test.follow('t0');
		openid = (await test.person('t0')).officialAccountOpenid ?? '';
		const content = 'Order: {{name.DATA}}\nDate: {{date.DATA}}';
		templateId = (await test.addTemplate('Order shipped', content)).id;
		credentials = { ...stage.credentials, [OFFICIAL_ACCOUNT]: await stage.n8n.putCredential(await typed()) };
	});

	it('has a green credential', async () => {
		const result = await onStage().n8n.testCredential(credentials[OFFICIAL_ACCOUNT], await typed());
		expect(result).toMatchObject({ status: 'OK' });
	});

	it('offers the template by its title, with an input for each key', async () => {
		const { n8n } = onStage();
		const parameters = {
			resource: 'templateMessage',
			operation: 'send',
			templateId: { __rl: true, mode: 'list', value: templateId },
		};
		const asked = (name: string) => ({ nodeType: NODE, name, parameters, credentials });
		const list = await n8n.openList(asked('templateId'), 'searchTemplates');
		expect(list.body.data?.results).toEqual([{ name: 'Order shipped', value: templateId }]);
		const mapper = await n8n.openMapper(asked('fields'), 'templateKeywords');
		expect(
			mapper.body.data?.fields.map(({ id, displayName, required }) => [id, displayName, required]),
		).toEqual([
			['name', 'Order (name)', false],
			['date', 'Date (date)', false],
		]);
	});

	const listFollowers: Step = {
		name: 'List followers',
		type: NODE,
		typeVersion: 1,
		parameters: { resource: 'follower', operation: 'getAll', returnAll: false, limit: 50, options: {} },
	};
	const send = (values: object): Step => ({
		name: 'Send',
		type: NODE,
		typeVersion: 1,
		parameters: {
			resource: 'templateMessage',
			operation: 'send',
			openid: '={{ $json.openid }}',
			templateId: { __rl: true, mode: 'list', value: templateId },
			jumpTo: 'none',
			options: {},
			...values,
		},
	});

	it.each([
		['by form', { fieldsMode: 'form', fields: { mappingMode: 'defineBelow', value: VALUES } }],
		['by JSON', { fieldsMode: 'json', fieldsJson: JSON.stringify(VALUES) }],
	])('sends free keys %s to whoever follows, and the message arrives', async (how, values) => {
		const stage = onStage();
		const before = await test.inbox({ openid });
		const chain = [listFollowers, send(values)];
		const workflow = await saveChain(stage, `test account ${how}`, chain, credentials);
		const execution = await stage.n8n.run(workflow, TRIGGER);
		expect(failureOf(execution)).toBe('');
		expect(outputOf(execution, 'Send')).toMatchObject([{ openid, delivered: true }]);
		const arrived = (await test.inbox({ openid })).slice(before.length);
		expect(arrived.map(({ templateId: template, data }) => [template, data])).toEqual([[templateId, VALUES]]);
	});

	it('says what a test account has not', async () => {
		const stage = onStage();
		const oneTime: Step = {
			name: 'Send',
			type: NODE,
			typeVersion: 1,
			parameters: {
				resource: 'oneTimeMessage',
				operation: 'send',
				openid,
				templateId: '43-characters-of-a-template-id-0123456789ab',
				scene: '1',
				title: 'Hello',
				content: 'Hello',
				jumpTo: 'none',
				options: {},
			},
		};
		const workflow = await saveChain(stage, 'test account one-time', [oneTime], credentials);
		const failure = failureOf(await stage.n8n.run(workflow, TRIGGER));
		expect(failure).toContain('may not use this interface');
		expect(failure).toContain('48001');
		expect(failure).toContain('A test account has no');
	});

	it('starts a workflow with what its follower writes, in plain pushes', async () => {
		const stage = onStage();
		const webhookId = 'test-account-events';
		const trigger = {
			id: webhookId,
			name: 'WeChat',
			type: 'n8n-nodes-wechat-link.wechatLinkOfficialAccountTrigger',
			typeVersion: 1,
			position: [0, 0] as [number, number],
			parameters: { events: ['*'], settings: {} },
			webhookId,
		};
		const workflow = withCredentials({ name: webhookId, nodes: [trigger], connections: {} }, credentials);
		const { id } = await stage.n8n.putWorkflow(workflow);
		await stage.n8n.activate(id);
		const url = `${stage.n8n.url}/webhook/${webhookId}/webhook`;
		await waitUntilUrlAnswers(url, 'GET');
		await waitUntilUrlAnswers(url, 'POST');
		const target = { url, mode: 'plain' } as const;
		expect(await test.push('officialAccount', { ...target, token: 'another1' })).toMatchObject({ ok: false });
		expect(await test.push('officialAccount', { ...target, token: TOKEN })).toMatchObject({ ok: true });
		const before = await stage.n8n.lastExecutionId(id);
		expect(await test.sendText('t0', 'officialAccount', 'hello')).toMatchObject({ acknowledged: true });
		const [execution] = await stage.n8n.waitForExecutions(id, 1, before);
		expect(outputOf(execution, 'WeChat')).toMatchObject([{ openid, content: 'hello' }]);
	});
}
