// Choosing a template from the account's own list, and one input per keyword of the chosen template.
import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import { parseTemplateContent } from '../../../wechat/templates/content';
import type { TemplateField } from '../../../wechat/templates/content';
import { VALUE_RULES } from '../../../wechat/templates/rules';
import { WechatApi } from '../api';
import type { CredentialName } from '../api';
import { toNodeError } from '../errors';
import { choicesOf, listSubscriptionTemplates, listTemplates } from '../templateLists';

/** A template of either account, as both lists come down to. */
interface Template {
	id: string;
	title: string;
	content: string;
	example: string;
	/** Allowed values of enum keywords, by key. */
	choices: Map<string, string[]>;
}

type FetchTemplates = (context: ILoadOptionsFunctions) => Promise<Template[]>;

/** Template messages (模板消息) of an Official Account. */
const ofTemplateMessages: FetchTemplates = async (context) => {
	const api = await WechatApi.open(context, 'wechatLinkOfficialAccountApi');
	return (await listTemplates(api)).map((entry) => ({
		id: String(entry.template_id),
		title: String(entry.title),
		content: String(entry.content ?? ''),
		example: String(entry.example ?? ''),
		choices: new Map(),
	}));
};

/** Subscribe messages (订阅消息) of a mini program, or subscription notifications (订阅通知) of an Official Account. */
const ofSubscriptions =
	(credentialName: CredentialName): FetchTemplates =>
	async (context) => {
		const api = await WechatApi.open(context, credentialName);
		return (await listSubscriptionTemplates(api)).map((entry) => ({
			id: String(entry.priTmplId),
			title: String(entry.title),
			content: String(entry.content ?? ''),
			example: String(entry.example ?? ''),
			choices: choicesOf(entry),
		}));
	};

const ofSubscribeMessages = ofSubscriptions('wechatLinkMiniProgramApi');
const ofNotifications = ofSubscriptions('wechatLinkOfficialAccountApi');

async function shownInEditor<T>(context: ILoadOptionsFunctions, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}

function search(fetchTemplates: FetchTemplates) {
	return async function (this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
		const templates = await shownInEditor(this, async () => await fetchTemplates(this));
		const wanted = filter?.trim().toLowerCase() ?? '';
		return {
			results: templates
				.filter(({ id, title }) => title.toLowerCase().includes(wanted) || id.toLowerCase().includes(wanted))
				.map(({ id, title }) => ({ name: title, value: id })),
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

/** Head and tail of the old templates: they may be left out, and WeChat cuts them off since 2023-05-04. */
const NO_LONGER_SHOWN = ['first', 'remark'];

/**
 * n8n has no placeholder for these inputs and shows about 24 letters of the label, so what one needs most comes first:
 * what the keyword is, then how long it may be, or what it looks like where the length says nothing.
 */
function labelOf({ key, type, label, example }: TemplateField): string {
	if (NO_LONGER_SHOWN.includes(key)) return `${key} (no longer shown by WeChat)`;
	const limit = VALUE_RULES.get(type)?.limit;
	const looks = example ? `e.g. ${example}` : '';
	const rule = limit === undefined ? [looks, key] : [`max ${limit}`, key, looks];
	const known = rule.filter((part) => part !== '' && part !== label);
	return known.length === 0 ? label : `${label} (${known.join(', ')})`;
}

function inputFor(field: TemplateField, choices: string[] | undefined): ResourceMapperField {
	return {
		id: field.key,
		displayName: labelOf(field),
		required: !NO_LONGER_SHOWN.includes(field.key),
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
		type: choices ? 'options' : 'string',
		...(choices ? { options: choices.map((value) => ({ name: value, value })) } : {}),
	};
}

function keywords(fetchTemplates: FetchTemplates, parameter: string) {
	return async function (this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
		const templateId = chosenTemplate(this, parameter);
		if (templateId === undefined) return { fields: [], emptyFieldsNotice: NOT_KNOWN_YET };
		if (templateId === '') return { fields: [] };
		const templates = await shownInEditor(this, async () => await fetchTemplates(this));
		const template = templates.find(({ id }) => id === templateId);
		if (!template) {
			return {
				fields: [],
				emptyFieldsNotice: 'The account has no template with this ID. Choose one from the list.',
			};
		}
		return {
			fields: parseTemplateContent(template.content, template.example).map((field) =>
				inputFor(field, template.choices.get(field.key)),
			),
		};
	};
}

export const searchTemplates = search(ofTemplateMessages);
export const searchSubscribeTemplates = search(ofSubscribeMessages);
export const searchNotificationTemplates = search(ofNotifications);
export const templateKeywords = keywords(ofTemplateMessages, 'templateId');
export const subscribeTemplateKeywords = keywords(ofSubscribeMessages, 'templateId');
export const fallbackTemplateKeywords = keywords(ofSubscribeMessages, 'subscribeTemplateId');
export const notificationTemplateKeywords = keywords(ofNotifications, 'templateId');
