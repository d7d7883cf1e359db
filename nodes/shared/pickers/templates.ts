// Choosing a template from the account's own list, and one input per keyword of the chosen template.
import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import { parseTemplateContent } from '../../../wechat/templates/content';
import { WechatApi } from '../api';
import { toNodeError } from '../errors';

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

function listOf(value: unknown): IDataObject[] {
	return Array.isArray(value) ? (value as IDataObject[]) : [];
}

const ofOfficialAccount: FetchTemplates = async (context) => {
	const api = await WechatApi.open(context, 'wechatLinkOfficialAccountApi');
	const path = '/cgi-bin/template/get_all_private_template';
	const answer = await api.call({ method: 'GET', path, repeatable: true });
	return listOf(answer.template_list).map((entry) => ({
		id: String(entry.template_id),
		title: String(entry.title),
		content: String(entry.content ?? ''),
		example: String(entry.example ?? ''),
		choices: new Map(),
	}));
};

const ofMiniProgram: FetchTemplates = async (context) => {
	const api = await WechatApi.open(context, 'wechatLinkMiniProgramApi');
	const answer = await api.call({ method: 'GET', path: '/wxaapi/newtmpl/gettemplate', repeatable: true });
	return listOf(answer.data).map((entry) => ({
		id: String(entry.priTmplId),
		title: String(entry.title),
		content: String(entry.content ?? ''),
		example: String(entry.example ?? ''),
		choices: new Map(
			listOf(entry.keywordEnumValueList).map((row) => [
				String(row.keywordCode).replace(/\.DATA$/, ''),
				Array.isArray(row.enumValueList) ? row.enumValueList.map(String) : [],
			]),
		),
	}));
};

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

export const searchTemplates = search(ofOfficialAccount);
export const searchSubscribeTemplates = search(ofMiniProgram);
export const templateKeywords = keywords(ofOfficialAccount, 'templateId');
export const subscribeTemplateKeywords = keywords(ofMiniProgram, 'templateId');
export const fallbackTemplateKeywords = keywords(ofMiniProgram, 'subscribeTemplateId');
