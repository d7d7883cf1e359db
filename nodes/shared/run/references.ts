// Parameters that only point at fields, such as `{{ $json.openid }}`, alone or within text: read without n8n's expression
// engine, which takes about half a millisecond for each of them, longer than sending the message.
//
// This is what the editor writes when a field is dragged into a parameter. Everything else, in the parameter or in the
// data, is left to n8n, so that every value is the one n8n gives; tests let both read the same.
import { isSafeObjectProperty } from 'n8n-workflow';

/** What expressions of one item can point at. */
export interface ItemView {
	/** What they call `$json`. */
	readonly json: unknown;
	/** What they call `$('node').item`. @throws whatever n8n says when there is no such item */
	item(node: string): unknown;
}

/** The answer where only n8n knows the value: a field that is missing, a list, a date, a node that did not run. */
export const LEFT_TO_N8N = Symbol('left to n8n');

/** Reads a parameter for one item. */
export type Reader = (view: ItemView) => unknown;

const QUOTED = String.raw`'[^'"\\{}\p{Cc}\u2028\u2029]*'|"[^'"\\{}\p{Cc}\u2028\u2029]*"`;
const NAME = String.raw`\.[\p{L}_][\p{L}\p{Nd}_]*`;
const INDEX = String.raw`0|[1-9]\d{0,8}`;
const STEP = String.raw`${NAME}|\[(?:${QUOTED}|${INDEX})\]`;
const POINTER = new RegExp(
	String.raw`\{\{\s*(?:\$json|\$\((${QUOTED})\)\.item\.json)((?:${STEP})+)\s*\}\}`,
	'uy',
);
const EACH_STEP = new RegExp(String.raw`\.(?<name>[^.[]+)|\[(?<key>${QUOTED}|${INDEX})\]`, 'gu');

/** Half of an emoji, as cut text has it: n8n's engines do not agree on what becomes of it. */
const HALF_A_CHARACTER = /\p{Surrogate}/u;

const unquoted = (text: string) => text.replace(/^['"]|['"]$/g, '');

/** Names that every object has lead n8n elsewhere than to a field, and some of them it refuses. */
const isFieldName = (key: string) => isSafeObjectProperty(key) && !(key in Object.prototype);

/**
 * A list, or an object as JSON makes it: anything of a class may behave in its own way. Told by the length of the chain
 * of prototypes, since a Code node's objects may come from another world with an `Object` of its own.
 */
function isPlain(value: object): boolean {
	const prototype = prototypeOf(value);
	return Array.isArray(value)
		? prototypeOf(prototypeOf(prototype)) === null
		: prototypeOf(prototype) === null;
}

/** @returns null at the end of the chain, and behind it */
function prototypeOf(value: object | null): object | null {
	return value === null ? null : (Object.getPrototypeOf(value) as object | null);
}

/** One step into a value: what stands there as its own, without a getter running; else n8n's turn. */
function stepInto(value: unknown, key: string): unknown {
	if (typeof value !== 'object' || value === null || !isPlain(value)) return LEFT_TO_N8N;
	if (Array.isArray(value) ? !/^\d+$/.test(key) : !isFieldName(key)) return LEFT_TO_N8N;
	const property = Object.getOwnPropertyDescriptor(value, key);
	return property && 'value' in property ? property.value : LEFT_TO_N8N;
}

function fieldAt(start: unknown, path: string[]): unknown {
	let value = start;
	for (const key of path) {
		value = stepInto(value, key);
		if (value === LEFT_TO_N8N) return value;
	}
	if (typeof value === 'string') return HALF_A_CHARACTER.test(value) ? LEFT_TO_N8N : value;
	return value === null || typeof value === 'boolean' || Number.isFinite(value) ? value : LEFT_TO_N8N;
}

/** An item that a node put out with an error beside its fields: n8n's engines do not agree on what it holds. */
export function hasFailed(item: unknown): boolean {
	return typeof item === 'object' && item !== null && Reflect.get(item, 'error') !== undefined;
}

function pointerOf([, node, steps]: RegExpExecArray): Reader {
	const path = [...steps.matchAll(EACH_STEP)].map(
		({ groups }) => groups?.name ?? unquoted(groups?.key ?? ''),
	);
	if (node === undefined) return ({ json }) => fieldAt(json, path);
	const name = unquoted(node);
	const fromItem = ['json', ...path];
	return (view) => {
		const item = view.item(name);
		return hasFailed(item) ? LEFT_TO_N8N : fieldAt(item, fromItem);
	};
}

/** Texts and pointers, in turn. @returns undefined when it holds anything that is neither */
function partsOf(template: string): Array<string | Reader> | undefined {
	// n8n gives a backslash a meaning, and refuses this word even within text.
	if (/\\|constructor/.test(template) || HALF_A_CHARACTER.test(template)) return undefined;
	const parts: Array<string | Reader> = [];
	for (let at = 0; ;) {
		const opening = template.indexOf('{{', at);
		const text = opening === -1 ? template.slice(at) : template.slice(at, opening);
		if (text !== '') parts.push(text);
		if (opening === -1) return parts;
		POINTER.lastIndex = opening;
		const match = POINTER.exec(template);
		if (!match) return undefined;
		parts.push(pointerOf(match));
		at = POINTER.lastIndex;
	}
}

function templateReader(template: string): Reader | undefined {
	const parts = partsOf(template);
	if (!parts) return undefined;
	const [first] = parts;
	// Alone, a field keeps its type; within text it is text, and nothing where it is null.
	if (parts.length === 1 && typeof first === 'function') return first;
	return (view) => {
		let text = '';
		for (const part of parts) {
			const value = typeof part === 'string' ? part : part(view);
			if (value === LEFT_TO_N8N) return LEFT_TO_N8N;
			text += String(value ?? '');
		}
		return text;
	};
}

function objectReader(raw: object): Reader | undefined {
	const readers: Array<[string, Reader]> = [];
	for (const [key, value] of Object.entries(raw)) {
		const reader = isSafeObjectProperty(key) ? readerOf(value) : undefined;
		if (!reader) return undefined;
		readers.push([key, reader]);
	}
	return (view) => {
		const read = (Array.isArray(raw) ? [] : {}) as Record<string, unknown>;
		for (const [key, reader] of readers) {
			const value = reader(view);
			if (value === LEFT_TO_N8N) return LEFT_TO_N8N;
			read[key] = value;
		}
		return read;
	};
}

/**
 * Makes the reader of a parameter that only points at fields.
 *
 * @param raw the parameter as the workflow holds it, with its expressions
 * @returns undefined when it holds any other expression
 */
export function readerOf(raw: unknown): Reader | undefined {
	if (typeof raw === 'string') return raw.startsWith('=') ? templateReader(raw.slice(1)) : () => raw;
	return typeof raw === 'object' && raw !== null ? objectReader(raw) : () => raw;
}
