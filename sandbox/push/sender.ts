/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// Delivers pushes as WeChat does, and again when they are not answered as they should be: see docs/wechat/pushes.md.
import { Agent } from 'node:http';
import axios, { AxiosError } from 'axios';
import pLimit from 'p-limit';
import { pushSignature } from '../../wechat/push/signature';
import type {
	Account,
	AccountName,
	Delivery,
	PushLogEntry,
	PushResult,
	PushTarget,
	RawPushResult,
} from '../types';
import { jsonBody, type PushMessage, xmlBody } from './body';
import { type Envelope, makeNonce, sealPush } from './envelope';
import { isPassiveReply } from './reply';

const LOG_LIMIT = 5_000;

/** Deliveries in all when there is no answer within five seconds, and when the status is another than 200. */
const DELIVERIES = { unanswered: 3, wrongStatus: 4 };

// A kept-alive connection may die between two pushes, which would look like a refused delivery.
const http = axios.create({
	proxy: false,
	maxRedirects: 0,
	httpAgent: new Agent({ keepAlive: false }),
	validateStatus: () => true,
	responseType: 'text',
	transformResponse: (body: string) => body,
	maxContentLength: 5_000_000,
});

/** One HTTP request to the user's server; never throws. */
export async function deliver(options: {
	url: string;
	method: 'GET' | 'POST';
	query: Record<string, string>;
	body?: string;
	headers?: Record<string, string>;
	timeoutMs: number;
}): Promise<Delivery> {
	const started = performance.now();
	const ms = () => Math.round(performance.now() - started);
	try {
		const { status, data } = await http.request<string>({
			url: options.url,
			method: options.method,
			params: options.query,
			data: options.body,
			headers: { 'User-Agent': 'Mozilla/4.0', ...options.headers },
			timeout: options.timeoutMs,
			signal: AbortSignal.timeout(options.timeoutMs),
		});
		return { status, body: String(data), ms: ms() };
	} catch (error) {
		const text = error instanceof AxiosError ? (error.code ?? error.message) : String(error);
		const isTimeout = text === 'ECONNABORTED' || text === 'ERR_CANCELED';
		return { status: 0, body: '', ms: ms(), error: isTimeout ? 'no answer in time' : text };
	}
}

export interface PushJob {
	account: AccountName;
	openid: string;
	message: PushMessage;
	/** Handles a passive reply (被动回复) to this push. */
	onReply?: (body: string) => boolean;
}

/** How pushes go out: the settings of the sandbox that are read here. */
interface PushSettings {
	/** How long WeChat waits for an answer; five seconds, unless a test has less patience. */
	pushTimeoutMs: number;
	/** Pushes under way at the same time. */
	pushConcurrency: number;
	/** Are repeated deliveries the same to the byte, or signed and sealed anew? */
	retrySignature: 'same' | 'new';
}

/** Where the pushes of both accounts go, and what became of each. */
export class PushSender {
	private readonly targets = new Map<AccountName, PushTarget>();
	private readonly log: PushLogEntry[] = [];
	private limit?: { size: number; run: ReturnType<typeof pLimit> };
	private isClosed = false;

	constructor(
		private readonly accounts: Record<AccountName, Account>,
		private readonly settings: () => PushSettings,
		/** Milliseconds of the real clock: receivers compare the timestamp with their own. */
		private readonly now: () => number,
	) {}

	/** Nothing more is pushed. */
	close() {
		this.isClosed = true;
	}

	entries = (): PushLogEntry[] => this.log;
	target = (account: AccountName) => this.targets.get(account);
	isOn = (account: AccountName) => this.targets.get(account)?.enabled === true;
	seconds = () => Math.floor(this.now() / 1000);

	/** Sets the push URL as the console does: WeChat asks it to echo, and refuses a URL that does not. */
	async setTarget(account: AccountName, target: PushTarget): Promise<RawPushResult & { ok: boolean }> {
		if (!target.enabled) {
			this.targets.set(account, target);
			return { ok: true, status: 0, body: '' };
		}
		const [timestamp, nonce, echostr] = [String(this.seconds()), makeNonce(), `${makeNonce()}${makeNonce()}`];
		const signature = pushSignature(this.accounts[account].pushToken, timestamp, nonce);
		const { status, body, error } = await deliver({
			url: target.url,
			method: 'GET',
			query: { signature, timestamp, nonce, echostr },
			timeoutMs: this.settings().pushTimeoutMs,
		});
		const ok = status === 200 && body === echostr;
		if (ok) this.targets.set(account, target);
		return { ok, status, body, error };
	}

	/** @returns once the push was acknowledged or given up; at once, without deliveries, when no URL is set */
	async send(job: PushJob): Promise<PushResult> {
		if (!this.isOn(job.account)) return { deliveries: [], acknowledged: false };
		const { pushConcurrency } = this.settings();
		if (this.limit?.size !== pushConcurrency) {
			this.limit = { size: pushConcurrency, run: pLimit(pushConcurrency) };
		}
		return await this.limit.run(async () => await this.deliverAll(job));
	}

	private async deliverAll(job: PushJob): Promise<PushResult> {
		const target = this.targets.get(job.account);
		const deliveries: Delivery[] = [];
		if (!target || this.isClosed) return { deliveries, acknowledged: false };
		const message = target.format === 'json' ? jsonBody(job.message) : xmlBody(job.message);
		const entry: PushLogEntry = {
			account: job.account,
			event: String(job.message.fields.Event ?? job.message.fields.MsgType),
			openid: job.openid,
			message,
			deliveries,
			acknowledged: false,
			time: new Date(this.now()).toISOString(),
		};
		this.log.push(entry);
		if (this.log.length > LOG_LIMIT) this.log.splice(0, LOG_LIMIT / 10);
		let envelope: Envelope | undefined;
		const { retrySignature, pushTimeoutMs } = this.settings();
		while (!this.isClosed) {
			if (!envelope || retrySignature === 'new') envelope = this.seal(job, target, message);
			const delivery = await deliver({
				url: target.url,
				method: 'POST',
				query: envelope.query,
				body: envelope.body,
				headers: { 'Content-Type': envelope.contentType },
				timeoutMs: pushTimeoutMs,
			});
			deliveries.push(delivery);
			entry.acknowledged = this.isAcknowledged(job, delivery);
			// A reply that cannot be used is shown to the person as a fault of the account, and not asked for again.
			if (delivery.status === 200) break;
			const most = delivery.status === 0 ? DELIVERIES.unanswered : DELIVERIES.wrongStatus;
			if (deliveries.length >= most) break;
		}
		return { deliveries, acknowledged: entry.acknowledged };
	}

	private seal(job: PushJob, target: PushTarget, message: string): Envelope {
		return sealPush({
			account: this.accounts[job.account],
			mode: target.mode,
			message,
			openid: job.openid,
			seconds: this.seconds(),
		});
	}

	private isAcknowledged(job: PushJob, { status, body }: Delivery): boolean {
		if (status !== 200) return false;
		if (body === '' || body === 'success') return true;
		return isPassiveReply(body) && (job.onReply?.(body) ?? false);
	}
}
