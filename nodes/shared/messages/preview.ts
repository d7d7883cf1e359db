// What a person would see of a message that is not sent, and whether its template takes it.
import type { IDataObject } from 'n8n-workflow';
import { NO_LONGER_SHOWN, fillTemplate, parseTemplateContent } from '../../../wechat/templates/content';
import type { TemplateField } from '../../../wechat/templates/content';
import { FREE } from '../../../wechat/templates/rules';
import { isShownInPart } from '../../../wechat/templates/shown';
import { WechatError } from '../call/errors';
import { OF_TEMPLATE_MESSAGES } from '../lists/templates';
import type { Template, TemplateList } from '../lists/templates';
import type { OpenApi } from '../run/operation';
import { NO_SUCH_TEMPLATE, templatesOf } from '../run/templates';
import { valuesOf } from './template';
import type { TemplateData } from './template';

const notSent = (message: string, description: string): WechatError =>
	new WechatError({ message, description, fate: 'neverSent' });

interface Fault {
	message: string;
	wayOut: string;
}

/** What WeChat would say no to in one keyword's value. */
function faultOf(
	{ key, label, type }: TemplateField,
	{ choices }: Template,
	values: Record<string, string>,
): Fault[] {
	if (type !== FREE && !Object.hasOwn(values, key))
		return [
			{
				message: `The keyword '${key}' (${label}) of the template has no value`,
				wayOut: 'WeChat refuses a message in which a keyword of the template is missing.',
			},
		];
	const choice = choices.get(key);
	if (!choice || choice.includes(values[key] ?? '')) return [];
	return [
		{
			message: `The value of '${key}' (${label}) is none of those that the template takes`,
			wayOut: `Use one of ${choice.join(', ')}.`,
		},
	];
}

/** All of them in one error. */
function faultsTold(faults: Fault[]): WechatError {
	const [{ message, wayOut }] = faults;
	if (faults.length === 1) return notSent(message, wayOut);
	return notSent(
		`${faults.length} values do not fit the template`,
		faults.map((fault) => `${fault.message}. ${fault.wayOut}`).join('\n'),
	);
}

/**
 * The text of a message from a template.
 *
 * @param message which template, and its values
 * @param list where WeChat lists the template
 * @param open the node's credentials, of one run
 * @returns `preview`, its title and text; `shownInPart`, the keywords of whose values a person sees only a part, which
 *   WeChat does not say; `unknownKeywords` where values have no place in the template
 * @throws WechatError when the account does not have the template, or keywords of it have no value that they take; all in one
 */
export async function previewOf(
	message: { template_id: string; data: TemplateData },
	list: TemplateList,
	open: OpenApi,
): Promise<IDataObject> {
	const { template_id: id, data } = message;
	const template = (await templatesOf(list, open)).find((one) => one.id === id);
	if (!template) throw notSent(NO_SUCH_TEMPLATE.message, NO_SUCH_TEMPLATE.description);
	const values = valuesOf(data);
	const keywords = parseTemplateContent(template.content);
	const faults = keywords.flatMap((keyword) => faultOf(keyword, template, values));
	if (faults.length > 0) throw faultsTold(faults);
	const unknownKeywords = Object.keys(values).filter((name) => !keywords.some(({ key }) => key === name));
	const isTemplateMessage = list === OF_TEMPLATE_MESSAGES;
	const shownInPart = keywords
		.map(({ key }) => key)
		.filter(
			(key) => isTemplateMessage && !NO_LONGER_SHOWN.includes(key) && isShownInPart(key, values[key] ?? ''),
		);
	return {
		preview: `${template.title}\n${fillTemplate(template.content, values)}`,
		...(shownInPart.length > 0 ? { shownInPart } : {}),
		...(unknownKeywords.length > 0 ? { unknownKeywords } : {}),
	};
}
