// Which faults meet which calls: drawn by chance, written as rules of the sandbox.
import type { FaultRule } from '../../../sandbox/client';
import type { Chance } from './random';

type Effect = Omit<FaultRule, 'path'>;

const REJECTED = [40001, 40014, 42001];
const GATEWAY_JSON = '{"message":"Forbidden"}';

/** Answers that are right in the end, however they are wrapped. */
const harmless = (chance: Chance): Effect =>
	chance.weighted<Effect>([
		[5, { delayMs: chance.between(1, 15) }],
		[3, { gzip: true }],
		[3, { contentType: chance.pick(['text/html', 'image/jpeg', 'application/octet-stream']) }],
		[1, { gzip: true, contentType: 'text/html', padBytes: 100_000 }],
		[0.15, { padBytes: 3_000_000 }],
		[2, { endToken: chance.pick(['expired', 'revoked']) }],
	]);

/** Nobody knows from the answer what became of the call. */
const silent = (chance: Chance): Effect => {
	const when = chance.pick(['before', 'after'] as const);
	return chance.weighted<Effect>([
		[4, { reset: 'before' }],
		[4, { reset: 'after' }],
		[3, { reset: 'during' }],
		[3, { http: { status: chance.pick([500, 502, 504]) }, when }],
		[1, { http: { status: 200, body: '<html>Please log in</html>' }, when }],
		[
			2,
			{
				http: { status: chance.pick([200, 403, 429]), body: GATEWAY_JSON, contentType: 'application/json' },
				when,
			},
		],
		[3, { truncate: true }],
		[2, { silenceMs: chance.between(5, 40), when }],
	]);
};

/** WeChat itself says no: then it did nothing, also where it says that it is busy. */
const refused = (chance: Chance): Effect =>
	chance.weighted<Effect>([
		[6, { errcode: -1 }],
		[2, { errcode: 45011 }],
		[6, { errcode: REJECTED }],
		[0.6, { errcode: 45009 }],
		[0.3, { errcode: 48001 }],
		[0.3, { errcode: 61004, errmsg: 'access clientip is not registered requestIP: 203.0.113.7' }],
		[0.3, { errcode: 40013, errmsg: 'invalid appid' }],
	]);

export const anyFault = (chance: Chance): Effect =>
	chance.weighted([
		[3, harmless],
		[4, silent],
		[4, refused],
	])(chance);

/**
 * Faults for the first calls of one kind, in their order. Mostly few: the waits of a long row add up to a minute.
 *
 * @param where the path, and a text that tells these calls from others
 */
export function faultsFor(
	chance: Chance,
	where: Pick<FaultRule, 'path' | 'contains'>,
	likely = 0.6,
): FaultRule[] {
	const count = chance.yes(likely)
		? chance.weighted([
				[60, 1],
				[25, 2],
				[10, 3],
				[4, 4],
				[1, 6],
			])
		: 0;
	// The same fault again and again is what wears a retry out.
	const same = chance.yes(0.2) ? anyFault(chance) : undefined;
	return Array.from({ length: count }, () => ({ ...where, ...(same ?? anyFault(chance)) }));
}

/** The token call itself goes wrong, now and then. */
export function tokenFaults(chance: Chance): FaultRule[] {
	if (!chance.yes(0.12)) return [];
	const path = '/cgi-bin/(stable_)?token$';
	const effect = chance.weighted<(c: Chance) => Effect>([
		[3, silent],
		[3, harmless],
		[2, () => ({ errcode: -1 })],
		[0.5, () => ({ errcode: 45009 })],
		[0.5, () => ({ errcode: 45011 })],
	]);
	return Array.from({ length: chance.between(1, 2) }, () => ({ path, skip: 0, ...effect(chance) }));
}

/** A row of faults that hit one call after the other, with calls in between that go well. */
export function inARow(chance: Chance, path: string, faults: Effect[]): FaultRule[] {
	return faults.flatMap((fault) => [
		...(chance.yes(0.5) ? [{ path, times: chance.between(1, 3), delayMs: 1 }] : []),
		{ path, ...fault },
	]);
}

/** Milliseconds that the shipped waits come to, at most: the longest sequences are started first. */
export function patience(faults: FaultRule[]): number {
	const minute = faults.filter(({ errcode }) => errcode === 45011).length;
	return (minute > 0 ? 2_000 * 3 ** Math.min(minute - 1, 3) : 0) + faults.length * 500;
}
