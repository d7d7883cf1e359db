// What a person would see of a message that is not sent, and whether its template takes it.
import type { IDataObject } from 'n8n-workflow';
import { fillTemplate, parseTemplateContent } from '../../../wechat/templates/content';
import { FREE } from '../../../wechat/templates/rules';
import { WechatError } from '../call/errors';
import type { TemplateList } from '../lists/templates';
import type { OpenApi } from '../run/operation';
import { NO_SUCH_TEMPLATE, templatesOf } from '../run/templates';
import type { TemplateData } from './template';

const notSent = (message: string, description: string): WechatError =>
	new WechatError({ message, description, fate: 'neverSent' });

/**
 * The text of a message from a template.
 *
 * @param message which template, and its values
 * @param list where WeChat lists the template
 * @param open the node's credentials, of one run
 * @returns `preview`, its title and text; `unknownKeywords` where values have no place in the template
 * @throws WechatError when the account does not have the template, or a keyword of it has no value that it takes
 */
export async function previewOf(
	message: { template_id: string; data: TemplateData },
	list: TemplateList,
	open: OpenApi,
): Promise<IDataObject> {
	const { template_id: id, data } = message;
	const template = (await templatesOf(list, open)).find((one) => one.id === id);
	if (!template) throw notSent(NO_SUCH_TEMPLATE.message, NO_SUCH_TEMPLATE.description);
	const values = Object.fromEntries(Object.entries(data).map(([key, { value }]) => [key, value]));
	const keywords = parseTemplateContent(template.content);
	for (const { key, label, type } of keywords) {
		const choices = template.choices.get(key);
		if (type !== FREE && !Object.hasOwn(values, key))
			throw notSent(
				`The keyword '${key}' (${label}) of the template has no value`,
				'WeChat refuses a message in which a keyword of the template is missing.',
			);
		if (choices && !choices.includes(values[key] ?? ''))
			throw notSent(
				`The value of '${key}' (${label}) is none of those that the template takes`,
				`Use one of ${choices.join(', ')}.`,
			);
	}
	const unknownKeywords = Object.keys(values).filter((name) => !keywords.some(({ key }) => key === name));
	return {
		preview: `${template.title}\n${fillTemplate(template.content, values)}`,
		...(unknownKeywords.length > 0 ? { unknownKeywords } : {}),
	};
}
