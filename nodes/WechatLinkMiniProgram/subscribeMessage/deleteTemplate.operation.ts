// Delete subscribe template: it leaves the mini program; consents given to it are worth nothing then.
import type { IDataObject } from 'n8n-workflow';
import { templateField } from '../../shared/fields/template';
import { TEMPLATE_PARAMETERS, requireTemplateId } from '../../shared/messages/template';
import { defineOperation } from '../../shared/run/operation';

interface Parameters {
	templateId: string;
}

export const deleteSubscribeTemplate = defineOperation<Parameters>({
	value: 'deleteTemplate',
	name: 'Delete Template',
	action: 'Delete subscribe template',
	calls: ['/wxaapi/newtmpl/deltemplate'],
	description:
		'Delete a template of the mini program. Added again it has another ID, and people must agree to it anew.',
	onlyOnce: true,
	fields: [templateField('searchSubscribeTemplates', 'The template to delete, by its title or its ID')],

	read: (item) => ({ templateId: requireTemplateId(item, TEMPLATE_PARAMETERS, 'Template') }),

	/** @see docs/wechat/templates.md */
	async run({ templateId }, open): Promise<IDataObject> {
		const api = await open('wechatLinkMiniProgramApi');
		await api.call({
			method: 'POST',
			path: '/wxaapi/newtmpl/deltemplate',
			body: { priTmplId: templateId },
			// The second of two is refused, since the template is gone.
			repeatable: false,
		});
		return { deleted: true, priTmplId: templateId };
	},
});
