// Choosing a template from the account's own list, and one input per keyword of the chosen template.
import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import { NO_LONGER_SHOWN, parseTemplateContent } from '../../../wechat/templates/content';
import type { TemplateField } from '../../../wechat/templates/content';
import { CHINESE_NAME_LIMIT, FREE, ruleOf } from '../../../wechat/templates/rules';
import type { MessageKind } from '../../../wechat/templates/rules';
import { WechatApi } from '../call/api';
import { toNodeError } from '../call/errors';
import { OF_NOTIFICATIONS, OF_SUBSCRIBE_MESSAGES, OF_TEMPLATE_MESSAGES } from '../lists/templates';
import type { Template, TemplateList } from '../lists/templates';

/** The account's templates, as the editor's own requests get them. */
async function fetchTemplates(context: ILoadOptionsFunctions, { credential, list }: TemplateList) {
	return await list(await WechatApi.open(context, credential));
}

async function shownInEditor<T>(context: ILoadOptionsFunctions, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}

/** The title; where several have it, with what tells them apart: their keywords, and the start of the ID if need be. */
function nameIn(templates: Template[], { id, title, content }: Template): string {
	const equal = templates.filter((other) => other.title === title);
	if (equal.length < 2) return title;
	const same = equal.filter((other) => other.content === content);
	const labels = parseTemplateContent(content).map(({ label }) => label);
	return `${title} (${[...labels, ...(same.length > 1 ? [id.slice(0, 6)] : [])].join(', ')})`;
}

function search(templateList: TemplateList) {
	return async function (this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
		const templates = await shownInEditor(this, async () => await fetchTemplates(this, templateList));
		const wanted = filter?.trim().toLowerCase() ?? '';
		return {
			results: templates
				.filter(({ id, title }) => title.toLowerCase().includes(wanted) || id.toLowerCase().includes(wanted))
				.map((template) => ({ name: nameIn(templates, template), value: template.id })),
		};
	};
}

const NOT_KNOWN_YET =
	'An expression chooses the template, and what it comes to is not known yet. Run the nodes before this one, or give the values as JSON.';

/** @returns empty when none is chosen, undefined when an expression that chooses it cannot be worked out yet */
function chosenTemplate(context: ILoadOptionsFunctions, parameter: string): string | undefined {
	try {
		return String(context.getNodeParameter(parameter, '', { extractValue: true }) ?? '');
	} catch {
		return undefined;
	}
}

/** Keywords that take listed values only. WeChat lists them with subscription templates, not with those of template messages. */
const LISTED = ['enum_string', 'const'];

/** How long a value may be, as far as a number says it. */
function limitOf(kind: MessageKind, type: string): string {
	const limit = ruleOf(kind, type)?.limit;
	if (limit === undefined) return '';
	return type === 'name' ? `max ${limit}, ${CHINESE_NAME_LIMIT} with Chinese` : `max ${limit}`;
}

/**
 * n8n has no placeholder for these inputs and shows about 24 letters of the label, so what one needs most comes first:
 * what the keyword is, then how long it may be, then its key, which the errors name together with the label.
 */
function labelOf(
	kind: MessageKind,
	{ key, type, label, example }: TemplateField,
	hasChoices: boolean,
): string {
	if (NO_LONGER_SHOWN.includes(key)) return `${key} (no longer shown by WeChat)`;
	const isListed = LISTED.includes(type) && !hasChoices;
	const takes = isListed && example ? `e.g. ${example}` : limitOf(kind, type);
	const known = [takes, key].filter((part) => part !== '' && part !== label);
	return known.length === 0 ? label : `${label} (${known.join(', ')})`;
}

function isRequired(kind: MessageKind, { type }: TemplateField): boolean {
	return type !== FREE && ruleOf(kind, type)?.mayBeEmpty !== true;
}

function inputFor(
	kind: MessageKind,
	field: TemplateField,
	choices: string[] | undefined,
): ResourceMapperField {
	return {
		id: field.key,
		displayName: labelOf(kind, field, choices !== undefined),
		required: isRequired(kind, field),
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
		type: choices ? 'options' : 'string',
		...(choices ? { options: choices.map((value) => ({ name: value, value })) } : {}),
	};
}

function keywords(templateList: TemplateList, parameter: string, kind: MessageKind) {
	return async function (this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
		const templateId = chosenTemplate(this, parameter);
		if (templateId === undefined) return { fields: [], emptyFieldsNotice: NOT_KNOWN_YET };
		if (templateId === '') return { fields: [] };
		const templates = await shownInEditor(this, async () => await fetchTemplates(this, templateList));
		const template = templates.find(({ id }) => id === templateId);
		if (!template) {
			return {
				fields: [],
				emptyFieldsNotice: 'The account has no template with this ID. Choose one from the list.',
			};
		}
		return {
			fields: parseTemplateContent(template.content, template.example).map((field) =>
				inputFor(kind, field, template.choices.get(field.key)),
			),
		};
	};
}

export const searchTemplates = search(OF_TEMPLATE_MESSAGES);
export const searchSubscribeTemplates = search(OF_SUBSCRIBE_MESSAGES);
export const searchNotificationTemplates = search(OF_NOTIFICATIONS);
export const templateKeywords = keywords(OF_TEMPLATE_MESSAGES, 'templateId', 'template');
export const subscribeTemplateKeywords = keywords(OF_SUBSCRIBE_MESSAGES, 'templateId', 'subscription');
export const fallbackTemplateKeywords = keywords(
	OF_SUBSCRIBE_MESSAGES,
	'subscribeTemplateId',
	'subscription',
);
export const notificationTemplateKeywords = keywords(OF_NOTIFICATIONS, 'templateId', 'subscription');
