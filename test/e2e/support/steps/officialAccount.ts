// The steps of the Official Account: for each operation its parameters and the first item that it puts out. They run as one
// workflow, in this order, so a step may use what an earlier one put out.
import { commonSteps } from './common';
import { byId, count, from, listed, msgid, reminder, subscription, text, threeValues, written } from './step';
import type { OperationStep } from './step';
import type { StepData } from './stepData';

export function officialAccountSteps({
	accounts,
	person,
	templates,
	notification,
	spare,
	webCode,
	old,
	oneTimeTemplateId,
	rids,
}: StepData): OperationStep[] {
	const openid = person.officialAccountOpenid;
	const tagId = byId(from('tag.create', 'id'));
	const tagged = { openid, tagid: count, success: true };
	return [
		{
			name: 'follower.get',
			parameters: { openid },
			expected: expect.objectContaining({ openid, subscribe: 1, unionid: person.unionid }),
		},
		{
			name: 'follower.getAll',
			parameters: { returnAll: false, limit: 5 },
			expected: expect.objectContaining({ openid: text, subscribe: 1 }),
		},
		{
			name: 'follower.updateRemark',
			parameters: { openid, remark: '上海张三' },
			expected: { openid, remark: '上海张三', success: true },
		},
		{ name: 'tag.create', parameters: { name: '测试' }, expected: { id: count, name: '测试' } },
		{
			name: 'tag.update',
			parameters: { tagId, name: 'Renamed' },
			expected: { id: count, name: 'Renamed', success: true },
		},
		{ name: 'tag.getAll', parameters: { returnAll: true }, expected: { id: count, name: text, count } },
		{ name: 'follower.addTag', parameters: { openid, tagId }, expected: tagged },
		{
			name: 'follower.getTags',
			parameters: { openid },
			expected: { openid, tagid_list: expect.arrayContaining([count]) as unknown },
		},
		{ name: 'follower.removeTag', parameters: { openid, tagId }, expected: tagged },
		{ name: 'tag.delete', parameters: { tagId }, expected: { deleted: true } },
		{ name: 'follower.block', parameters: { openid }, expected: { openid, success: true } },
		{ name: 'follower.getBlocked', parameters: { returnAll: true }, expected: { openid } },
		{ name: 'follower.unblock', parameters: { openid }, expected: { openid, success: true } },
		{
			name: 'follower.convertOpenids',
			parameters: { openid: old.openid, fromAppId: old.appId },
			expected: { ori_openid: old.openid, new_openid: openid, converted: true },
		},
		{
			name: 'webLogin.createLink',
			parameters: { redirectUrl: 'https://example.com/back' },
			expected: { url: expect.stringMatching(/#wechat_redirect$/), state: text },
		},
		{
			name: 'webLogin.exchangeCode',
			parameters: { code: webCode, options: { includeProfile: true } },
			expected: {
				openid,
				unionid: person.unionid,
				scope: 'snsapi_userinfo',
				isSnapshotUser: false,
				profile: expect.objectContaining({ nickname: text }) as unknown,
			},
		},
		{
			name: 'templateMessage.send',
			parameters: { openid, templateId: byId(templates.templateId), ...reminder },
			expected: {
				delivered: true,
				msgid,
				openid,
				template_id: templates.templateId,
				...written(reminder.fieldsJson),
			},
		},
		{
			name: 'templateMessage.getAll',
			parameters: {},
			expected: expect.objectContaining({ template_id: text, ...listed }),
		},
		{
			name: 'templateMessage.add',
			parameters: { templateIdShort: '43216', keywords: '商品名称, 下单时间' },
			expected: {
				template_id: text,
				template_id_short: '43216',
				keyword_name_list: ['商品名称', '下单时间'],
			},
		},
		{
			name: 'templateMessage.getBlocked',
			parameters: { templateId: byId(templates.templateId), returnAll: true },
			expected: expect.objectContaining({ openid, template_id: templates.templateId }) as unknown,
		},
		{
			name: 'templateMessage.delete',
			parameters: { templateId: byId(spare.template) },
			expected: { deleted: true, template_id: text },
		},
		{
			name: 'menu.create',
			parameters: {
				menuMode: 'form',
				buttons: { button: [{ name: 'Orders', type: 'click', key: 'orders' }] },
			},
			expected: { created: true, menu: { button: [{ name: 'Orders', type: 'click', key: 'orders' }] } },
		},
		{
			name: 'menu.get',
			parameters: {},
			expected: expect.objectContaining({
				menu: { button: [{ name: 'Orders', type: 'click', key: 'orders', sub_button: [] }] },
			}) as unknown,
		},
		{ name: 'menu.delete', parameters: {}, expected: { deleted: true } },
		{
			name: 'subscriptionNotification.send',
			parameters: {
				openid,
				templateId: byId(notification.id),
				fieldsMode: 'json',
				fieldsJson: threeValues,
			},
			expected: { delivered: true, msgid, openid, template_id: notification.id, ...written(threeValues) },
		},
		{
			name: 'subscriptionNotification.getTemplates',
			parameters: {},
			expected: expect.objectContaining(subscription),
		},
		{
			name: 'oneTimeMessage.createConsentLink',
			parameters: {
				templateId: oneTimeTemplateId,
				scene: '7',
				redirectUrl: 'https://example.com/back',
			},
			expected: {
				reserved: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
				url: expect.stringMatching(/#wechat_redirect$/),
			},
		},
		{
			name: 'oneTimeMessage.send',
			parameters: {
				openid,
				templateId: oneTimeTemplateId,
				scene: '7',
				title: 'Ready',
				content: 'Your table is ready.',
			},
			expected: { delivered: true, openid, template_id: oneTimeTemplateId, scene: '7' },
		},
		{
			name: 'jsSdk.sign',
			parameters: { url: 'https://shop.example.com/consent?order=42#top' },
			expected: {
				appId: accounts.officialAccount.appId,
				timestamp: count,
				nonceStr: text,
				signature: expect.stringMatching(/^[0-9a-f]{40}$/) as unknown,
			},
		},
		{
			name: 'qrCode.create',
			parameters: { scene: 'customer-42', download: true, binaryPropertyName: 'data' },
			expected: expect.objectContaining({ ticket: text, url: text, image_url: text }),
			picture: 'data',
		},
		...commonSteps(openid, accounts.officialAccount, '/cgi-bin/message/template/send', rids.officialAccount),
	];
}
