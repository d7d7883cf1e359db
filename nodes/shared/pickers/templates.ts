// Choosing a template from the account's own list, and one input per keyword of the chosen template.
import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import { parseTemplateContent } from '../../../wechat/templates/content';
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

function keywords(fetchTemplates: FetchTemplates, parameter: string) {
	return async function (this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
		const templateId = this.getNodeParameter(parameter, '', { extractValue: true }) as string;
		if (!templateId) return { fields: [] };
		const templates = await shownInEditor(this, async () => await fetchTemplates(this));
		const template = templates.find(({ id }) => id === templateId);
		if (!template) {
			return {
				fields: [],
				emptyFieldsNotice: 'The account has no template with this ID. Choose one from the list.',
			};
		}
		return {
			fields: parseTemplateContent(template.content, template.example).map(
				({ key, label }): ResourceMapperField => {
					const choices = template.choices.get(key);
					return {
						id: key,
						displayName: label && label !== key ? `${label} (${key})` : key,
						required: true,
						defaultMatch: false,
						canBeUsedToMatch: false,
						display: true,
						type: choices ? 'options' : 'string',
						...(choices ? { options: choices.map((value) => ({ name: value, value })) } : {}),
					};
				},
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
