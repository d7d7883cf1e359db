/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
// The examples are for people who do not write code: few Code nodes, and short ones.
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runInNewContext } from 'node:vm';
import type { WorkflowInput } from '../../host/n8n/types';

const folder = resolve(__dirname, '../../examples');
const examples = readdirSync(folder)
	.filter((file) => file.endsWith('.json'))
	.map((file) => ({
		file,
		...(JSON.parse(readFileSync(join(folder, file), 'utf8')) as WorkflowInput),
	}));

const MOST_LINES = 20;
const SUB_WORKFLOW = 'n8n-nodes-base.executeWorkflow';

it.each(examples)('$file has no Code node of more than 20 lines', ({ nodes }) => {
	const long = nodes
		.filter(({ type }) => type === 'n8n-nodes-base.code')
		.map(({ name, parameters }) => ({ name, lines: String(parameters.jsCode).trim().split('\n').length }))
		.filter(({ lines }) => lines > MOST_LINES);
	expect(long).toEqual([]);
});

it.each(examples)('what $file calls is another example, and takes the inputs that it gives', ({ nodes }) => {
	for (const { name, parameters } of nodes.filter(({ type }) => type === SUB_WORKFLOW)) {
		const { value } = parameters.workflowId as { value: string };
		const called = examples.find(({ id }) => id === value);
		const trigger = called?.nodes.find(({ type }) => type === 'n8n-nodes-base.executeWorkflowTrigger');
		const inputs = trigger?.parameters.workflowInputs as { values: Array<{ name: string }> } | undefined;
		const given = Object.keys((parameters.workflowInputs as { value: object }).value);
		const taken = (inputs?.values ?? []).map((input) => input.name);
		expect({ name, called: called?.file, unknown: given.filter((key) => !taken.includes(key)) }).toEqual({
			name,
			called: expect.any(String) as string,
			unknown: [],
		});
	}
});

// n8n hands on the fields of the item, too: an input that is not named is whatever the item has under that name.
it.each(examples)('$file names every input of the kit, also those that it does not give', ({ nodes }) => {
	for (const { name, parameters } of nodes.filter(({ type }) => type === SUB_WORKFLOW)) {
		const { value } = parameters.workflowId as { value: string };
		const trigger = examples
			.find(({ id }) => id === value)
			?.nodes.find(({ type }) => type === 'n8n-nodes-base.executeWorkflowTrigger');
		const inputs = trigger?.parameters.workflowInputs as { values: Array<{ name: string }> };
		const given = Object.keys((parameters.workflowInputs as { value: object }).value);
		const missing = inputs.values.map((input) => input.name).filter((input) => !given.includes(input));
		expect({ name, missing }).toEqual({ name, missing: [] });
	}
});

it('each sub-workflow of the kit is called by an example that is not of the kit', () => {
	const calls = examples
		.filter(({ file }) => !file.startsWith('kit-'))
		.flatMap(({ nodes }) => nodes.filter(({ type }) => type === SUB_WORKFLOW))
		.map(({ parameters }) => (parameters.workflowId as { value: string }).value);
	// The table is what the others of the kit stand on.
	const kit = examples.filter(({ file }) => file.startsWith('kit-') && !file.startsWith('kit-table'));
	expect(kit.length).toBeGreaterThan(4);
	expect(kit.filter(({ id }) => !calls.includes(String(id))).map(({ file }) => file)).toEqual([]);
});

it('every wechat_links that an example creates has the same columns', () => {
	const columns = examples
		.flatMap(({ nodes }) => nodes)
		.filter(({ parameters }) => parameters.tableName === 'wechat_links')
		.map(({ parameters }) => JSON.stringify(parameters.columns));
	expect(columns.length).toBeGreaterThan(3);
	expect(new Set(columns).size).toBe(1);
});

/** Those that write the link table past the kit: what they write is no single person. */
const WRITES_ITSELF: Record<string, string> = {
	'kit-table.json': 'is the kit',
	'kit-table-postgres.json': 'is the kit',
	'sync-followers.json': 'writes thousands of rows',
	'postgres-sync-page.json': 'writes thousands of rows',
	'move-account.json': 'writes thousands of rows',
	'postgres-move-account.json': 'writes thousands of rows',
	'postgres-link.json': 'blanks at the end of a sync who was not seen, thousands of rows',
};

