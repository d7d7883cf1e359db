// What the `data` of a template or subscription message must look like, and what the person gets to see of it.
import { WechatRefusal } from '../refusal';
import type { Settings } from '../world/settings';
import { isTemplateMessage, type Template } from '../world/templates';
import { freeValue, isValueAccepted, keyType, legacyValue, mayBeEmpty, withoutEmoji } from '../world/values';

/** Older answers are cut off in the middle of a word. */
const CUT_AT = 48;

/** Pages of the mini program's released version; any other is refused. */
const RELEASED_PAGES = ['pages/index/index', 'pages/order/detail', 'pages/booking/booking'];

/** @param page with or without a query, without a leading slash */
export const isReleasedPage = (page: string) => RELEASED_PAGES.includes(page.split('?')[0]);

function argumentError(key: string, problem: 'invalid' | 'is empty', settings: Settings): WechatRefusal {
	const full = `argument invalid! data.${key}.value ${problem}`;
	const forms = {
		full,
		cut: full.slice(0, CUT_AT),
		dotData: `${key}.DATA ${problem === 'invalid' ? 'is invalid' : problem}`,
	};
	return new WechatRefusal(47003, forms[settings.argumentErrmsg]);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** `{value}` is the only form: a bare value, or data as a JSON text, counts as empty. */
function valueOf(data: unknown, key: string): unknown {
	const field = isObject(data) ? data[key] : undefined;
	return isObject(field) ? field.value : undefined;
}

/** Free keys take anything, and nothing: what is no text is shown as nothing. */
function freeValues(data: unknown, template: Template, settings: Settings): Record<string, string> {
	return Object.fromEntries(
		template.keys.map((key) => {
			const value = valueOf(data, key);
			const isText = typeof value === 'string' || typeof value === 'number';
			return [key, isText ? freeValue(String(value), settings) : ''];
		}),
	);
}

/**
 * @returns the values by key, as the person sees them
 * @throws WechatRefusal 47003 or 40250, see the functions behind it
 */
export function messageValues(data: unknown, template: Template, settings: Settings): Record<string, string> {
	if (template.type === 'free') return freeValues(data, template, settings);
	return template.type === 'legacy' ? legacyValues(data, template) : typedValues(data, template, settings);
}

/**
 * @returns the values by key, as the person sees them
 * @throws WechatRefusal 47003 naming the field, 45168 for a banned word
 */
export function typedValues(data: unknown, template: Template, settings: Settings): Record<string, string> {
	const ofTemplate = isTemplateMessage(template.type);
	return Object.fromEntries(
		template.keys.map((key) => {
			const given = valueOf(data, key);
			const value = mayBeEmpty(key, ofTemplate) ? (given ?? '') : given;
			if (value === undefined || value === null || (value === '' && !mayBeEmpty(key, ofTemplate)))
				throw argumentError(key, 'is empty', settings);
			const options = { isTemplateMessage: ofTemplate, allowed: template.enums[key] };
			if (typeof value !== 'string' || !isValueAccepted(key, value, settings, options)) {
				throw argumentError(key, 'invalid', settings);
			}
			if (settings.bannedWords.some((word) => value.includes(word))) throw new WechatRefusal(45168);
			const losesEmoji = template.account === 'officialAccount' && keyType(key) !== 'symbol';
			return [key, losesEmoji ? withoutEmoji(value) : value];
		}),
	);
}

/**
 * Legacy templates: first and remark are dropped, keywords cut, nothing is refused but a message without any content.
 *
 * @throws WechatRefusal 40250 when no keyword has a value
 */
function legacyValues(data: unknown, template: Template): Record<string, string> {
	const values = template.keys.map((key) => {
		const value = valueOf(data, key);
		const isText = typeof value === 'string' || typeof value === 'number';
		return [key, isText ? legacyValue(String(value)) : ''] as const;
	});
	if (values.every(([, value]) => value === '')) throw new WechatRefusal(40250);
	return Object.fromEntries(values);
}
