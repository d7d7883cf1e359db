// The template and its keyword values: what template, subscribe and uniform messages have in common.
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { templateField } from '../fields/template';
import { FieldError, SHAPE, prepareFields } from '../../../wechat/templates/fields';
import type { MessageKind } from '../../../wechat/templates/rules';
import type { TemplateList } from '../lists/templates';
import type { Item } from '../run/item';
import type { TemplateChoice } from '../run/operation';

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
 * Where a message's template is chosen and filled in.
 *
 * @param names the parameter names
 * @param list where WeChat lists it
 */
export const templateChoice = (names: TemplateParameterNames, list: TemplateList): TemplateChoice => ({
	list,
	id: names.templateId,
	values: [names.fields, names.fieldsJson],
});

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
		templateField(search, description, { label, name: names.templateId, required }),
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
					noFieldsError: `Choose a template above first. Its keywords are then shown here. If an expression chooses it, run the nodes before this one, or set '${valuesLabel} Entry' to JSON.`,
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
			// n8n's editor for JSON shows no placeholder.
			hint: 'e.g. {"thing1": "Pick up your order", "time2": "2026-01-31 15:01"}',
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
 * @param kind whose table of limits counts
 * @throws NodeOperationError naming each field that does not fit, its limit and the way out
 */
export function readTemplateData(item: Item, names: TemplateParameterNames, kind: MessageKind): TemplateData {
	const byForm = item.parameter(names.fieldsMode) === 'form';
	const parameter = byForm ? names.fields : names.fieldsJson;
	const given = byForm
		? (item.parameter(parameter) as IDataObject | undefined)?.value
		: item.parameter(parameter);
	const overlong = item.option<'error' | 'truncate'>('overlong', 'error');
	try {
		const { data, isInZone } = prepareFields(given, { kind, overlong, timezone: item.timezone });
		item.isInZone ||= isInZone;
		return data;
	} catch (error) {
		const wrong = error instanceof FieldError ? error.fields : [];
		const named = listedInWords(wrong.map((field) => nameOf(field, item.parameter(parameter))));
		const message = error instanceof Error ? error.message : String(error);
		// Who fills in the form is told nothing of JSON.
		const why = byForm ? message.replace(SHAPE, 'Fill in the inputs below the template.') : message;
		throw item.refuse(
			wrong.length === 0
				? `The parameter '${names.valuesLabel}' cannot be sent`
				: `The ${wrong.length === 1 ? 'value' : 'values'} of ${named} in '${names.valuesLabel}' cannot be sent`,
			why,
			wrong.length === 0 ? parameter : `${parameter}.${wrong[0]}`,
		);
	}
}

/** `a`, `a and b`, `a, b and c`. */
const listedInWords = (parts: string[]): string =>
	parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`;

/** A keyword as the template calls it: its key, and in the form also the label that stands there. */
function nameOf(field: string, form: unknown): string {
	const schema = (form as { schema?: unknown } | undefined)?.schema;
	const inputs = Array.isArray(schema) ? (schema as Array<{ id?: unknown; displayName?: unknown }>) : [];
	const shown = String(inputs.find(({ id }) => id === field)?.displayName ?? '');
	// `label (max 20, thing1)`; a key may have parentheses of its own.
	const before = shown.endsWith(`${field})`) ? shown.slice(0, -field.length - 1) : '';
	const label = before.slice(0, Math.max(before.lastIndexOf(' ('), 0));
	return label === '' ? `"${field}"` : `"${field}" (${label})`;
}

/** The values of a message as they were written, by keyword: what an output item shows of it under `data`. */
export const valuesOf = (data: TemplateData): Record<string, string> =>
	Object.fromEntries(Object.entries(data).map(([key, { value }]) => [key, value]));

/** The chosen template's ID, from its list or ID field. */
export function requireTemplateId(item: Item, names: TemplateParameterNames, label: string): string {
	const wayOut = `Choose one from the list, or give the ID that the WeChat console shows beside it.`;
	return item.requiredText(names.templateId, label, wayOut);
}
