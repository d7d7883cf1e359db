/* eslint-disable @n8n/community-nodes/no-restricted-globals */
// How long the example postgres-link takes to bring a million followers into PostgreSQL, and how large n8n gets.
import { importExample } from '../../host/examples';
import { dropRole, runSql } from '../../host/n8n/sql';
import type { WorkflowInput, WorkflowNode } from '../../host/n8n/types';
import type { Bench, Run } from '../bench';
import type { Label, Measurement } from '../report';
import { spreadOf } from '../statistics';
import { benchWorkflow } from '../workflows';
import { FOLLOWER, type Tell } from './contestants';

const PATH = 'sync-postgres';
/** Of its own, and without a password; its schema has its name, so PostgreSQL looks there first. */
const ROLE = 'wechat_link_bench';
const MB = 1024 * 1024;
const FIRST = 'Begin, or go on where it broke off';
const LAST = 'Blank who has left';
const SYNC = new Set([
	FIRST,
	'Sync the next page',
	'Was it the last page?',
	'How many have vanished?',
	'Are most of them still there?',
	'Most of them have vanished',
	LAST,
]);
/** People of the sandbox who do something at a time. */
const AT_ONCE = 20;
/** What the second run must put right: a source of the follow that WeChat does not know. */
const SPOILT = 'another';

const {
	PGHOST = '127.0.0.1',
	PGPORT = '5432',
	PGDATABASE = 'test',
	PGUSER = 'root',
	PGPASSWORD = '',
} = process.env;

/** The sync of the example between the marks of a benchmark. */
function between(example: WorkflowInput): WorkflowInput {
	const frame = benchWorkflow(PATH, { type: '', typeVersion: 0, parameters: {} });
	const nodes = [
		...frame.nodes.filter(({ name }) => name !== 'Work'),
		...example.nodes.filter(({ name }) => SYNC.has(name)),
	];
	const unique = nodes.map((node, at): WorkflowNode => ({ ...node, id: `${PATH}-${at}` }));
	const kept = Object.entries(example.connections).filter(([from]) => SYNC.has(from));
	const to = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });
	// n8n refuses connections of a node that is not there.
	const framed = Object.entries(frame.connections).filter(([from]) => from !== 'Work');
	const connections = {
		...Object.fromEntries([...framed, ...kept]),
		Start: to(FIRST),
		[LAST]: to('End'),
	};
	return { ...frame, nodes: unique, connections };
}

/** Lets so many followers leave. */
async function leave({ sandbox }: Bench, count: number): Promise<void> {
	const people = await sandbox.people({ follows: true, limit: count, offset: 10 });
	for (let at = 0; at < people.length; at += AT_ONCE) {
		await Promise.all(people.slice(at, at + AT_ONCE).map(async ({ id }) => await sandbox.unfollow(id)));
	}
}

/**
 * To be measured last: other people live in the sandbox afterwards, and n8n is another.
 *
 * @param count followers
 * @throws Error when the table does not say what the sandbox says
 */
export async function syncing(bench: Bench, count: number, tell: Tell): Promise<Measurement> {
	const { n8n } = bench;
	await bench.renewSandbox(count);
	await bench.sandbox.settings({ latencyMs: 0 });
	const credential = async (name: string, user: string) =>
		await n8n.putCredential({
			name,
			type: 'postgres',
			data: { host: PGHOST, port: PGPORT, database: PGDATABASE, user, password: PGPASSWORD, ssl: 'disable' },
		});
	const admin = await credential('PostgreSQL, administrator', PGUSER);
	const postgres = await credential('PostgreSQL', ROLE);
	await runSql(n8n, admin, dropRole(ROLE));
	await runSql(n8n, admin, `CREATE ROLE ${ROLE} LOGIN; CREATE SCHEMA AUTHORIZATION ${ROLE};`);
	const example = await importExample(bench.stage, 'postgres-link', {
		others: { 'n8n-nodes-base.postgres': { postgres } },
		instead: { 'kit-table': 'kit-table-postgres' },
	});
	await bench.put(between(example), PATH);

	const once = async (what: string): Promise<Run> => {
		await bench.restart([PATH]);
		const run = await bench.run(PATH, [{}], { memory: true });
		const { idleBytes = 0, peakBytes = 0, wallMs } = run;
		tell(
			`${what}: ${(wallMs / 1000).toFixed(0)} s, ${((peakBytes - idleBytes) / MB).toFixed(0)} MB above idle`,
		);
		const [{ following, wrong }] = await runSql(
			n8n,
			postgres,
			`SELECT count(*) FILTER (WHERE subscribed)::int AS following, count(*) FILTER (WHERE scene = '${SPOILT}')::int AS wrong FROM wechat_links`,
		);
		const wanted = what === 'first' ? count : count - Math.round(count / 400);
		if (following !== wanted)
			throw new Error(`The ${what} run: ${String(following)} people follow in the table, not ${wanted}.`);
		if (wrong !== 0)
			throw new Error(`The ${what} run left ${String(wrong)} rows that say another source of the follow.`);
		return run;
	};
	const first = await once('first');
	await leave(bench, Math.round(count / 400));
	await runSql(n8n, postgres, 'DELETE FROM wechat_links WHERE id % 400 = 1 AND subscribed');
	const [{ spoilt }] = await runSql(
		n8n,
		postgres,
		`WITH u AS (UPDATE wechat_links SET scene = '${SPOILT}' WHERE id % 200 = 2 RETURNING 1) SELECT count(*)::int AS spoilt FROM u`,
	);
	if (spoilt !== Math.round(count / 200))
		throw new Error(`${String(spoilt)} rows were changed between the runs, not one of two hundred.`);
	const second = await once('second');
	await runSql(n8n, admin, dropRole(ROLE));

	const number = count.toLocaleString('en');
	const label = (en: string, zh: string): Label => ({ en, zh });
	const share = count / 1_000_000;
	const seconds = ({ wallMs }: Run) => spreadOf([wallMs / 1000]);
	const grown = ({ idleBytes = 0, peakBytes = 0 }: Run) => (peakBytes - idleBytes) / MB;
	return {
		id: 'syncing',
		title: label(`${number} followers into PostgreSQL, page by page`, `${number} 名粉丝逐页写入 PostgreSQL`),
		protocol: 'HTTP',
		unit: FOLLOWER,
		rows: [],
		note: 'The example postgres-link, with the calls of the sandbox on the same cores.',
		targets: [
			{
				id: 'first',
				what: label('first run', '首次'),
				value: seconds(first),
				unit: 's',
				atMost: Math.ceil(600 * share),
			},
			{
				id: 'second',
				what: label('second run, 1 % changed', '第二次，1% 有变化'),
				value: seconds(second),
				unit: 's',
				atMost: Math.ceil(300 * share),
			},
			{
				id: 'memory',
				what: label('n8n above idle', 'n8n 高于空闲的部分'),
				value: spreadOf([Math.max(grown(first), grown(second))]),
				unit: 'MB',
				atMost: 400,
			},
		],
	};
}
