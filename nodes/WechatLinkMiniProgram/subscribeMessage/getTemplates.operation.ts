// List subscribe templates of the mini program.
import { subscriptionTemplatesGet } from '../../shared/operations/subscriptionTemplates';

export const getSubscribeTemplates = subscriptionTemplatesGet({
	credential: 'wechatLinkMiniProgramApi',
	action: 'List subscribe templates',
	description:
		'List the templates for subscribe messages (订阅消息 › 我的模板), an item each: ID, title, content and the keywords to fill in; type 2 is one-time (一次性订阅), 3 long-term (长期订阅)',
});
