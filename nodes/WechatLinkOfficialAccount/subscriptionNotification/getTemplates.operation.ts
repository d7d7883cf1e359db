// List notification templates of the Official Account.
import { subscriptionTemplatesGet } from '../../shared/operations/subscriptionTemplates';
import { OFFICIAL_ACCOUNT_PLACES } from '../../../wechat/consoles';

export const getNotificationTemplates = subscriptionTemplatesGet({
	credential: 'wechatLinkOfficialAccountApi',
	action: 'List subscription notification templates',
	description: `List the templates for subscription notifications (${OFFICIAL_ACCOUNT_PLACES.notificationTemplates}), an item each: ID, title, content and the keywords to fill in; type 2 is one-time, 3 long-term`,
});
