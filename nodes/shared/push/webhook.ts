// The webhook behind the WeChat triggers: answers WeChat, and hands one item per believed, wanted, new event to n8n.
import { sleep } from 'n8n-workflow';
import type { IDataObject, INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { readPushAccount } from '../../../wechat/push/account';
import type { PushAccount } from '../../../wechat/push/account';
import { eventKey, toPushEvents } from '../../../wechat/push/events';
import type { PushEvent } from '../../../wechat/push/events';
import { checkUrl, receivePush } from '../../../wechat/push/receive';
import type { ReceivedPush } from '../../../wechat/push/receive';
import { refuse } from '../../../wechat/push/refusals';
import type { Refusal } from '../../../wechat/push/refusals';
import {
	encryptReply,
	handOverReply,
	takesHandOver,
	takesReply,
	textReply,
} from '../../../wechat/push/reply';
import type { CredentialName } from '../api';
import { EventMemory } from './eventMemory';
import { ANY_EVENT, readPushOptions } from './options';
import type { PushOptions } from './options';
import { RefusalLog } from './refusalLog';
import { userFields } from './userInfo';
import type { UserFields } from './userInfo';

/** What WeChat takes for "received"; anything else makes it deliver again. */
const RECEIVED = 'success';
const MAX_EVENTS = 10_000;
const MAX_STORED_EVENTS = 200;
const LIFETIME_MS = 10 * 60_000;
/** WeChat cuts the connection after 5 s; a second delivery waits a little less for the first to be stored. */
const PATIENCE_MS = 4500;
/** What the user info may take of the 5 s; most of them are n8n's. */
const USER_PATIENCE_MS = 2000;
const POLL_MS = 50;

/** By the first character of what is answered. */
const REPLY_TYPES: Record<string, string> = { '<': 'application/xml', '{': 'application/json' };

const memories = new Map<string, EventMemory>();
const refusalLog = new RefusalLog({ now: Date.now, quietMs: 60_000 });

/** Of a node's static data; entries as `EventMemory.snapshot` makes them. */
interface StaticData extends IDataObject {
	recentEvents?: string[];
}

/**
 * Answers one request of WeChat.
 *
 * GET is the check of the URL. A POST that is not believed gets 403 and starts nothing. A believed one is answered
 * `success`, also when it is filtered out or was delivered before; only a wanted, new one starts an execution.
 *
 * When it is answered:
 * - `atOnce`: before n8n hears of the event, so always within WeChat's 5 s. A crash of n8n before it has stored the
 *   execution loses the event, since WeChat was told that all is well.
 * - `afterSave`: by n8n itself (the webhook description says with what), once it has stored, and in queue mode
 *   enqueued, the execution. If that fails or n8n dies, WeChat got no `success` and delivers again, three times in all
 *   within about 15 s, and the delivery that comes then is taken, provided n8n is up again by then. The answer also waits for n8n's concurrency limit. n8n 1.x answers
 *   before it stores.
 *
 * One event, one execution: exact within one process (see `EventMemory`). Across several webhook processes, and across
 * a restart, it rests on the node's static data: written at most once a second with the latest 200 events, by
 * whichever process comes last. So two processes can both take the same event when the deliveries are less than about
 * a second apart, and so can n8n before and after a crash that came between storing and answering.
 *
 * The price of that: n8n keeps all static data of a workflow in one place and writes it as a whole. A workflow that
 * saves static data of its own (`$getWorkflowStaticData`) can lose what it saved in the same moment in which an event
 * arrives, and the other way round. Whatever must not be lost belongs into a Data Table or a database.
 *
 * Executions started from the editor are not de-duplicated: one click listens for one event.
 *
 * @param context the webhook call
 * @param credentialName the credential that holds the push settings
 */
export async function answerPush(
	context: IWebhookFunctions,
	credentialName: CredentialName,
): Promise<IWebhookResponseData> {
	const account = await readAccount(context, credentialName);
	if ('ok' in account) return refusePush(context, account);
	const options = readPushOptions(context);
	const query = context.getQueryData() as Record<string, unknown>;
	const request = { account, query, now: Date.now(), maxAgeSeconds: options.maxAgeSeconds };

	if (context.getWebhookName() === 'setup') {
		const check = checkUrl(request);
		return check.ok ? answer(context, 200, check.echostr) : refusePush(context, check);
	}

	const push = receivePush({ ...request, rawBody: await readBody(context) });
	if (!push.ok) return refusePush(context, push);
	const events = toPushEvents(push.message, request.now);
	const [event] = events;
	const isWanted = options.events.has(event.event) || options.events.has(ANY_EVENT);
	const reply = replyTo({ push, event, isWanted, account, options, now: request.now });
	if (!isWanted) return answer(context, 200, reply);

	const claim = await claimEvent(context, push, options);
	if (claim === 'undecided') return answer(context, 503, 'The first delivery is still being stored');
	if (claim === 'duplicate') return answer(context, 200, reply);
	return options.acknowledge === 'afterSave'
		? await startThenAnswer(context, credentialName, events, options)
		: await answerThenStart(context, credentialName, events, options, reply);
}

async function answerThenStart(
	context: IWebhookFunctions,
	credentialName: CredentialName,
	events: PushEvent[],
	options: PushOptions,
	reply: string,
): Promise<IWebhookResponseData> {
	const answered = answer(context, 200, reply);
	const user = options.fetchUserInfo ? await userFields(context, credentialName, events[0].openid) : {};
	return { ...answered, workflowData: [itemsOf(context, events, user)] };
}

async function startThenAnswer(
	context: IWebhookFunctions,
	credentialName: CredentialName,
	events: PushEvent[],
	options: PushOptions,
): Promise<IWebhookResponseData> {
	const user = options.fetchUserInfo
		? await userFields(context, credentialName, events[0].openid, USER_PATIENCE_MS)
		: {};
	// n8n sends the body that the webhook description names, and would call it HTML.
	context.getResponseObject().type('text/plain');
	return { workflowData: [itemsOf(context, events, user)] };
}

function itemsOf(context: IWebhookFunctions, events: PushEvent[], user: UserFields): INodeExecutionData[] {
	return context.helpers.returnJsonArray(events.map(({ raw, ...fields }) => ({ ...fields, ...user, raw })));
}

/** Marks the event as taken before anything is awaited; a second delivery waits while the first is being stored. */
async function claimEvent(
	context: IWebhookFunctions,
	push: ReceivedPush,
	options: PushOptions,
): Promise<'taken' | 'duplicate' | 'undecided'> {
	if (context.getMode() === 'manual') return 'taken';
	const key = eventKey(push);
	const memory = memoryOf(context);
	const staticData = context.getWorkflowStaticData('node') as StaticData;
	const stored = Array.isArray(staticData.recentEvents) ? [...staticData.recentEvents] : [];
	// A signed push can be played again until its time is too old, which may begin as far in the future.
	const lifetimeMs = Math.max(LIFETIME_MS, 2 * options.maxAgeSeconds * 1000);
	const response = context.getResponseObject();
	const settle = () => {
		// Not the events of the response: when WeChat has cut the connection, none tells that n8n has answered.
		if (!response.writableEnded) return 'saving';
		return response.statusCode === 200 ? 'saved' : 'failed';
	};
	for (let waited = 0; ; waited += POLL_MS) {
		const claim = memory.claim(key, {
			lifetimeMs,
			stored,
			...(options.acknowledge === 'afterSave' ? { settle } : {}),
		});
		if (claim === 'saved') return 'duplicate';
		if (claim === 'taken') break;
		if (waited >= PATIENCE_MS) return 'undecided';
		await sleep(POLL_MS);
	}
	const snapshot = memory.snapshot(key, { stored, maxStored: MAX_STORED_EVENTS });
	// n8n writes it after this call, in `afterSave` only once the execution is stored: a crash leaves nothing behind
	// that would make the next delivery look like a duplicate.
	if (snapshot) staticData.recentEvents = snapshot;
	if (snapshot && options.acknowledge === 'afterSave') void markAgain(staticData);
	return 'taken';
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

function memoryOf(context: IWebhookFunctions): EventMemory {
	const name = subjectOf(context);
	let memory = memories.get(name);
	if (!memory) {
		memory = new EventMemory({ now: Date.now, maxEvents: MAX_EVENTS });
		memories.set(name, memory);
	}
	return memory;
}

function subjectOf(context: IWebhookFunctions): string {
	return `${context.getWorkflow().id}/${context.getNode().id}`;
}

async function readAccount(
	context: IWebhookFunctions,
	credentialName: CredentialName,
): Promise<PushAccount | Refusal> {
	try {
		return readPushAccount(await context.getCredentials(credentialName));
	} catch {
		return refuse('noCredential');
	}
}

/** The bytes as they came: n8n's own XML reading changes names and blanks. */
async function readBody(context: IWebhookFunctions): Promise<Buffer> {
	const request = context.getRequestObject();
	try {
		await request.readRawBody();
	} catch {
		// A form upload has been consumed by n8n already: nothing that WeChat sends.
	}
	return request.rawBody ?? Buffer.alloc(0);
}

/** The passive reply, sealed as the push was, or `success` where there is none to give. */
function replyTo(given: {
	push: ReceivedPush;
	event: PushEvent;
	isWanted: boolean;
	account: PushAccount;
	options: PushOptions;
	now: number;
}): string {
	const { push, event, isWanted, account, options, now } = given;
	const { format } = push;
	const to = { openid: event.openid, account: event.account, format, now };
	let reply: string;
	// Human agents take the chat as a whole, so also what the workflow does not want.
	if (options.handOver && takesHandOver(push.message)) reply = handOverReply(to);
	else if (isWanted && options.replyText !== '' && format === 'xml' && takesReply(event.event))
		reply = textReply({ ...to, text: options.replyText });
	else return RECEIVED;
	return push.encrypted ? encryptReply({ account, reply, format, now }) : reply;
}

function answer(context: IWebhookFunctions, status: number, body: string): IWebhookResponseData {
	const type = REPLY_TYPES[body.charAt(0)] ?? 'text/plain';
	context.getResponseObject().status(status).type(type).set('X-Content-Type-Options', 'nosniff').end(body);
	return { noWebhookResponse: true };
}

/** 403 with a reason's name alone: what to do about it is for the log, which the owner of the server reads. */
function refusePush(context: IWebhookFunctions, refusal: Refusal): IWebhookResponseData {
	const { reason, explanation, told } = refusal;
	const unlogged = refusalLog.count(`${subjectOf(context)}/${reason}`);
	if (unlogged !== undefined) {
		context.logger.warn(`WeChat push refused by "${context.getNode().name}": ${explanation}`, {
			reason,
			workflowId: context.getWorkflow().id,
			...(unlogged > 0 ? { unlogged } : {}),
		});
	}
	return answer(context, 403, `refused: ${told}`);
}
