/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// Follow events in secure mode: the trigger against n8n's own Webhook node, which only answers.
import { Agent, request } from 'node:http';
import type { Bench } from '../bench';
import { xmlBody } from '../../sandbox/push/body';
import { sealPush, type Envelope } from '../../sandbox/push/envelope';
import type { Label, Measurement } from '../report';
import { spreadOf } from '../statistics';
import { webhookStep, workflowOf } from '../workflows';
import { PACKAGE, type Tell } from './contestants';

export interface TriggerPlan {
	events: number;
	/** Requests under way. */
	concurrency: number;
	rounds: number;
}

/** One round of one receiver. */
interface Volley {
	/** Events a second, from the first request until the last was answered. */
	answered: number;
	/** Events a second, from the first request until n8n had run the workflow for every one. */
	executed: number;
	p50Ms: number;
	p99Ms: number;
}

const AWAIT = 'await-arrivals';

const arrivals = (parameters: object) => ({
	name: 'Arrivals',
	type: 'CUSTOM.benchArrivals',
	typeVersion: 1,
	parameters: { ...parameters },
});

/** Encrypted and signed in advance, as WeChat sends them; each is somebody else's. */
function pushesOf(bench: Bench, count: number): Envelope[] {
	const seconds = Math.floor(Date.now() / 1000);
	const { account } = bench;
	return Array.from({ length: count }, (_, at) => {
		const openid = `o${String(at).padStart(6, '0')}${seconds.toString(36)}bench`;
		const fields = { ToUserName: account.originalId, FromUserName: openid, CreateTime: seconds };
		const message = xmlBody({ fields: { ...fields, MsgType: 'event', Event: 'subscribe', EventKey: '' } });
		return sealPush({ account, mode: 'secure', message, openid, seconds });
	});
}

async function post(url: string, agent: Agent, { query, body, contentType }: Envelope): Promise<number> {
	const begun = performance.now();
	const status = await new Promise<number>((resolve, reject) => {
		const sent = request(`${url}?${new URLSearchParams(query).toString()}`, {
			agent,
			method: 'POST',
			headers: { 'content-type': contentType, 'content-length': Buffer.byteLength(body) },
		});
		sent.once('error', reject);
		sent.once('response', (answer) => {
			answer.resume();
			answer.once('end', () => resolve(answer.statusCode ?? 0));
			answer.once('error', reject);
		});
		sent.end(body);
	});
	if (status !== 200) throw new Error(`${url} answered a push with HTTP ${status}.`);
	return performance.now() - begun;
}

async function fire(bench: Bench, path: string, plan: TriggerPlan): Promise<Volley> {
	const { events, concurrency } = plan;
	const pushes = pushesOf(bench, events);
	const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
	const url = bench.urlOf(path);
	const times: number[] = [];
	let next = 0;
	const send = async () => {
		while (next < pushes.length) times.push(await post(url, agent, pushes[next++]));
	};
	const begun = performance.now();
	const done = bench.post<{ arrived: number }>(AWAIT, { of: path, waitFor: events });
	await Promise.all(Array.from({ length: concurrency }, send));
	const answeredMs = performance.now() - begun;
	const { data } = await done;
	const executedMs = performance.now() - begun;
	agent.destroy();
	if (data.arrived !== events) throw new Error(`${path}: ${data.arrived} executions for ${events} events.`);
	const sorted = times.sort((a, b) => a - b);
	const rate = (ms: number) => (events / ms) * 1000;
	return {
		answered: rate(answeredMs),
		executed: rate(executedMs),
		p50Ms: sorted[Math.floor(events * 0.5)],
		p99Ms: sorted[Math.ceil(events * 0.99) - 1],
	};
}

const RECEIVERS = {
	package: 'bench-trigger/webhook',
	webhook: 'bench-webhook',
	bare: 'bench-bare/webhook',
};

type Receiver = keyof typeof RECEIVERS;

async function install(bench: Bench): Promise<void> {
	const { credentials } = bench.reach('HTTP');
	const webhook = webhookStep('bench-webhook');
	const steps = {
		package: {
			name: 'Trigger',
			type: 'n8n-nodes-wechat-link.wechatLinkOfficialAccountTrigger',
			typeVersion: 1,
			webhookId: 'bench-trigger',
			credentials,
			parameters: { events: ['subscribe', 'unsubscribe'], settings: {} },
		},
		webhook: {
			...webhook,
			name: 'Trigger',
			parameters: { ...webhook.parameters, responseMode: 'onReceived' },
		},
		bare: {
			name: 'Trigger',
			type: 'CUSTOM.benchTrigger',
			typeVersion: 1,
			webhookId: 'bench-bare',
			credentials,
			parameters: {},
		},
	};
	for (const [name, path] of Object.entries(RECEIVERS)) {
		const step = steps[name as Receiver];
		await bench.put(workflowOf(path, [step, arrivals({ of: path })], { Trigger: ['Arrivals'] }), path);
	}
	const waiting = arrivals({ of: '={{ $json.body.of }}', waitFor: '={{ $json.body.waitFor }}' });
	await bench.put(workflowOf(AWAIT, [webhookStep(AWAIT), waiting], { Webhook: ['Arrivals'] }), AWAIT);
}

