// Add template: one of WeChat's category library becomes a template of the account.
import type { IDataObject } from 'n8n-workflow';
import { listOfTexts } from '../../shared/fields/texts';
import { defineOperation } from '../../shared/run/operation';

interface Parameters {
	short: string;
	keywords: string[];
}

export const addTemplate = defineOperation<Parameters>({
	value: 'add',
	name: 'Add Template',
	action: 'Add template',
	calls: ['/cgi-bin/template/api_add_template'],
	description: "Add a template from WeChat's library to the account, which may have 25",
	onlyOnce: true,
	fields: [
		{
			displayName: 'Template Number',
			name: 'templateIdShort',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 43216',
			description:
				"The number of the template in the library (template_id_short), as the console's library shows it",
		},
		{
			displayName: 'Keywords',
			name: 'keywords',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Order number, Amount',
			description:
				'The names of the keywords to take, in their order, separated by commas; they must be written as the library writes them',
		},
	],

	read(item) {
		const short = item.requiredText(
			'templateIdShort',
			'Template Number',
			"Give the number that the console's template library shows.",
		);
		const keywords = listOfTexts(item.parameter('keywords'));
		if (keywords.length > 0) return { short, keywords };
		throw item.refuse(
			"The parameter 'Keywords' is empty",
			'Give the names of the keywords, separated by commas, as the template library shows them.',
			'keywords',
		);
	},

	/** @see docs/wechat/templates.md */
	async run({ short, keywords }, open): Promise<IDataObject> {
		const api = await open('wechatLinkOfficialAccountApi');
		const answer = await api.call({
			method: 'POST',
			path: '/cgi-bin/template/api_add_template',
			body: { template_id_short: short, keyword_name_list: keywords },
			// The second of two adds the template once more, and takes another of the 25 places.
			repeatable: false,
			returns: ['template_id'],
		});
		return { template_id: answer.template_id, template_id_short: short, keyword_name_list: keywords };
	},
});