it('who writes down one person calls the kit: no other example writes the link table', () => {
	const writers = examples.filter(({ nodes }) =>
		nodes.some(({ parameters }) => {
			const table = (parameters.dataTableId as { value?: string } | undefined)?.value;
			const isWrite = !['get', 'rowExists', 'rowNotExists'].includes(String(parameters.operation));
			const sql = /(INSERT INTO|UPDATE|DELETE FROM) wechat_links/.test(String(parameters.query));
			return sql || (table === 'wechat_links' && isWrite);
		}),
	);
	expect(writers.map(({ file }) => file).sort()).toEqual(Object.keys(WRITES_ITSELF).sort());
});

describe('who is forgotten is forgotten everywhere', () => {
	const OPENIDS = ['openid', 'mini_program_openid', 'official_account_openid', 'old_openid', 'new_openid'];
	const IDS = ['unionid', ...OPENIDS, 'customer_number'];
	/** The columns with an id of every data table that an example creates. */
	const kept = new Map<string, string[]>();
	for (const { parameters } of examples.flatMap(({ nodes }) => nodes)) {
		if (parameters.resource !== 'table' || parameters.operation !== 'create') continue;
		const { column } = parameters.columns as { column: Array<{ name: string }> };
		const ids = column.map(({ name }) => name).filter((name) => IDS.includes(name));
		const table = String(parameters.tableName);
		if (ids.length > 0) kept.set(table, ids);
	}

	it('kit-forget-person.json knows every table and column', () => {
		const { nodes } = examples.find(({ file }) => file === 'kit-forget-person.json') ?? { nodes: [] };
		const list = nodes.find(({ name }) => name === 'Where people are kept')?.parameters.jsonOutput;
		const { tables } = JSON.parse(String(list)) as { tables: Record<string, string[]> };
		expect(kept.size).toBeGreaterThan(10);
		// The kit's link table has a sub-workflow of its own, which erases the row itself.
		const missing = [...kept]
			.filter(([table]) => table !== 'wechat_links')
			.flatMap(([table, ids]) => ids.map((id) => [table, id]))
			.filter(([table, id]) => !tables[table]?.includes(id));
		expect(missing).toEqual([]);
	});

	it('kit-forget-person.json looks for no column that no example makes: n8n refuses to look for it', () => {
		const { nodes } = examples.find(({ file }) => file === 'kit-forget-person.json') ?? { nodes: [] };
		const list = nodes.find(({ name }) => name === 'Where people are kept')?.parameters.jsonOutput;
		const { tables } = JSON.parse(String(list)) as { tables: Record<string, string[]> };
		const unknown = Object.entries(tables)
			.flatMap(([table, ids]) => ids.map((id) => [table, id]))
			.filter(([table, id]) => !kept.get(table)?.includes(id));
		expect(unknown).toEqual([]);
	});

	it('kit-table-postgres.json erases from every table that holds an id in PostgreSQL, and makes each as the others do', () => {
		const made = examples.flatMap(({ file, nodes }) =>
			nodes.flatMap(({ parameters }) =>
				[...String(parameters.query).matchAll(/CREATE TABLE IF NOT EXISTS (\w+) \([\s\S]*?\n\)/g)].map(
					([statement, table]) => ({ file, statement, table }),
				),
			),
		);
		const people = made.filter(({ statement }) => /^\s+(\w*openid|unionid) /m.test(statement));
		const tables = [...new Set(people.map(({ table }) => table))].sort();
		expect(tables).toEqual([
			'wechat_links',
			'wechat_moves',
			'wechat_outbox',
			'wechat_reminders',
			'wechat_sync_runs',
		]);
		// The row of a sync is no person's: of it only the place where the sync goes on is emptied.
		const erases = (table: string) =>
			table === 'wechat_sync_runs'
				? "UPDATE wechat_sync_runs s SET next_openid = ''"
				: `DELETE FROM ${table} `;
		const kit = examples.find(({ file }) => file === 'kit-table-postgres.json');
		const sql = kit?.nodes.map(({ parameters }) => String(parameters.query)).join('\n');
		for (const table of tables) {
			expect(sql).toContain(erases(table));
			const statements = people.filter((each) => each.table === table).map(({ statement }) => statement);
			expect(new Set(statements).size).toBe(1);
		}
		// Hashes, which no table of people is; whatever makes it makes the same.
		const hashes = made.filter(({ table }) => table === 'wechat_sync_left').map(({ statement }) => statement);
		expect(hashes).toHaveLength(2);
		expect(new Set(hashes).size).toBe(1);
	});
});

