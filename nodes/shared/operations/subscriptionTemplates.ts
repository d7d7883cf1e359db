// List the templates that people subscribe to, for either account: the same call, the account decides.
import type { CredentialName } from '../call/types';
import { defineOperation } from '../run/operation';
import type { Operation } from '../run/operation';
import { summaryOfList } from '../run/summary';
import { listSubscriptionTemplates, withKeywords } from '../lists/templates';

/**
 * The operation for one kind of account.
 *
 * @param account.credential whose templates
 * @param account.action what n8n's panel lists
 */
export function subscriptionTemplatesGet(account: {
	credential: CredentialName;
	action: string;
	description: string;
}): Operation {
	const { credential, action, description } = account;
	return defineOperation<object>({
		value: 'getTemplates',
		name: 'Get Many Templates',
		action,
		calls: ['/wxaapi/newtmpl/gettemplate'],
		description,
		fields: [],
		summary: summaryOfList(['template', 'templates']),
		read: () => ({}),
		async run(_parameters, open) {
			const api = await open(credential);
			return (await listSubscriptionTemplates(api)).map(withKeywords);
		},
	});
}
