// Resolves parameters with the n8n that is under test, in a process of its Node: jest can run neither that Node nor all of
// n8n's expression engines.
const { execFileSync } = require('node:child_process');
const { createRequire } = require('node:module');
const { text } = require('node:stream/consumers');

const VM = { bridgeTimeout: 5_000, bridgeMemoryLimit: 128, poolSize: 1, maxCodeCacheSize: 1024 };

/** Two nodes; what expressions call `$('Before')` is the first, and the second holds the parameters. */
function contextOf(load, items, parameters) {
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
	const { items, parameters } = JSON.parse(await text(process.stdin));
	if (wanted === 'vm') await Expression.initExpressionEngine({ engine: 'vm', ...VM });
	const { workflow, context } = contextOf(load, items, parameters);
	await workflow.expression.acquireIsolate?.();
	const values = items.map((_, index) => {
		try {
			return { value: context.getNodeParameter(String(index), index) };
		} catch (error) {
			return { refused: error.message };
		}
	});
	const engine = Expression.getActiveImplementation?.() ?? 'legacy';
	process.stdout.write(JSON.stringify({ engine, values }), () => process.exit(0));
}

/** See resolve.d.ts. */
exports.resolve = ({ node, packageFile, engine, items, parameters }) => {
	const output = execFileSync(node, [__filename, packageFile, engine], {
		input: JSON.stringify({ items, parameters }),
		encoding: 'utf8',
		maxBuffer: 2 ** 28,
	});
	return JSON.parse(output);
};

if (require.main === module) {
	const [, , packageFile, engine] = process.argv;
	main(packageFile, engine).catch((error) => {
		process.stderr.write(`${error.stack}\n`);
		process.exit(1);
	});
}
