// Template messages to send in one run, and the check that every one of them arrived.
import { randomUUID } from 'node:crypto';
import type { Bench, Protocol, Reach, Run } from './bench';
import type { WorkNode } from './workflows';

const SEND = '/cgi-bin/message/template/send';

interface Message {
	openid: string;
	number: string;
	key: string;
}

const values = (number: string) => ({
	thing1: '剪发套餐',
	time2: '2026年11月21日 15:01',
	phone_number3: '020-81167888',
	character_string4: number,
});

/** The parameters that differ from item to item. */
const perItem = (openid: string, number: string) => ({
	openid: `={{ ${openid} }}`,
	fieldsJson: `=${JSON.stringify(values(`{{ ${number} }}`))}`,
});

/** As n8n writes them when a field is dragged into a parameter. */
const dragged = perItem('$json.openid', '$json.number');
/** The same values, but only n8n can tell. */
const computed = perItem('$json.openid.trim()', '$json.number.trim()');

/** Makes messages that WeChat cannot take for repeats: each has its own number. */
export class Messages {
	private batches = 0;

	private constructor(
		private readonly bench: Bench,
		private readonly reach: Reach,
		private readonly openids: string[],
		private readonly templateId: string,
	) {}

	/** @param most the largest number of messages in one run; each goes to another follower */
	static async open(bench: Bench, protocol: Protocol, most: number): Promise<Messages> {
		// No contestant is the one that happens to fetch the token.
		await bench.openPicker(protocol);
		const people = await bench.sandbox.people({ follows: true, limit: most });
		const { officialAccount } = await bench.sandbox.templates();
		const template = officialAccount.find(({ keys }) => keys.join() === Object.keys(values('')).join());
		if (!template) throw new Error('The sandbox has no template with the keywords that the bench sends.');
		const openids = people.flatMap(({ officialAccountOpenid }) => officialAccountOpenid ?? []);
		if (openids.length < most) throw new Error(`The sandbox has only ${openids.length} followers.`);
		return new Messages(bench, bench.reach(protocol), openids, template.id);
	}

	/**
	 * Sends so many messages with one run of a workflow.
	 *
	 * @throws Error when not every message was sent with exactly one call, accepted and received
	 */
	async send(workflow: string, count: number): Promise<Run> {
		const { sandbox } = this.bench;
		const batch = `B${Date.now()}-${++this.batches}`;
		const items = this.openids.slice(0, count).map((openid, at) => this.item(openid, `${batch}-${at}`));
		await sandbox.resetCounters();
		const run = await this.bench.run(workflow, items);
		await this.check(workflow, batch, count);
		return run;
	}

	/** Items for a run that nobody checks, such as one under the profiler. */
	items(count: number): object[] {
		return this.openids.slice(0, count).map((openid, at) => this.item(openid, `P${Date.now()}-${at}`));
	}

	/** This package's node, Send template message, set up as one does by dragging fields. */
	packageNode(concurrency: number): WorkNode {
		return this.sendNode(concurrency, dragged);
	}

	/** The same, with values that n8n has to compute. */
	computingNode(concurrency: number): WorkNode {
		return this.sendNode(concurrency, computed);
	}

	private sendNode(concurrency: number, values: ReturnType<typeof perItem>): WorkNode {
		return {
			type: 'n8n-nodes-wechat-link.wechatLinkOfficialAccount',
			typeVersion: 1,
			credentials: this.reach.credentials,
			parameters: {
				resource: 'templateMessage',
				operation: 'send',
				...values,
				templateId: { __rl: true, mode: 'id', value: this.templateId },
				fieldsMode: 'json',
				options: { concurrency },
			},
		};
	}

	/** n8n's HTTP Request node with this package's credential, as one would set it up by hand. */
	httpRequestNode(): WorkNode {
		const { credentials, sandboxUrl } = this.reach;
		return {
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.4,
			credentials,
			parameters: {
				method: 'POST',
				url: `${sandboxUrl}${SEND}`,
				authentication: 'predefinedCredentialType',
				nodeCredentialType: 'wechatLinkOfficialAccountApi',
				sendBody: true,
				contentType: 'json',
				specifyBody: 'json',
				jsonBody: this.bodyExpression(),
				options: {},
			},
		};
	}

	/** The same in n8n's Loop Over Items, an item at a time. */
	loopNode(): WorkNode {
		return { ...this.httpRequestNode(), inLoop: true };
	}

	/** A node that makes one call after the other. */
	oneByOneNode(): WorkNode {
		const { credentials, sandboxUrl } = this.reach;
		return {
			type: 'CUSTOM.benchOneByOne',
			typeVersion: 1,
			credentials,
			parameters: { url: `${sandboxUrl}${SEND}`, body: this.bodyExpression() },
		};
	}

	private bodyExpression(): string {
		const places = { openid: '{{ $json.openid }}', number: '{{ $json.number }}', key: '{{ $json.key }}' };
		return `=${JSON.stringify(this.body(places))}`;
	}

	private body({ openid, number, key }: Message) {
		const data = Object.fromEntries(Object.entries(values(number)).map(([name, value]) => [name, { value }]));
		return { touser: openid, template_id: this.templateId, data, client_msg_id: key };
	}

	private item(openid: string, number: string) {
		const { sandboxUrl, token } = this.reach;
		const message = { openid, number, key: randomUUID().replaceAll('-', '') };
		const url = `${sandboxUrl}${SEND}?access_token=${token}`;
		return { ...message, request: { method: 'POST', url, body: this.body(message) } };
	}

	private async check(workflow: string, batch: string, count: number) {
		const { calls, byErrcode } = await this.bench.sandbox.counters();
		const expected = JSON.stringify([{ [SEND]: count }, { 0: count }]);
		const seen = JSON.stringify([calls, byErrcode]);
		if (seen !== expected) throw new Error(`${workflow} made other calls than ${expected}: ${seen}`);
		const inbox = await this.bench.sandbox.inbox({ limit: count });
		const received = inbox
			.filter(({ data }) =>
				(data as { character_string4?: string }).character_string4?.startsWith(`${batch}-`),
			)
			.map(({ openid }) => openid);
		if (new Set(received).size !== count) {
			throw new Error(`${workflow}: ${received.length} of ${count} messages arrived.`);
		}
	}
}

/** The floor: n8n's request helper in a bare loop, the token in the address. */
export const floorNode = (concurrency: number): WorkNode => ({
	type: 'CUSTOM.benchBareCalls',
	typeVersion: 1,
	parameters: { concurrency },
});

/** The floor with the expressions that {@link Messages.computingNode} has. */
export const readingFloorNode = (concurrency: number): WorkNode => ({
	type: 'CUSTOM.benchReadAndCall',
	typeVersion: 1,
	parameters: { concurrency, ...computed },
});
