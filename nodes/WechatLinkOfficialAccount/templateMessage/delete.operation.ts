// Delete template: it leaves the account; what was sent with it stays with the people.
import type { IDataObject } from 'n8n-workflow';
import { templateField } from '../../shared/fields/template';
import { TEMPLATE_PARAMETERS, requireTemplateId } from '../../shared/messages/template';
import { defineOperation } from '../../shared/run/operation';

interface Parameters {
	templateId: string;
}

export const deleteTemplate = defineOperation<Parameters>({
	value: 'delete',
	name: 'Delete Template',
	action: 'Delete template',
	calls: ['/cgi-bin/template/del_private_template'],
	description: 'Delete a template of the account. Added again it has another ID.',
	onlyOnce: true,
	fields: [templateField('searchTemplates', 'The template to delete, by its title or its ID')],

	read: (item) => ({ templateId: requireTemplateId(item, TEMPLATE_PARAMETERS, 'Template') }),

	/** @see docs/wechat/templates.md */
	async run({ templateId }, open): Promise<IDataObject> {
		const api = await open('wechatLinkOfficialAccountApi');
		await api.call({
			method: 'POST',
			path: '/cgi-bin/template/del_private_template',
			body: { template_id: templateId },
			// The second of two is refused, since the template is gone.
			repeatable: false,
		});
		return { deleted: true, template_id: templateId };
	},
});
