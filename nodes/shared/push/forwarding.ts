// Delivers believed pushes on, byte for byte, to whoever received them before n8n stood at the account's only push URL.
import type { IWebhookFunctions } from 'n8n-workflow';
import { isReply } from '../../../wechat/push/reply';
import type { PushMode } from '../../../wechat/push/account';
import type { ReceivedPush } from '../../../wechat/push/receive';
import { subjectOf } from './answering';
import { EventMemory, lifetimeMs } from './eventMemory';

/** WeChat's own habit: so many tries, each given so long. See docs/wechat/pushes.md. */
const TRIES = 3;
const TRY_MS = 5000;
/** WeChat waits five seconds for a passive reply; this leaves it one. */
const REPLY_MS = 4000;
/** Deliveries under way to one address; beyond it the address is taken for down. */
const MAX_UNDER_WAY = 500;
const MAX_REPLY_LENGTH = 64 * 1024;

const forwarded = new Map<string, EventMemory>();
/** Addresses that did not answer the last time, so that it is logged once. */
const down = new Set<string>();
const underWay = new Map<string, number>();

/** Node's Readable, as n8n gives it. */
interface Stream extends AsyncIterable<Buffer> {
	on(event: 'error', listener: () => void): this;
}

/** A push as it came over the wire. */
export interface WirePush {
	/**
	 * From `eventKey`: a repetition by WeChat is not delivered on again, since each delivery has tries of its own. Of what
	 * the trigger waits for `Claiming` says so, as far as it knows, for all processes; this memory is of one process, and
	 * also of what starts nothing: that is written down nowhere, since writing has its price (see `Claiming`).
	 */
	key: string;
	body: Buffer;
	/** A passive reply has to have the same. */
	format: ReceivedPush['format'];
	/** Whether a passive reply goes back sealed. */
	mode: PushMode;
	/** Below it a signed push is believed, whoever sends it. */
	maxAgeSeconds: number;
}

/**
 * Delivers a push to all addresses, once WeChat has its answer or no longer waits for one. Whether n8n could store its own
 * execution is nothing to them. Never throws, and is not waited for.
 *
 * @param context the webhook call
 * @param push as it came
 * @param addresses from the settings
 */
export function forwardPush(context: IWebhookFunctions, push: WirePush, addresses: readonly string[]): void {
	if (addresses.length === 0) return;
	void whenAnswered(context).then(() => {
		if (!isNew(context, push)) return;
		for (const address of addresses) void deliver(context, push, address);
	});
}

/**
 * Delivers a push to the first address, and waits for what it answers; to the others once WeChat has its answer. Never
 * throws.
 *
 * @returns the passive reply that came within four seconds; undefined when there was none, or none is to be expected
 */
export async function replyOfFirst(
	context: IWebhookFunctions,
	push: WirePush,
	[first, ...others]: readonly string[],
): Promise<string | undefined> {
	if (!isNew(context, push)) return undefined;
	void whenAnswered(context).then(() => {
		for (const address of others) void deliver(context, push, address);
	});
	return await within(REPLY_MS, async () => await deliver(context, push, first));
}

function isNew(context: IWebhookFunctions, { key, maxAgeSeconds }: WirePush): boolean {
	const subject = subjectOf(context);
	let memory = forwarded.get(subject);
	if (!memory) forwarded.set(subject, (memory = new EventMemory({ now: Date.now, maxEvents: 10_000 })));
	return memory.claim(key, { lifetimeMs: lifetimeMs(maxAgeSeconds), stored: [] }) === 'taken';
}

/** However long n8n takes: WeChat hangs up after five seconds. */
async function whenAnswered(context: IWebhookFunctions): Promise<void> {
	const response = context.getResponseObject();
	if (response.writableEnded || response.destroyed) return;
	await new Promise<void>((resolve) => response.once('finish', resolve).once('close', resolve));
}

/** @returns what the address answered, if it was a passive reply */
async function deliver(
	context: IWebhookFunctions,
	push: WirePush,
	address: string,
): Promise<string | undefined> {
	const count = underWay.get(address) ?? 0;
	if (count >= MAX_UNDER_WAY) return note(context, address, false);
	underWay.set(address, count + 1);
	try {
		for (let attempt = 0; attempt < TRIES; attempt++) {
			const answer = await within(TRY_MS, async (over) => await post(context, push, address, over));
			if (answer?.status !== 200) continue;
			note(context, address, true);
			return isReply(answer.body, push) ? answer.body : undefined;
		}
		return note(context, address, false);
	} finally {
		underWay.set(address, (underWay.get(address) ?? 1) - 1);
	}
}

/** Resolves in any case; undefined when no answer came. The connection is closed when the time is over. */
async function post(
	context: IWebhookFunctions,
	{ body }: WirePush,
	address: string,
	over: AbortSignal,
): Promise<{ status: number; body: string } | undefined> {
	const request = context.getRequestObject();
	const url = request.originalUrl;
	const query = url.includes('?') ? url.slice(url.indexOf('?') + 1) : '';
	try {
		const answer = (await context.helpers.httpRequest({
			method: 'POST',
			url: `${address}${address.includes('?') ? '&' : '?'}${query}`,
			headers: { 'content-type': request.headers['content-type'] ?? 'text/xml' },
			body,
			json: false,
			// Whoever takes a push may answer without an end.
			encoding: 'stream',
			// Not n8n's time-out, which begins anew with each byte of an answer.
			abortSignal: over,
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
			returnFullResponse: true,
		})) as { statusCode: number; body: Stream };
		return { status: answer.statusCode, body: await shortText(answer.body) };
	} catch {
		return undefined;
	}
}

/** @returns the whole text; empty where it is longer than any reply, of which the rest is not read then */
async function shortText(stream: Stream): Promise<string> {
	// The time may be over when nobody reads any more.
	stream.on('error', () => undefined);
	const parts: Buffer[] = [];
	let length = 0;
	for await (const part of stream) {
		length += part.length;
		// Leaving the loop closes the connection.
		if (length > MAX_REPLY_LENGTH) return '';
		parts.push(part);
	}
	return Buffer.concat(parts)
		.toString()
		.replace(/^\ufeff/, '');
}

/** Logs when an address stops answering and when it answers again; neither its path nor the push is in the line. */
function note(context: IWebhookFunctions, address: string, isUp: boolean): undefined {
	const subject = `${subjectOf(context)} ${address}`;
	if (isUp !== down.has(subject)) return undefined;
	const { host } = new URL(address);
	const name = context.getNode().name;
	if (isUp) {
		down.delete(subject);
		context.logger.info(`"${name}": ${host} takes forwarded pushes again`);
	} else {
		down.add(subject);
		context.logger.warn(
			`"${name}": ${host} did not take a forwarded push (three tries of five seconds, status 200 expected). Pushes that it misses are not kept. Look whether the address in 'Forward To' answers.`,
		);
	}
	return undefined;
}

/** Unlike n8n's `sleep` this keeps no process alive when the answer came first. */
async function within<T>(ms: number, answer: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
	const signal = AbortSignal.timeout(ms);
	const over = new Promise<undefined>((resolve) =>
		signal.addEventListener('abort', () => resolve(undefined), { once: true }),
	);
	return await Promise.race([answer(signal), over]);
}
