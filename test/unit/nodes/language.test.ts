/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
// The panel speaks English. Chinese stands in it only where the reader must find it by eye in a WeChat console, from one table.
import { resolve } from 'node:path';
import { n8n } from '../../../package.json';
import {
	BINDING_PLACES,
	CONSOLE_WORDS,
	MINI_PROGRAM_PLACES,
	OFFICIAL_ACCOUNT_PLACES,
	TEST_ACCOUNT_PLACES,
} from '../../../wechat/consoles';
import { sourceTexts } from '../../support/sourceTexts';

const root = resolve(__dirname, '../../..');

const HAN = /\p{Script=Han}/u;

/** Every text of a description, however deep. */
function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (Array.isArray(value)) return value.flatMap(textsIn);
	return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : [];
}

interface Described {
	description?: unknown;
}

/** What n8n shows of one class: a node's description, or a credential as a whole. */
async function panelOf(file: string): Promise<string[]> {
	const source = file.replace(/^dist\//, '').replace(/\.js$/, '');
	const classes = (await import(resolve(root, source))) as Record<string, new () => Described>;
	return Object.values(classes).flatMap((Class) => {
		const made = new Class();
		return textsIn(made.description ?? made);
	});
}

const allowed = [
	...[
		OFFICIAL_ACCOUNT_PLACES,
		TEST_ACCOUNT_PLACES,
		MINI_PROGRAM_PLACES,
		BINDING_PLACES,
		CONSOLE_WORDS,
	].flatMap((table) => Object.values<string>(table)),
].sort((one, other) => other.length - one.length);

const without = (text: string): string => allowed.reduce((rest, words) => rest.replaceAll(words, ''), text);

const classes = [...n8n.nodes, ...n8n.credentials];

it.each(classes)('%s shows Chinese only from the table of consoles', async (file) => {
	const texts = await panelOf(file);
	expect(texts.length).toBeGreaterThan(20);
	expect(texts.filter((text) => HAN.test(without(text)))).toEqual([]);
});

/** Where Chinese is what a text is about: the table itself, and values that a keyword takes. */
const ABOUT_CHINESE = ['wechat/consoles.ts', 'wechat/templates/rules.ts'];

it('no text in the sources holds Chinese of its own, in errors and in what is put together neither', () => {
	expect(sourceTexts.length).toBeGreaterThan(2_500);
	const chinese = sourceTexts.filter(({ text }) => HAN.test(text));
	expect([...new Set(chinese.map(({ file }) => file))].sort()).toEqual(ABOUT_CHINESE);
});

it('the number of texts with Chinese stays small', async () => {
	const chinese = (await Promise.all(classes.map(panelOf))).flat().filter((text) => HAN.test(text));
	expect(chinese.length).toBeGreaterThan(0);
	expect(chinese.length).toBeLessThanOrEqual(45);
});
