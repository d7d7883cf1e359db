// Resolves parameters with the n8n that is under test, in a process of its Node: jest can run neither that Node nor all of
// n8n's expression engines.
const { execFileSync } = require('node:child_process');
const { createRequire } = require('node:module');
const { text } = require('node:stream/consumers');

const VM_OPTIONS = { bridgeTimeout: 5_000, bridgeMemoryLimit: 128, poolSize: 1, maxCodeCacheSize: 1024 };

/** Two nodes; what expressions call `$('Before')` is the first, and the second holds the parameters. */
function contextOf(load, { items, failed, parameters }) {
	const { Workflow } = load('n8n-workflow');
	const { ExecuteContext } = load('n8n-core');
	const properties = Object.keys(parameters).map((name) => ({
		displayName: name,
		name,
		type: 'string',
		default: '',
	}));
	const type = { description: { properties, inputs: ['main'], outputs: ['main'] } };
	const nodeTypes = { getByName: () => type, getByNameAndVersion: () => type, getKnownTypes: () => ({}) };
	const node = (name) => ({ id: name, name, type: 'test', typeVersion: 1, position: [0, 0], parameters: {} });
	const before = node('Before');
	const reader = { ...node('Reader'), parameters: { ...parameters } };
	const workflow = new Workflow({
		id: 'resolve',
		name: 'Resolve',
		nodes: [before, reader],
		connections: { Before: { main: [[{ node: 'Reader', type: 'main', index: 0 }]] } },
		active: false,
		nodeTypes,
		settings: { timezone: 'Asia/Shanghai' },
	});
	const given = items.map((json, item) => ({ json, pairedItem: { item } }));
	for (const item of failed) given[item].error = new Error('this item failed');
	const data = { main: [given] };
	const ran = { startTime: 0, executionTime: 0, executionIndex: 0, source: [], data };
	const execution = { resultData: { runData: { Before: [ran] } }, executionData: { contextData: {} } };
	const additional = {
		executionId: '1',
		variables: {},
		webhookWaitingBaseUrl: 'http://127.0.0.1/w',
		formWaitingBaseUrl: 'http://127.0.0.1/f',
	};
	const source = { node: reader, data, source: { main: [{ previousNode: 'Before' }] } };
	const context = new ExecuteContext(
		workflow,
		reader,
		additional,
		'trigger',
		execution,
		0,
		given,
		data,
		source,
		[],
	);
	return { workflow, context };
}

/** Runs in the other process; see resolve.d.ts for what comes in and goes out. */
async function main(packageFile, wanted) {
	const load = createRequire(packageFile);
	load('reflect-metadata');
	const { Expression } = load('n8n-workflow');
	const given = JSON.parse(await text(process.stdin));
	if (wanted !== 'legacy') await Expression.initExpressionEngine({ engine: wanted, ...VM_OPTIONS });
	const { workflow, context } = contextOf(load, given);
	await workflow.expression.acquireIsolate?.();
	const values = given.items.map((_, index) => {
		try {
			return { value: context.getNodeParameter(String(index), index) };
		} catch (error) {
			return { refused: error.message };
		}
	});
	const engine = Expression.getActiveImplementation?.() ?? 'legacy';
	// On a line of its own: one of the engines writes to the same output.
	process.stdout.write(`\n${JSON.stringify({ engine, values })}`, () => process.exit(0));
}

/** See resolve.d.ts. */
exports.resolve = ({ node, packageFile, engine, items, failed, parameters }) => {
	const output = execFileSync(node, [__filename, packageFile, engine], {
		input: JSON.stringify({ items, failed, parameters }),
		encoding: 'utf8',
		maxBuffer: 2 ** 28,
	});
	return JSON.parse(output.slice(output.lastIndexOf('\n') + 1));
};

if (require.main === module) {
	const [, , packageFile, engine] = process.argv;
	main(packageFile, engine).catch((error) => {
		process.stderr.write(`${error.stack}\n`);
		process.exit(1);
	});
}