it('no expression spreads a whole item, which n8n 2.4.8 answers with "Cannot convert undefined or null to object"', () => {
	const spreading = examples.filter(({ nodes }) => /\.\.\.\$json(?![.\w[])/.test(JSON.stringify(nodes)));
	expect(spreading.map(({ file }) => file)).toEqual([]);
});

/** Whoever calls these two gives the values, by whatever keys the templates have. */
const BY_JSON = ['kit-notify-person.json', 'notification-consent.json'];

it('other templates are filled in by dragging into an input per keyword, not by writing JSON', () => {
	const ENTRIES = ['fieldsMode', 'subscribeFieldsMode'];
	const byJson = examples.filter(({ nodes }) =>
		nodes.some(({ parameters }) => ENTRIES.some((entry) => parameters[entry] === 'json')),
	);
	expect(byJson.map(({ file }) => file).sort()).toEqual(BY_JSON);
});

// Calls at the same moment make the table at the same moment: all but one are refused, and find it at the next try.
it.each(examples)('$file tries again to make a data table that another call makes, too', ({ nodes }) => {
	const once = nodes
		.filter(({ parameters: { resource, operation } }) => resource === 'table' && operation === 'create')
		.filter(({ retryOnFail }) => retryOnFail !== true);
	expect(once.map(({ name }) => name)).toEqual([]);
});

describe('whose fault a refused login is', () => {
	const asks = examples.flatMap(({ file, nodes }) =>
		nodes
			.filter(({ name, parameters }) => name === "Is it the sender's fault?" && file && parameters)
			.map(({ parameters }) => {
				const { conditions } = parameters.conditions as { conditions: Array<{ leftValue: string }> };
				return { file, expression: conditions[0].leftValue.replace(/^=\{\{|\}\}$/g, '') };
			}),
	);
	const isTheirs = (expression: string, body: unknown, error: string) => {
		const item = { json: { body } };
		const node = () => ({ item, first: () => item });
		return runInNewContext(expression, { $: node, $json: { error } }) as boolean;
	};

	it.each(asks)("$file: what no wx.login() gives is the sender's, whatever came of it", ({ expression }) => {
		const bodies = [
			{ code: '  ' },
			{ code: {} },
			{ code: ['x'] },
			{ code: 'x'.repeat(20_000) },
			{},
			'x',
			undefined,
		];
		for (const body of bodies) expect(isTheirs(expression, body, 'not one of those of WeChat')).toBe(true);
	});

	it.each(asks)('$file: of a good code it depends on what WeChat says', ({ expression }) => {
		const body = { code: '0a3Xyz000abcDE1ZZZ000abcDE3Xyz0K' };
		expect(isTheirs(expression, body, 'refused (errcode 40029)')).toBe(true);
		expect(isTheirs(expression, body, 'refused (errcode 40125)')).toBe(false);
		expect(isTheirs(expression, body, 'WeChat did not answer')).toBe(false);
	});
});

/** @returns the nodes behind each output of a node */
const behind = ({ connections }: WorkflowInput, name: string) =>
	((connections[name] as { main?: Array<Array<{ node: string }>> } | undefined)?.main ?? []).map((output) =>
		output.map(({ node }) => node),
	);

it.each(examples)('$file answers whoever waits for it also when the kit cannot', (example) => {
	const ofType = (wanted: string) =>
		example.nodes.filter(({ type }) => type === wanted).map(({ name }) => name);
	const answers = ofType('n8n-nodes-base.respondToWebhook');
	const callers = ofType(SUB_WORKFLOW).filter((name) => {
		const next = behind(example, name).flat();
		return [...next, ...next.flatMap((each) => behind(example, each).flat())].some((each) =>
			answers.includes(each),
		);
	});
	const silent = callers.filter((name) => {
		const node = example.nodes.find((each) => each.name === name);
		const whenItFails = behind(example, name)[1] ?? [];
		return node?.onError !== 'continueErrorOutput' || !whenItFails.some((each) => answers.includes(each));
	});
	expect(silent).toEqual([]);
});

it.each(examples)('$file fails when the kit says that the ids contradict the table', (example) => {
	if (!example.nodes.some(({ name }) => name === 'Does the table contradict?')) return;
	const checked = example.nodes
		.map(({ name }) => name)
		.filter((name) => behind(example, name).flat().includes('Does the table contradict?'));
	expect(checked.sort()).toEqual(['Blank what the follow told us', 'Write down the follower']);
});
