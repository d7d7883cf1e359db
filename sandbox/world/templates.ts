// The templates of both accounts, as WeChat lists them.
import { createHash } from 'node:crypto';
import seeded from '../templates.json';
import type { AccountName, TemplateType, TemplateView } from '../types';

/**
 * Official accounts may hold 25 template messages, either account 25 subscription templates
 * (docs/wechat/messages.md#template-messages and docs/wechat/templates.md#libraries).
 */
export const TEMPLATE_LIMIT = 25;

/** A line of a template: label, key, example. */
export type TemplateLine = [label: string, key: string, example: string];

export interface Template extends TemplateView {
	account: AccountName;
	industry: string[];
}

export interface SeededTemplate {
	key: string;
	account: string;
	type: string;
	title: string;
	lines: string[][];
	industry?: string[];
	enums?: Record<string, string[]>;
}

/** What accounts have from WeChat's library at the start. */
export const LIBRARY = seeded as SeededTemplate[];

/** @returns whether it is sent by template/send rather than by a subscription call */
export const isTemplateMessage = (type: TemplateType) =>
	type === 'category' || type === 'legacy' || type === 'free';

/** Makes a template in WeChat's own form; its id is 43 characters, as WeChat's are. */
export function makeTemplate(options: {
	seed: number;
	name: string;
	account: AccountName;
	type: TemplateType;
	title: string;
	lines: TemplateLine[];
	industry?: string[];
	enums?: Record<string, string[]>;
}): Template {
	const { seed, name, account, type, title, lines, industry = [], enums = {} } = options;
	const separator = type === 'legacy' ? '：' : ':';
	const body = lines.map(([label, key]) => `${label}${separator}{{${key}.DATA}}\n`).join('');
	const sample = lines.map(([label, , example]) => `${label}${separator}${example}\n`).join('');
	const isLegacy = type === 'legacy';
	return {
		id: createHash('sha256').update(`${seed}/${account}/${name}`).digest('base64url'),
		account,
		type,
		title,
		content: isLegacy ? `{{first.DATA}}\n${body}{{remark.DATA}}` : body,
		example: isLegacy ? `您好\n${sample}感谢您的使用` : sample,
		keys: lines.map(([, key]) => key),
		enums,
		industry,
	};
}

/** A place in the content of a template; WeChat shows nothing for `{{date. DATA}}`. */
const PLACE = /\{\{([^{}]+?)\.DATA\}\}/g;

/** Makes the template that somebody writes by hand on the page of a test account (新增测试模板). */
export function writeTemplate(options: { title: string; content: string; name: string }): Template {
	const { title, content, name } = options;
	return {
		id: createHash('sha256').update(`written by hand/${name}`).digest('base64url'),
		account: 'officialAccount',
		type: 'free',
		title,
		content,
		example: '',
		keys: [...new Set(Array.from(content.matchAll(PLACE), ([, key]) => key))],
		enums: {},
		industry: [],
	};
}

export class Templates {
	private readonly byId = new Map<string, Template>();
	/** What was sent before a deletion stays readable on people's phones. */
	private readonly deleted = new Map<string, Template>();

	constructor(
		readonly seed: number,
		library: SeededTemplate[],
	) {
		for (const { key, account, type, lines, ...rest } of library) {
			this.add(
				makeTemplate({
					...rest,
					seed,
					name: key,
					account: account as AccountName,
					type: type as TemplateType,
					lines: lines as TemplateLine[],
				}),
			);
		}
	}

	/** Adds a template to its account. */
	add(template: Template) {
		this.byId.set(template.id, template);
	}

	/** Deletes a template. Messages that were made from it are still shown by it. */
	delete(id: string) {
		const template = this.byId.get(id);
		if (template) this.deleted.set(id, template);
		this.byId.delete(id);
	}

	/** @returns the templates of an account of one kind, in the order in which they were added */
	list(account: AccountName, kind: 'templateMessage' | 'subscription'): Template[] {
		return [...this.byId.values()].filter(
			(template) =>
				template.account === account && isTemplateMessage(template.type) === (kind === 'templateMessage'),
		);
	}

	get = (id: unknown) => (typeof id === 'string' ? this.byId.get(id) : undefined);

	/** @returns the template that a message was made from, also where the account has deleted it since */
	ofMessage = (id: unknown) => this.get(id) ?? (typeof id === 'string' ? this.deleted.get(id) : undefined);
}
