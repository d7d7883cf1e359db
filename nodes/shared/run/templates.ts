// The templates that the items of a run name, as the account has them.
import { NodeOperationError } from 'n8n-workflow';
import type { Template, TemplateList } from '../lists/templates';
import type { Item } from './item';
import type { OpenApi, TemplateChoice } from './operation';

export const NO_SUCH_TEMPLATE = {
	message: 'The account has no template with this ID',
	description:
		'Choose one from the list, or give the ID that the WeChat console shows beside it. A template of another account, or of another kind of message, does not fit.',
};

/** Each list is asked for once in a run, which `open` stands for. */
const listed = new WeakMap<OpenApi, Map<TemplateList, Promise<Template[]>>>();

/**
 * @param list which of the account's lists
 * @param open the credentials of one run
 * @throws WechatError when WeChat does not give the list
 */
export async function templatesOf(list: TemplateList, open: OpenApi): Promise<Template[]> {
	const ofRun = listed.get(open) ?? new Map<TemplateList, Promise<Template[]>>();
	listed.set(open, ofRun);
	const templates = ofRun.get(list) ?? open(list.credential).then(async (api) => await list.list(api));
	ofRun.set(list, templates);
	return await templates;
}

/**
 * Looks for the templates of items that have no values. One that the account does not have is what is wrong then.
 *
 * @param choices where the operation's templates are chosen
 * @param failures the errors, by item
 * @param items all items
 * @param open the credentials; a list that cannot be had changes nothing
 * @returns the errors that are to be told instead, by item
 */
export async function missingTemplates(
	choices: TemplateChoice[],
	failures: Map<number, unknown>,
	items: Item[],
	open: OpenApi,
): Promise<Map<number, NodeOperationError>> {
	const missing = new Map<number, NodeOperationError>();
	for (const [index, error] of failures) {
		// Where a single value is wrong, the parameter has the keyword's name behind it.
		const at = error instanceof NodeOperationError ? String(error.context.parameter) : '';
		const choice = choices.find(({ values }) => values.includes(at));
		const templates = choice && (await templatesOf(choice.list, open).catch(() => undefined));
		const item = items[index];
		if (!choice || !templates || templates.some(({ id }) => id === item.peek(choice.id))) continue;
		missing.set(index, item.refuse(NO_SUCH_TEMPLATE.message, NO_SUCH_TEMPLATE.description, choice.id));
	}
	return missing;
}