async function race(bench: Bench, plan: TriggerPlan, tell: Tell): Promise<Array<Record<Receiver, Volley>>> {
	const names = Object.keys(RECEIVERS) as Receiver[];
	for (const name of names) await fire(bench, RECEIVERS[name], { ...plan, events: plan.events / 4 });
	const rounds: Array<Record<Receiver, Volley>> = [];
	for (let round = 1; round <= plan.rounds; round++) {
		const volleys: Partial<Record<Receiver, Volley>> = {};
		for (const name of round % 2 === 1 ? names : [...names].reverse())
			volleys[name] = await fire(bench, RECEIVERS[name], plan);
		rounds.push(volleys as Record<Receiver, Volley>);
		const line = (name: Receiver) => {
			const { answered, executed, p50Ms, p99Ms } = (volleys as Record<Receiver, Volley>)[name];
			return `${name} ${answered.toFixed(0)}/s answered, ${executed.toFixed(0)}/s executed, p50 ${p50Ms.toFixed(0)} ms, p99 ${p99Ms.toFixed(0)} ms`;
		};
		tell(`round ${round}: ${names.map(line).join('; ')}`);
	}
	return rounds;
}

const what = (en: string, zh: string): Label => ({ en, zh });

const BARE = what('a trigger that only reads its credential', '只读取凭据的触发器');

function measurementOf(
	rounds: Array<Record<Receiver, Volley>>,
	plan: TriggerPlan,
	{ id, title }: { id: string; title: Label },
): Measurement {
	const ratio = (key: keyof Volley, name: Receiver) =>
		spreadOf(rounds.map((round) => round[name][key] / round.webhook[key]));
	const middle = (name: Receiver, key: keyof Volley) =>
		spreadOf(rounds.map((round) => round[name][key])).median.toFixed(0);
	const said = (name: Receiver, label: string) =>
		`${label}: ${middle(name, 'answered')} answered and ${middle(name, 'executed')} executed a second, p50 ${middle(name, 'p50Ms')} ms, p99 ${middle(name, 'p99Ms')} ms`;
	const against = (key: keyof Volley) => ({
		value: ratio(key, 'package'),
		unit: 'x' as const,
		n8nAlone: { what: BARE, value: ratio(key, 'bare') },
	});
	return {
		id,
		title,
		unit: what('event', '个'),
		rows: [],
		note: [
			said('package', PACKAGE.en),
			said('webhook', 'Webhook node'),
			said('bare', BARE.en),
			`${plan.events} events a round`,
		].join('; '),
		targets: [
			{
				id: 'rate',
				what: what(
					"rate until all have run, times that of n8n's Webhook node",
					'全部执行完的速率：n8n Webhook 节点的倍数',
				),
				...against('executed'),
				atLeast: 0.8,
			},
			{
				id: 'answers',
				what: what('rate of answers, times its', '应答速率：其倍数'),
				...against('answered'),
				atLeast: 0.8,
			},
			{
				id: 'p99',
				what: what('p99 of the answer, times its', '应答 p99：其倍数'),
				...against('p99Ms'),
				atMost: 1.5,
			},
		],
	};
}

/**
 * Everybody gets the same bodies from the same load generator, in turn; the workflows are stored as n8n stores any. Once
 * with n8n's defaults, and once with an n8n that builds its sandbox for expressions only where there is an expression.
 */
export async function trigger(bench: Bench, plan: TriggerPlan, tell: Tell): Promise<Measurement[]> {
	await install(bench);
	const { events, concurrency } = plan;
	const number = events.toLocaleString('en');
	const measurements: Measurement[] = [];
	for (const isLazy of [false, true]) {
		const env: Record<string, string> = isLazy ? { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' } : {};
		await bench.restart([...Object.values(RECEIVERS), AWAIT], env);
		const rounds = await race(bench, plan, tell);
		const title = what(
			`${number} follow events in secure mode, ${concurrency} at a time${isLazy ? ', n8n with N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE' : ''}`,
			`${number} 个关注事件，安全模式，并发 ${concurrency}${isLazy ? '，n8n 设 N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE' : ''}`,
		);
		measurements.push(measurementOf(rounds, plan, { id: isLazy ? 'trigger-lazy' : 'trigger', title }));
	}
	return measurements;
}
