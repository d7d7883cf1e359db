// List notification templates of the Official Account.
import { subscriptionTemplatesGet } from '../../shared/operations/subscriptionTemplates';

export const getNotificationTemplates = subscriptionTemplatesGet({
	credential: 'wechatLinkOfficialAccountApi',
	action: 'List subscription notification templates',
	description:
		'List the templates for subscription notifications (订阅通知 › 我的模板), an item each: ID, title, content and the keywords to fill in; type 2 is one-time (一次性订阅), 3 long-term (长期订阅)',
});
