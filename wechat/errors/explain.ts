// Turns WeChat's errcode and errmsg into a headline and an advice for people, and into what the caller should do.
import { catalogue } from './catalogue';
import type { CatalogueEntry, Kind, Meaning, Retry, Unreachable } from './entry';
import { ruleOf } from '../templates/rules';
import { typeOfKey } from '../templates/values';
import { redact } from './redact';

/** `token`: fetching an access token; `login`: jscode2session; `api`: anything that carries an access token. */
export type CallKind = 'token' | 'login' | 'api';

export interface Explanation {
	/** NaN when WeChat's answer held nothing that can be read as a number. */
	errcode: number;
	/** The catalogue's identifier, `unknown` for a code that is not in it. */
	name: string;
	/** WeChat's own text, without anything that looks like a secret. */
	errmsg: string;
	headline: string;
	/** What to do, then the errcode and the rid in brackets. */
	description: string;
	retry: Retry;
	refreshesToken: boolean;
	/** What the answer is about: the item, the person, the interface or the account. */
	kind: Kind;
	/** WeChat has the message: it reviews it first, or it had it before. */
	accepted?: 'pending' | 'duplicate';
	unreachable?: Unreachable;
	/** WeChat's trace id, for its support. */
	rid?: string;
	/** The address WeChat saw, as the whitelist wants it. */
	ip?: string;
	/** The template field that errcode 47003 complains about. */
	field?: string;
}

let byCode: Map<number, CatalogueEntry> | undefined;

function entryOf(errcode: number): CatalogueEntry | undefined {
	byCode ??= new Map(catalogue().map((entry) => [entry.code, entry]));
	return byCode.get(errcode);
}

const ERRMSG_SHOWN = 300;

/** Codes arrive as numbers, as text and as number objects of lossless JSON readers. */
function readErrcode(errcode: unknown): number {
	const text = String(errcode ?? '').trim();
	return /^[+-]?\d+(\.0+)?$/.test(text) ? Number(text) : NaN;
}

function readRid(errmsg: string): string | undefined {
	const found =
		/\brid:\s*([0-9A-Za-z-]{1,64})/.exec(errmsg) ??
		/\breq_id:\s*([0-9A-Za-z_-]{1,64})/.exec(errmsg) ??
		/\bhints?:\s*\[\s*([^\]\s]{1,64})\s*\]/.exec(errmsg);
	const rid = found?.[1];
	return rid !== undefined && redact(rid) === rid ? rid : undefined;
}

function readIp(errmsg: string): string | undefined {
	const found = /(?:invalid ip|requestIP:)\s*([0-9a-fA-F.:]+)/i.exec(errmsg)?.[1].replace(/\.+$/, '');
	if (found === undefined || !/[.:]/.test(found)) return undefined;
	return found.replace(/^::ffff:(?=\d+\.)/i, '');
}

function readField(errmsg: string): string | undefined {
	return (/data\.([A-Za-z0-9_]+)\.value/.exec(errmsg) ?? /([A-Za-z0-9_]+)\.DATA/.exec(errmsg))?.[1];
}

const UNKNOWN: Meaning = {
	cause: 'WeChat refused the call for a reason this package does not know',
	fix: 'WeChat says: {errmsg}.',
	retry: 'no',
};

function meaningFor(entry: CatalogueEntry, call: CallKind, path: string): Meaning {
	const onPath = Object.entries(entry.onPath ?? {}).find(([start]) => path.startsWith(start))?.[1];
	return { ...entry, ...(call === 'api' ? undefined : entry.onTokenCall), ...onPath };
}

/** What the field takes, as far as its name says it. */
function rulesOf(field: string): string {
	const type = typeOfKey(field);
	if (type === 'enum_string') return ' (only the values that the template lists fit)';
	const rule = ruleOf('subscription', type);
	return rule === undefined ? '' : ` (${type}: ${rule.takes})`;
}

function fill(text: string, values: { ip: string; field: string; errmsg: string }): string {
	return text.replace(/\{(ip|field|errmsg)\}/g, (_all, name: keyof typeof values) => values[name]);
}

/**
 * Explains one answer of WeChat. Texts never contain a token or a secret, also when `errmsg` does.
 *
 * @param answer.errcode as WeChat sent it: number or text
 * @param answer.errmsg as WeChat sent it; read for the rid, the IP and the template field
 * @param answer.call what kind of call was made; `api` when not given
 * @param answer.path path of the call, such as `/cgi-bin/message/custom/send`: some codes mean something else there
 * @returns texts for people and what the caller should do. `refreshesToken` is only ever true for `api` calls.
 * @see docs/wechat/codes.md
 */
export function explain(answer: {
	errcode: unknown;
	errmsg?: unknown;
	call?: CallKind;
	path?: string;
}): Explanation {
	const { call = 'api', path = '' } = answer;
	const errcode = readErrcode(answer.errcode);
	const errmsg = typeof answer.errmsg === 'string' ? answer.errmsg : '';
	const entry = entryOf(errcode);
	const meaning = entry ? meaningFor(entry, call, path) : UNKNOWN;

	const rid = readRid(errmsg);
	const ip = readIp(errmsg);
	const field = errcode === 47003 ? readField(errmsg) : undefined;

	const said = redact(errmsg).trim().slice(0, ERRMSG_SHOWN);
	const fix = fill(meaning.fix, {
		ip: ip ?? "this server's public IP address",
		field: field ? `"${field}"${rulesOf(field)}` : 'the field',
		errmsg: said || 'nothing more',
	});
	const kind = meaning.kind ?? (meaning.unreachable ? 'person' : 'item');
	const shownCode = Number.isNaN(errcode) ? 'no errcode' : `errcode ${errcode}`;
	const reference = rid === undefined ? shownCode : `${shownCode}, rid ${rid}`;

	return {
		errcode,
		name: entry?.name ?? 'unknown',
		errmsg: redact(errmsg),
		headline: meaning.cause,
		description: `${fix} (${reference})`,
		retry: meaning.retry,
		refreshesToken: call === 'api' && meaning.refreshesToken === true,
		kind,
		...(meaning.accepted && { accepted: meaning.accepted }),
		...(meaning.unreachable && { unreachable: meaning.unreachable }),
		...(rid !== undefined && { rid }),
		...(ip !== undefined && { ip }),
		...(field !== undefined && { field }),
	};
}
