// The template and its keyword values: what template, subscribe and uniform messages have in common.
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { templateField } from '../fields/template';
import { FieldError, SHAPE, prepareFields } from '../../../wechat/templates/fields';
import type { MessageKind } from '../../../wechat/templates/rules';
import { WechatError } from '../call/errors';
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
		return prepareFields(given, { kind, overlong, timezone: item.timezone }).data;
	} catch (error) {
		const wrong = error instanceof FieldError ? error.fields : [];
		const named = listedInWords(wrong.map((field) => nameOf(field, item.parameter(parameter))));
		const told = error instanceof Error ? error.message : String(error);
		// Who fills in the form is told nothing of JSON.
		const why = byForm ? told.replace(SHAPE, 'Fill in the inputs below the template.') : told;
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
 * WeChat has the message already, and sends it once. 45065: one with this client_msg_id exists, which is what a mass
 * message meets, and may be met here; 40241: the same was sent within 60 seconds (see docs/wechat/messages.md).
 */
const SENT_ALREADY = [45065, 40241];

/** WeChat has the message, reviews it, and then delivers it by itself: sent again, it would be a double (docs/wechat/codes.md). */
const IN_REVIEW = 40252;

/** What WeChat answers to a send, beside 0, when it has the message: none of them is a refusal. */
export const TAKEN = [...SENT_ALREADY, IN_REVIEW];

/** What a send puts out when WeChat took the message. */
export interface Delivered extends IDataObject {
	delivered: true;
	msgid?: string;
	duplicate?: true;
	/** WeChat reviews it first; the event of the delivery tells the end. */
	pending?: true;
}

/** @param answer WeChat's, to a send; 64-bit ids become text */
export function deliveredAs(answer: IDataObject): Delivered {
	const delivered: Delivered = { delivered: true };
	if (SENT_ALREADY.includes(Number(answer.errcode ?? 0))) delivered.duplicate = true;
	if (Number(answer.errcode ?? 0) === IN_REVIEW) delivered.pending = true;
	if (answer.msgid !== undefined) delivered.msgid = String(answer.msgid);
	return delivered;
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
	const mayHaveArrived = error instanceof WechatError && error.mayBeDone;
	if (!explanation?.unreachable || when === 'error' || mayHaveArrived) return await Promise.reject(error);
	return {
		delivered: false,
		reason: explanation.unreachable,
		errcode: explanation.errcode,
		errmsg: explanation.errmsg,
	};
}
