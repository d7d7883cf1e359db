/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// What every call goes through, in one place: fault, latency, token, method, body, whitelist, quota, answer, log.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Request, Response } from 'express';
import { WechatRefusal } from '../refusal';
import { masked, maskedBody } from '../world/counters';
import type { Fault } from '../world/faults';
import type { World } from '../world/world';
import type { Caller } from '../worlds';
import { type Answer, bytesOf, cutShort, FileAnswer, isRefusal, makeRid, RawJson, send } from './answer';
import { readJsonBody } from './body';
import type { Call, Endpoint, JsonObject } from './call';
import { checkMethod, checkToken, dailyLimit } from './checks';
import { afterwards, faultyPage } from './faultEffects';

const BODY_LOG_LIMIT = 8_192;
/** A waiting answer must not keep a closed sandbox alive. */
const UNHELD = { ref: false };

async function answerCall(world: World, endpoint: Endpoint, method: string, call: Call): Promise<Answer> {
	if (endpoint.token !== 'none') checkToken(world, endpoint, call);
	checkMethod(endpoint, method);
	if (endpoint.body === 'json') call.body = readJsonBody(call.rawBody, call.contentType, world.settings);
	if (endpoint.token !== 'none') {
		world.quotas.spend(call.account, endpoint.path, dailyLimit(world, endpoint));
	}
	return await endpoint.handle(world, call);
}

function firstValues(query: Request['query']): Record<string, string> {
	return Object.fromEntries(
		Object.entries(query).map(([name, value]) => [name, String(Array.isArray(value) ? value[0] : value)]),
	);
}

function loggedBody({ rawBody, body }: Call): unknown {
	if (rawBody.length === 0) return undefined;
	if (rawBody.length > BODY_LOG_LIMIT) return `(${rawBody.length} bytes)`;
	if (Object.keys(body).length > 0) return maskedBody(body);
	try {
		return maskedBody(JSON.parse(rawBody.toString('utf8')));
	} catch {
		return `(${rawBody.length} bytes that are not JSON)`;
	}
}

/** Endpoints over HTTP, each by its handler; the world is asked for at each call, since a reset replaces it. */
export class Server {
	private readonly busy = new Set<string>();

	constructor(private readonly worldOf: (caller: Caller) => World) {}

	/** @returns Express's handler of one endpoint */
	handler(endpoint: Endpoint) {
		return async (req: Request, res: Response) => await this.serve(endpoint, req, res);
	}

	private async serve(endpoint: Endpoint, req: Request, res: Response) {
		const started = performance.now();
		const call: Call = {
			path: req.path,
			query: firstValues(req.query),
			rawBody: Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0),
			contentType: req.headers['content-type'] ?? '',
			host: req.headers.host ?? '',
			body: {},
			account: 'officialAccount',
			isConcurrent: false,
			tookEffect: false,
		};
		const world = this.worldOf(call);
		const counted = world.counter.begin(call.path);
		const calledAt = world.now();
		const rid = makeRid(calledAt);
		const busyKeys = this.takeBusyKeys(endpoint, call);
		let answered: number | string = 'reset';
		try {
			const fault = world.faults.next(
				call.path,
				() => `${JSON.stringify(call.query)}\n${call.rawBody.toString('utf8')}`,
			);
			const delay = world.settings.latencyMs + (fault?.delayMs ?? 0);
			const busyFor = endpoint.busyKeys ? world.settings.subscribeSendMs : 0;
			if (delay + busyFor > 0) await sleep(delay + busyFor, undefined, UNHELD);
			answered = await this.answer(world, endpoint, req.method, call, fault, rid, res);
		} finally {
			for (const key of busyKeys) this.busy.delete(key);
			world.counter.end(counted, answered);
			world.log.add({
				path: call.path,
				method: req.method,
				query: masked(call.query),
				body: loggedBody(call),
				token: call.token?.label,
				answer: answered,
				tookEffect: call.tookEffect,
				rid,
				time: new Date(calledAt).toISOString(),
				ms: Math.round(performance.now() - started),
			});
		}
	}

	/** @returns the keys to give back: none when the call has to do without */
	private takeBusyKeys(endpoint: Endpoint, call: Call): string[] {
		if (!endpoint.busyKeys) return [];
		let keys: string[];
		try {
			keys = endpoint.busyKeys(JSON.parse(call.rawBody.toString('utf8')) as JsonObject);
		} catch {
			return [];
		}
		call.isConcurrent = keys.some((key) => this.busy.has(key));
		if (call.isConcurrent) return [];
		for (const key of keys) this.busy.add(key);
		return keys;
	}

	/** @returns what is counted: an errcode, or what stood in its place */
	private async answer(
		world: World,
		endpoint: Endpoint,
		method: string,
		call: Call,
		fault: Fault | undefined,
		rid: string,
		res: Response,
	): Promise<number | string> {
		const isStruckFirst = fault?.reset === 'before' || (fault !== undefined && isReplaced(fault));
		let answer: Answer = {};
		if (!isStruckFirst || (fault?.reset !== 'before' && fault?.when === 'after')) {
			answer = await answerCall(world, endpoint, method, call).catch((error: unknown) => {
				if (!(error instanceof WechatRefusal)) throw error;
				return errorAnswer(error, call.path, rid);
			});
			call.tookEffect = !isRefusal(answer);
			answer = faultyPage(world, call, fault?.page, answer);
			if (fault && call.tookEffect) afterwards(world, call, fault, answer);
		}
		if (fault?.reset === 'during') {
			cutShort(res, bytesOf(answer), world.settings.contentType);
			return 'reset';
		}
		if (fault?.reset !== undefined) {
			res.destroy();
			return 'reset';
		}
		if (fault?.silenceMs !== undefined) {
			await sleep(fault.silenceMs, undefined, UNHELD);
			res.destroy();
			return 'silence';
		}
		if (fault?.http) {
			const { status, body, contentType } = fault.http;
			send(res, { status, body: Buffer.from(body), contentType }, fault);
			return `http${status}`;
		}
		if (fault?.errcode !== undefined) {
			const codes = [fault.errcode].flat();
			const errcode = codes.length === 1 ? codes[0] : codes[world.faults.throwDice(codes.length)];
			answer = errorAnswer(new WechatRefusal(errcode, fault.errmsg), call.path, rid);
		}
		if (answer instanceof FileAnswer) {
			const { bytes: body, contentType, fileName } = answer;
			send(res, { status: 200, body, contentType, fileName }, fault);
			return 'file';
		}
		const { contentType } = world.settings;
		send(res, { status: 200, body: bytesOf(answer), contentType }, fault);
		return answer instanceof RawJson ? 0 : Number(answer.errcode ?? 0);
	}
}

/** Is the real answer thrown away? */
const isReplaced = (fault: Fault) =>
	fault.errcode !== undefined || fault.http !== undefined || fault.silenceMs !== undefined;

function errorAnswer(error: WechatRefusal, path: string, rid: string): JsonObject {
	const separator = path.startsWith('/sns/') ? ', rid: ' : ' rid: ';
	return { errcode: error.errcode, errmsg: `${error.message}${separator}${rid}`, ...error.extra };
}
