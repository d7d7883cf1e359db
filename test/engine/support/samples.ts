// A value that WeChat takes, for every type of keyword.
import type { IDataObject } from 'n8n-workflow';

const SAMPLES: Record<string, string> = {
	time: '2026-01-31 15:01',
	date: '2026-01-31',
	amount: '¥12.50',
	phone_number: '+86-10-12345678',
	character_string: 'A-42',
	number: '42',
	phrase: '已发货',
	const: '已发货',
	name: '张三',
};

/** The keys of a template, in the order of its text. */
export const keysIn = (content: string): string[] =>
	[...content.matchAll(/\{\{(\w+)\.DATA\}\}/g)].map(([, key]) => key);

/** @param text for things, free keys, and whatever has no form of its own */
export const sampleValues = (keys: string[], text = 'Your order'): IDataObject =>
	Object.fromEntries(keys.map((key) => [key, SAMPLES[key.replace(/\d+$/, '')] ?? text]));
