/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// Looks for secrets in whatever n8n has written: each in every form in which it could have been written.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseFlatted } from 'flatted';
import type { SandboxClient } from '../../../sandbox/client';
import { everIssued } from '../../../sandbox/world/issued';
import type { Row } from './sqlite';

export interface Secret {
	/** What it is; said when it is found, in place of the secret itself. */
	name: string;
	value: string;
}

export interface Leak {
	secret: string;
	form: string;
	place: string;
	value: string;
}

/** Those of all accounts, and every token and session key that a sandbox of this process has ever issued. */
export async function everySecret(sandbox: SandboxClient): Promise<Secret[]> {
	const ofAccounts = Object.entries(await sandbox.accounts()).flatMap(
		([account, { appSecret, pushToken, encodingAesKey }]) => [
			{ name: `AppSecret of the ${account}`, value: appSecret },
			{ name: `Push Token of the ${account}`, value: pushToken },
			{ name: `EncodingAESKey of the ${account}`, value: encodingAesKey },
		],
	);
	// A test account has no key, and no token before it is set.
	const set = ofAccounts.filter(({ value }) => value !== '');
	const numbered = (kind: string, values: Iterable<string>) =>
		[...values].map((value, at) => ({ name: `${kind} ${at}`, value }));
	const { tokens, sessionKeys } = everIssued;
	return [...set, ...numbered('access token', tokens), ...numbered('session key', sessionKeys)];
}

/** What was found, without the secret itself, each place once. */
export const told = (leaks: Leak[]): string[] => [
	...new Set(leaks.map(({ secret, form, place }) => `${secret}, ${form}, in ${place}`)),
];

/** The ends of a text betray it too: a message may have been cut. */
const END = 20;
const SHORTEST = 5;

/** Base64 of a longer text that holds this one somewhere: one of three, without what its neighbours decide. */
function base64Inside(text: string): string[] {
	return [0, 1, 2].map((shift) => {
		const coded = Buffer.from(' '.repeat(shift) + text)
			.toString('base64')
			.replaceAll('=', '');
		return coded.slice(Math.ceil((shift * 8) / 6), -2);
	});
}

function formsOf(value: string): Map<string, string> {
	const bytes = Buffer.from(value);
	const forms = new Map<string, string>();
	const add = (form: string, text: string) => {
		if (text.length >= SHORTEST && !forms.has(text)) forms.set(text, form);
	};
	add('as it is', value.length > 2 * END ? value.slice(0, END) : value);
	if (value.length > 2 * END) add('its end', value.slice(-END));
	add('in a URL', encodeURIComponent(value));
	add(
		'in a URL, lower case',
		encodeURIComponent(value).replace(/%../g, (code) => code.toLowerCase()),
	);
	add('twice in a URL', encodeURIComponent(encodeURIComponent(value)));
	add('in JSON', JSON.stringify(value).slice(1, -1).replaceAll('/', '\\/'));
	add(
		'in HTML',
		value.replace(/[+/=]/g, (mark) => `&#x${mark.charCodeAt(0).toString(16).toUpperCase()};`),
	);
	add('in hex', bytes.toString('hex'));
	add('in hex, upper case', bytes.toString('hex').toUpperCase());
	add('in base64url', value.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''));
	for (const inside of base64Inside(value)) {
		add('in base64', inside);
		add('in base64url of base64', inside.replaceAll('+', '-').replaceAll('/', '_'));
	}
	return forms;
}

/** Finds thousands of texts in one pass: by their first four characters, and only then in full. */
export class Search {
	private readonly mayBegin = new Uint8Array(1 << 16);
	private readonly byStart = new Map<string, Array<{ text: string; form: string; secret: Secret }>>();

	constructor(secrets: Secret[]) {
		for (const secret of secrets) {
			if (secret.value.length < SHORTEST) throw new Error(`${secret.name} is too short to be looked for.`);
			for (const [text, form] of formsOf(secret.value)) {
				const start = text.slice(0, 4);
				this.mayBegin[Search.mix(text, 0)] = 1;
				this.byStart.set(start, [...(this.byStart.get(start) ?? []), { text, form, secret }]);
			}
		}
	}

	private static mix(text: string, at: number): number {
		const [a, b] = [
			text.charCodeAt(at) * 31 + text.charCodeAt(at + 1),
			text.charCodeAt(at + 2) * 31 + text.charCodeAt(at + 3),
		];
		return (a * 961 + b) & 0xffff;
	}

	/** @param place where the text stands; said when something is found in it */
	in(place: string, text: string): Leak[] {
		const found: Leak[] = [];
		for (let at = 0; at + SHORTEST <= text.length; at++) {
			if (this.mayBegin[Search.mix(text, at)] === 0) continue;
			for (const { text: wanted, form, secret } of this.byStart.get(text.slice(at, at + 4)) ?? []) {
				if (!text.startsWith(wanted, at)) continue;
				found.push({ secret: secret.name, form, place, value: secret.value });
			}
		}
		return found;
	}
}

/** Everything below a folder but installed packages and the database, which is read as tables. */
export function filesBelow(folder: string): string[] {
	return readdirSync(folder).flatMap((name) => {
		const path = join(folder, name);
		if (statSync(path).isDirectory()) return name === 'node_modules' ? [] : filesBelow(path);
		return [path];
	});
}

/** Bytes as characters, one each: whatever the encoding, ASCII stays itself. */
export const textOf = (file: string) => readFileSync(file, 'latin1');

/** A row as one text: strings as they are, n8n's flatted execution data unfolded. */
export function textOfRow({ table, row }: Row): string {
	const texts: string[] = [];
	const collect = (value: unknown, seen: Set<unknown>) => {
		if (typeof value === 'string') texts.push(value);
		if (typeof value !== 'object' || value === null || seen.has(value)) return;
		seen.add(value);
		for (const [key, entry] of Object.entries(value)) {
			texts.push(key);
			collect(entry, seen);
		}
	};
	collect(row, new Set());
	if (table === 'execution_data') collect(parseFlatted(String(row.data)), new Set());
	return texts.join('\n');
}
