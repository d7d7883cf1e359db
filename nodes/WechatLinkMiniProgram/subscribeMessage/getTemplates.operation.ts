// List subscribe templates of the mini program.
import { subscriptionTemplatesGet } from '../../shared/operations/subscriptionTemplates';
import { MINI_PROGRAM_PLACES } from '../../../wechat/consoles';

export const getSubscribeTemplates = subscriptionTemplatesGet({
	credential: 'wechatLinkMiniProgramApi',
	action: 'List subscribe templates',
	description: `List the templates for subscribe messages (${MINI_PROGRAM_PLACES.templates}), an item each: ID, title, content and the keywords to fill in; type 2 is one-time, 3 long-term`,
});
