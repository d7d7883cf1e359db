// One event, one execution: which of several deliveries of one event starts the workflow.
import { sleep } from 'n8n-workflow';
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { eventKey } from '../../../wechat/push/events';
import type { ReceivedPush } from '../../../wechat/push/receive';
import { isTest, subjectOf } from './answering';
import { EventMemory, lifetimeMs } from './eventMemory';
import type { PushSettings } from './settings';

const MAX_EVENTS = 10_000;
const MAX_STORED_EVENTS = 200;
/** WeChat cuts the connection after 5 s; a second delivery waits a little less for the first to be stored. */
const PATIENCE_MS = 4500;
const POLL_MS = 50;
/** Static data that was read longer ago is not written: n8n writes it as a whole, and others may have written meanwhile. */
const FRESH_MS = 100;

const memories = new Map<string, EventMemory>();

/** What n8n keeps for this node with the workflow. The entries are those of `EventMemory.snapshot`. */
interface StaticData extends IDataObject {
	recentEvents?: string[];
}

/**
 * What is known of the events of one trigger while one request is answered.
 *
 * Exact within one process (see `EventMemory`). Across several webhook processes, and across a restart, it rests on the
 * node's static data, where each request that takes an event lists the latest 200, and whichever process comes last
 * overwrites the others' list: two processes can both take the same event when the deliveries are closer together than
 * n8n takes for one request, and so can n8n before and after a crash that came between storing and answering. An event
 * whose request had to wait for WeChat (Fetch User Info) is listed by the next push that need not wait.
 *
 * The price: n8n writes all static data of a workflow as a whole. A workflow that saves some of its own
 * (`$getWorkflowStaticData`) can lose it while a push is being answered. What must not be lost belongs into a table.
 */
export class Claiming {
	private readonly begun = Date.now();
	private readonly memory: EventMemory;

	constructor(
		private readonly context: IWebhookFunctions,
		private readonly settings: PushSettings,
	) {
		this.memory = memoryOf(subjectOf(context));
	}

	/**
	 * Marks the event as taken before anything is awaited; a second delivery waits while the first is being stored.
	 * Executions started from the editor are not de-duplicated: one click listens for one event.
	 */
	async claim(push: ReceivedPush): Promise<'taken' | 'duplicate' | 'undecided'> {
		if (isTest(this.context)) return 'taken';
		const { acknowledge, maxAgeSeconds } = this.settings;
		const response = this.context.getResponseObject();
		const settle = () => {
			// Looked at, not listened to: once WeChat has cut the connection, the response emits no event when n8n answers it.
			if (!response.writableEnded) return 'saving';
			return response.statusCode === 200 ? 'saved' : 'failed';
		};
		for (let waited = 0; ; waited += POLL_MS) {
			const claim = this.memory.claim(eventKey(push), {
				lifetimeMs: lifetimeMs(maxAgeSeconds),
				stored: storedIn(this.staticData()),
				...(acknowledge === 'afterSave' ? { settle } : {}),
			});
			if (claim === 'taken') return 'taken';
			if (claim === 'saved') return 'duplicate';
			if (waited >= PATIENCE_MS) return 'undecided';
			await sleep(POLL_MS);
		}
	}

	/**
	 * Writes into static data what other processes must know, the last thing before n8n goes on. n8n writes all static data
	 * of the workflow, as it was read when the request came in: after a wait that would undo what others have written
	 * since, so then it is left to the next push that need not wait, wanted or not.
	 *
	 * @param push the event that this request took; absent when it took none
	 */
	record(push?: ReceivedPush): void {
		if (isTest(this.context) || Date.now() - this.begun > FRESH_MS) return;
		const staticData = this.staticData();
		const snapshot = this.memory.snapshot({
			key: push && eventKey(push),
			stored: storedIn(staticData),
			maxStored: MAX_STORED_EVENTS,
		});
		if (!snapshot) return;
		// n8n writes it after this call, with After Save only once the execution is stored: a crash leaves nothing behind
		// that would make the next delivery look like a duplicate.
		staticData.recentEvents = snapshot;
		if (push && this.settings.acknowledge === 'afterSave') void markAgain(staticData);
	}

	private staticData(): StaticData {
		return this.context.getWorkflowStaticData('node') as StaticData;
	}
}

/**
 * Before it stores an execution n8n makes a second `Workflow` of the same static data, and that forgets that something
 * has changed (seen on 2.40.7: of a workflow's static data only the very first write was kept). Written once more after
 * that, and long before n8n's several questions to its database are answered, it is kept.
 */
async function markAgain(staticData: StaticData): Promise<void> {
	await sleep(0);
	staticData.recentEvents = [...(staticData.recentEvents ?? [])];
}

function storedIn({ recentEvents }: StaticData): string[] {
	return Array.isArray(recentEvents) ? [...recentEvents] : [];
}

function memoryOf(subject: string): EventMemory {
	let memory = memories.get(subject);
	if (!memory) {
		memory = new EventMemory({ now: Date.now, maxEvents: MAX_EVENTS });
		memories.set(subject, memory);
	}
	return memory;
}
