/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// Nothing secret is left behind in the clear, by whatever has run before and by every operation in every trouble: not in
// n8n's database, files and log, not in what the browser gets.
import { join } from 'node:path';
import { dataFolder, nodeForN8n } from '../../../host/n8n/places';
import { failureOf, outputOf } from '../../../host/n8n/client';
import type { Execution } from '../../../host/n8n/types';
import type { Stage } from '../../../host/stage';
import { everIssued } from '../../../sandbox/world/issued';
import { Listening } from '../support/listening';
import { everySecret, filesBelow, type Leak, Search, textOf, textOfRow, told } from '../support/leaks';
import { readRows, type Row } from '../support/sqlite';
import { Troubles, TROUBLES, WRONG_SECRET } from '../support/troubles';
import { freshCredentials, httpRequest, saveChain, TRIGGER } from '../support/workflows';

/** Where a text stands, and the text. */
type Place = [string, string];

const folder = join(dataFolder, 'e2e');
const failed = (executions: Execution[]) => executions.filter((execution) => failureOf(execution) !== '');
const unique = (values: Iterable<string>) => [...new Set(values)];

export function secretSuite(onStage: () => Stage) {
	let troubles: Troubles;
	let asked: string;

	const login = async (name: string, includeSessionKey: boolean): Promise<Execution> => {
		const stage = onStage();
		const [person] = await stage.sandbox.people({ usesMiniProgram: true, limit: 1 });
		const { code } = await stage.sandbox.login(person.id);
		const step = {
			name: 'Login',
			type: 'n8n-nodes-wechat-link.wechatLinkMiniProgram',
			typeVersion: 1,
			parameters: {
				resource: 'login',
				operation: 'code2Session',
				jsCode: code,
				options: { includeSessionKey },
			},
		};
		return await stage.n8n.run(await saveChain(stage, name, [step]), TRIGGER);
	};

	/** Everything that n8n's editor can ask for. */
	async function readAsBrowser(): Promise<Place[]> {
		const { session, workflows } = {
			session: onStage().n8n.session,
			workflows: await onStage().n8n.workflows(),
		};
		const get = async (path: string, query?: Record<string, unknown>): Promise<Place> => {
			const { status, body } = await session.exchange<unknown>('GET', path, { query });
			expect({ path, status }).toEqual({ path, status: 200 });
			return [path, JSON.stringify(body)];
		};
		const credentials = await session.request<Array<{ id: string }>>('GET', '/rest/credentials');
		const executions = await session.request<{ results: Array<{ id: string }> }>('GET', '/rest/executions', {
			query: { limit: 100 },
		});
		expect(credentials.length).toBeGreaterThan(2);
		const seen: Place[] = [];
		for (const path of [
			'/rest/settings',
			'/rest/credentials',
			'/types/nodes.json',
			'/types/credentials.json',
		]) {
			seen.push(await get(path));
		}
		seen.push(await get('/rest/credentials', { includeData: true, includeScopes: true }));
		for (const { id } of credentials) seen.push(await get(`/rest/credentials/${id}`, { includeData: true }));
		for (const { id } of workflows) seen.push(await get(`/rest/workflows/${id}`));
		for (const { id } of executions.results) seen.push(await get(`/rest/executions/${id}`));
		return seen;
	}

	/** Where n8n keeps and shows things: each file, each row, each answer to the browser. */
	function places(rows: Row[], browser: Place[]): Place[] {
		const files = filesBelow(folder).map((file): Place => [file.slice(folder.length + 1), textOf(file)]);
		const ofRow = ({ table, row }: Row) => `${table} ${String(row.executionId ?? row.name ?? row.id ?? '')}`;
		const inTables = rows.map((row): Place => [ofRow(row), textOfRow(row)]);
		return [...files, ...inTables, ...browser.map(([path, text]): Place => [`the browser's ${path}`, text])];
	}

	/** Who asks for session keys gets them: the ids of the executions of workflows with that option. */
	function executionsAsking(rows: Row[]): Set<string> {
		const of = (wanted: string) => rows.filter(({ table }) => table === wanted).map(({ row }) => row);
		const asking = of('workflow_entity').filter(({ nodes }) =>
			/"includeSessionKey":\s*true/.test(String(nodes)),
		);
		const workflows = new Set(asking.map(({ id }) => id));
		const executions = of('execution_entity').filter(({ workflowId }) => workflows.has(workflowId));
		return new Set(executions.map(({ id }) => String(id)));
	}

	beforeAll(async () => {
		troubles = await Troubles.open(onStage());
	}, 300_000);

	it.each(Object.entries(TROUBLES))('every operation fails: %s', async (_, trouble) => {
		const ended = await troubles.run(trouble);
		expect(troubles.operations).toBeGreaterThan(35);
		// Diagnosing reports a trouble instead of failing, and so do a few more.
		expect(failed(ended).length).toBeGreaterThan(troubles.operations * 0.8);
	});

	it('every operation fails with a wrong secret, and the Test button is red', async () => {
		const ended = await troubles.runWithWrongSecret();
		expect(failed(ended).length).toBeGreaterThan(troubles.operations * 0.8);
		const answers = await troubles.pressTest();
		expect(answers.map((answer) => (answer as { status: string }).status)).toEqual(
			answers.map(() => 'Error'),
		);
		expect(
			new Search([{ name: 'the wrong secret', value: WRONG_SECRET }]).in('a test', JSON.stringify(answers)),
		).toEqual([]);
	});

	it('every operation goes on after its error, by both outputs', async () => {
		for (const execution of await troubles.runOn({ reset: 'before' })) expect(failureOf(execution)).toBe('');
	});

	it('nobody answers: the request times out', async () => {
		const stage = onStage();
		await stage.sandbox.fault({ path: '/cgi-bin/tags/create', silenceMs: 60_000, times: -1 });
		const step = {
			name: 'Create tag',
			type: 'n8n-nodes-wechat-link.wechatLinkOfficialAccount',
			typeVersion: 1,
			parameters: { resource: 'tag', operation: 'create', name: 'late' },
		};
		const execution = await stage.n8n.run(await saveChain(stage, 'time out', [step]), TRIGGER);
		await stage.sandbox.clearFaults();
		expect(failureOf(execution)).toMatch(/did not answer/);
	});

	it("n8n's own HTTP Request node fails with the credential", async () => {
		const stage = onStage();
		const credentials = await freshCredentials(stage, 'HTTP Request in trouble');
		for (const trouble of [
			{ reset: 'before' as const },
			{ http: { status: 502 } },
			{ truncate: true as const },
		]) {
			await stage.sandbox.fault({ path: '/cgi-bin/user/get', times: -1, ...trouble });
			const step = httpRequest(stage, '/cgi-bin/user/get', credentials);
			await stage.n8n.run(await saveChain(stage, 'HTTP Request in trouble', [step]), TRIGGER);
			await stage.sandbox.clearFaults();
		}
	});

	it('the trigger meets pushes that it refuses, and cannot tell who the person is', async () => {
		const stage = onStage();
		await stage.sandbox.fault({ path: '/cgi-bin/user/info', reset: 'before', times: -1 });
		const listening = await Listening.open(stage, 'officialAccount', 'trouble', { fetchUserInfo: true });
		await listening.choose('secure');
		const [person] = await stage.sandbox.people({ follows: true, limit: 1 });
		for (const tamper of [
			'badSignature',
			'wrongKey',
			'wrongAppId',
			'stale',
			'doctype',
			'downgrade',
		] as const) {
			const { message } = await listening.demoEvent();
			expect((await listening.push({ message, tamper })).status).toBe(403);
		}
		const [execution] = await listening.executionsOf(async () => {
			await stage.sandbox.push('officialAccount', { url: listening.url, mode: 'secure', enabled: true });
			await stage.sandbox.sendText(person.id, 'officialAccount', 'hello');
		});
		expect(outputOf(execution, 'WeChat')[0].userError).toMatch(/did not answer/);
		await stage.sandbox.clearFaults();
		await stage.n8n.deactivate(listening.workflowId);
	});

	it('a session key comes out where it was asked for, and only there', async () => {
		const execution = await login('session key asked for', true);
		asked = String(outputOf(execution, 'Login')[0].session_key);
		expect(everIssued.sessionKeys.has(asked)).toBe(true);
		const other = await login('session key not asked for', false);
		expect(Object.keys(outputOf(other, 'Login')[0])).not.toContain('session_key');
	});

	it('no secret, token or key is in the database, a file, the log or what the browser gets', async () => {
		expect(everIssued.tokens.size).toBeGreaterThan(2);
		expect(everIssued.sessionKeys.size).toBeGreaterThan(2);
		const secrets = await everySecret(onStage().sandbox);
		const search = new Search([...secrets, { name: 'a wrong secret', value: WRONG_SECRET }]);
		const [person] = await onStage().sandbox.people({ follows: true, limit: 1 });
		const openid = new Search([{ name: 'openid', value: person.officialAccountOpenid ?? '' }]);

		const rows = readRows(nodeForN8n(), join(folder, '.n8n', 'database.sqlite'));
		const asking = executionsAsking(rows);
		const isAsked = ({ secret, place }: Leak) => {
			const id = /^(?:execution_data|the browser's \/rest\/executions\/)\s*(\d+)$/.exec(place)?.[1];
			return secret.startsWith('session key') && id !== undefined && asking.has(id);
		};
		const all = places(rows, await readAsBrowser());
		const leaks = all.flatMap(([place, text]) => search.in(place, text));
		const found = all
			.filter(([place, text]) => openid.in(place, text).length > 0)
			.map(([place]) => place.split(' ')[0]);
		// What is no secret is there: the search does look into what n8n has written.
		expect(unique(found)).toEqual(expect.arrayContaining(['execution_data', 'the']));
		expect(all.some(([place, text]) => place === 'n8n.log' && text.includes('WeChat push refused'))).toBe(
			true,
		);
		const byPermission = leaks.filter(isAsked);
		expect(byPermission.map(({ value }) => value)).toContain(asked);
		// The same, once more, in the bytes of the database.
		const allowed = new Set(byPermission.map(({ value }) => value));
		const inFile = ({ value, place }: Leak) => allowed.has(value) && place.includes('database.sqlite');
		expect(told(leaks.filter((leak) => !isAsked(leak) && !inFile(leak)))).toEqual([]);
	}, 300_000);

	it('the search finds a secret in every form in which it could have been written', () => {
		const value = 'ab+/cdEF01==ghIJ';
		const search = new Search([{ name: 'it', value }]);
		const coded = encodeURIComponent(value);
		const written = [
			`x${value}x`,
			`https://h/?a=${coded}&b`,
			`https://h/?a=${coded.toLowerCase().replace('cdef01', 'cdEF01').replace('ghij', 'ghIJ')}`,
			encodeURIComponent(coded),
			JSON.stringify({ text: JSON.stringify({ value }) }).replaceAll('/', '\\/'),
			Buffer.from(value).toString('hex'),
			...['', 'x', 'xy'].map((before) => Buffer.from(`${before}${value}after`).toString('base64')),
			'ab&#x2B;&#x2F;cdEF01&#x3D;&#x3D;ghIJ',
		];
		for (const text of written)
			expect({ text, found: search.in('', text).length > 0 }).toEqual({ text, found: true });
		expect(search.in('', 'ab+/cdEF01==ghI, ab+/cdEF01=ghIJ')).toEqual([]);
	});
}
