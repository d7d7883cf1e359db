// The template and its keyword values: what template, subscribe and uniform messages have in common.
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { FieldError, prepareFields } from '../../wechat/templates/fields';
import { WechatError } from './errors';
import type { Item } from './item';

export type TemplateData = Record<string, { value: string }>;

/** The names under which one message's template parameters stand in the node. */
export interface TemplateParameterNames {
	templateId: string;
	fieldsMode: string;
	fields: string;
	fieldsJson: string;
	/** What the panel calls the values. */
	valuesLabel: string;
}

export const TEMPLATE_PARAMETERS: TemplateParameterNames = {
	templateId: 'templateId',
	fieldsMode: 'fieldsMode',
	fields: 'fields',
	fieldsJson: 'fieldsJson',
	valuesLabel: 'Template Values',
};

/**
 * The fields with which a template is chosen and filled in.
 *
 * @param texts.names the parameter names
 * @param texts.label what the template is called here
 * @param texts.search the list search that offers the account's templates
 * @param texts.mapper the resource mapper method that offers the template's keywords
 * @param texts.description what it is and where to find it
 */
export function templateFields(texts: {
	names: TemplateParameterNames;
	label: string;
	search: string;
	mapper: string;
	description: string;
	required: boolean;
}): INodeProperties[] {
	const { names, label, search, mapper, description, required } = texts;
	const { valuesLabel } = names;
	return [
		{
			displayName: label,
			name: names.templateId,
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			required,
			description,
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					typeOptions: { searchListMethod: search, searchable: true },
				},
				{
					displayName: 'By ID',
					name: 'id',
					type: 'string',
					placeholder: 'e.g. ngqIpbwh8bUfcSsECmogfXcV14J0tQlEpBO27izEYtY',
				},
			],
		},
		{
			displayName: `${valuesLabel} Entry`,
			name: names.fieldsMode,
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'One Input per Keyword',
					value: 'form',
					description: 'The template decides which inputs are shown',
				},
				{ name: 'JSON', value: 'json', description: 'For a template that is chosen by an expression' },
			],
			default: 'form',
			description: 'How the values of the template are given',
		},
		{
			displayName: valuesLabel,
			name: names.fields,
			type: 'resourceMapper',
			noDataExpression: true,
			default: { mappingMode: 'defineBelow', value: null },
			required: true,
			typeOptions: {
				loadOptionsDependsOn: [`${names.templateId}.value`],
				resourceMapper: {
					resourceMapperMethod: mapper,
					mode: 'add',
					addAllFields: true,
					supportAutoMap: false,
					valuesLabel,
					fieldWords: { singular: 'keyword', plural: 'keywords' },
					noFieldsError: `Choose a template above first. Its keywords are then shown here. If an expression chooses it, run the nodes before this one, or set "${valuesLabel} Entry" to JSON.`,
				},
			},
			displayOptions: { show: { [names.fieldsMode]: ['form'] } },
			description: 'The value of each keyword of the template',
		},
		{
			displayName: `${valuesLabel} (JSON)`,
			name: names.fieldsJson,
			type: 'json',
			default: '{}',
			placeholder: '{ "thing1": "Pick up your order", "time2": "2026-01-31 15:01" }',
			displayOptions: { show: { [names.fieldsMode]: ['json'] } },
			description:
				'The value of each keyword, by its key in the template content: {"thing1": "value"} or {"thing1": {"value": "value"}}',
		},
	];
}

/**
 * Reads and checks the values of a template.
 *
 * @param item the input item
 * @param names the parameter names
 * @throws NodeOperationError naming the field, its limit and the way out
 */
export function readTemplateData(item: Item, names: TemplateParameterNames): TemplateData {
	const byForm = item.parameter(names.fieldsMode) === 'form';
	const parameter = byForm ? names.fields : names.fieldsJson;
	const given = byForm
		? (item.parameter(parameter) as IDataObject | undefined)?.value
		: item.parameter(parameter);
	const overlong = item.option<'error' | 'truncate'>('overlong', 'error');
	try {
		return prepareFields(given, { overlong, timezone: item.timezone }).data;
	} catch (error) {
		const field = error instanceof FieldError ? error.field : undefined;
		const why = error instanceof Error ? error.message : String(error);
		throw item.refuse(
			field === undefined
				? `The parameter "${names.valuesLabel}" cannot be sent`
				: `The value of "${field}" in "${names.valuesLabel}" cannot be sent`,
			why,
			field === undefined ? parameter : `${parameter}.${field}`,
		);
	}
}

/** The chosen template's ID, from its list or ID field. */
export function requireTemplateId(item: Item, names: TemplateParameterNames, label: string): string {
	const wayOut = `Choose one from the list, or give the ID that the WeChat console shows beside it.`;
	return item.requiredText(names.templateId, label, wayOut);
}

/** `options.unreachable`: what becomes of a person who cannot be reached. */
export type WhenUnreachable = 'output' | 'error';

/** A person who cannot be reached: an outcome, not a fault. */
export interface Unreachable extends IDataObject {
	delivered: false;
	reason: string;
	errcode?: number;
	errmsg?: string;
}

/**
 * Turns WeChat's refusal into an outcome where the person, and not the call, is the reason.
 *
 * @param error what the send threw
 * @param when `error` leaves it an error all the same
 * @throws the error itself when it is anything else
 */
export async function asUnreachable(error: unknown, when: WhenUnreachable): Promise<Unreachable> {
	const explanation = error instanceof WechatError ? error.explanation : undefined;
	// After a try of unknown fate the message may have arrived all the same: no reason to try another channel.
	const mayHaveArrived = error instanceof WechatError && error.fateUnknown;
	if (!explanation?.unreachable || when === 'error' || mayHaveArrived) return await Promise.reject(error);
	return {
		delivered: false,
		reason: explanation.unreachable,
		errcode: explanation.errcode,
		errmsg: explanation.errmsg,
	};
}
