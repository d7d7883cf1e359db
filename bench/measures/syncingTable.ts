// How long the example sync-followers takes with as many followers as it lets through, and how large n8n gets.
import { importExample, readExample } from '../../host/examples';
import { EXECUTE_TRIGGER } from '../workflows';
import type { WorkflowInput } from '../../host/n8n/types';
import type { Bench, Run } from '../bench';
import type { Label, Measurement } from '../report';
import { spreadOf } from '../statistics';
import { FOLLOWER, type Tell } from './contestants';

const PATH = 'sync-table';
const NAME = 'The sync into a data table';
const TABLE = 'wechat_links';
const MANUAL = 'When I press Execute';
const MB = 1024 * 1024;
/** People of the sandbox who do something at a time. */
const AT_ONCE = 20;

/** The number above which the example stops, as it stands in its check. */
function mostFollowers(): number {
	const { nodes } = readExample('sync-followers');
	const check = nodes.find(({ name }) => name === 'Does a data table hold them?');
	const found = /<= (\d+)/.exec(JSON.stringify(check?.parameters));
	if (!found) throw new Error('sync-followers has no bound any more.');
	return Number(found[1]);
}

/** The example as it is, data of executions saved as n8n does by itself, but called by another workflow and not by hand. */
function callable(example: WorkflowInput): WorkflowInput {
	const nodes = example.nodes.map((node) =>
		node.name === MANUAL ? { ...node, ...EXECUTE_TRIGGER, name: MANUAL } : node,
	);
	return { ...example, name: NAME, nodes };
}

/**
 * To be measured last: other people live in the sandbox afterwards, and n8n is another.
 *
 * @throws Error when the table does not say what the sandbox says
 */
export async function syncingTable(bench: Bench, tell: Tell): Promise<Measurement> {
	const { n8n, sandbox } = bench;
	const count = mostFollowers();
	const changed = count / 100;
	await bench.renewSandbox(count);
	await sandbox.settings({ latencyMs: 0 });
	const { nodes, connections, settings } = await importExample(bench.stage, 'sync-followers');
	const { id } = await n8n.putWorkflow(callable({ name: NAME, nodes, connections, settings }));
	await n8n.activate(id);
	const workflowId = { __rl: true, mode: 'id', value: id };
	await bench.add(PATH, {
		type: 'n8n-nodes-base.executeWorkflow',
		typeVersion: 1.2,
		// A run that changes nothing ends without an item, and is measured all the same.
		alwaysOutputData: true,
		parameters: { workflowId, mode: 'once', options: { waitForSubWorkflow: true } },
	});

	const once = async (what: string, wanted: number): Promise<Run> => {
		await bench.restart([PATH]);
		const run = await bench.run(PATH, [{}], { memory: true });
		const { idleBytes = 0, peakBytes = 0, wallMs } = run;
		const grown = (peakBytes - idleBytes) / MB;
		tell(`${what}: ${(wallMs / 1000).toFixed(0)} s, ${grown.toFixed(0)} MB above idle`);
		const following = await n8n.tables.count(TABLE, { subscribed: true });
		const rows = await n8n.tables.count(TABLE);
		if (following !== wanted || rows !== count)
			throw new Error(`The ${what} run: ${following} of ${rows} rows follow, not ${wanted} of ${count}.`);
		return run;
	};
	const first = await once('first', count);
	const people = await sandbox.people({ follows: true, limit: changed, offset: 10 });
	for (let at = 0; at < people.length; at += AT_ONCE)
		await Promise.all(
			people.slice(at, at + AT_ONCE).map(async (person) => await sandbox.unfollow(person.id)),
		);
	const second = await once('second', count - changed);

	const number = count.toLocaleString('en');
	const label = (en: string, zh: string): Label => ({ en, zh });
	const seconds = ({ wallMs }: Run) => spreadOf([wallMs / 1000]);
	const grown = ({ idleBytes = 0, peakBytes = 0 }: Run) => (peakBytes - idleBytes) / MB;
	return {
		id: 'table',
		title: label(
			`${number} followers into a data table, in one execution`,
			`${number} 名粉丝一次执行写入数据表`,
		),
		protocol: 'HTTP',
		unit: FOLLOWER,
		rows: [],
		note: 'The example sync-followers, with the calls of the sandbox on the same cores.',
		targets: [
			{ id: 'first', what: label('first run', '首次'), value: seconds(first), unit: 's', atMost: 300 },
			{
				id: 'second',
				what: label('second run, 1 % has left', '第二次，1% 已取关'),
				value: seconds(second),
				unit: 's',
				atMost: 300,
			},
			{
				id: 'memory',
				what: label('n8n above idle', 'n8n 高于空闲的部分'),
				value: spreadOf([Math.max(grown(first), grown(second))]),
				unit: 'MB',
				atMost: 1_500,
			},
		],
	};
}
