// List the templates that people subscribe to, for either account: the same call, the account decides.
import type { CredentialName } from '../api';
import type { ItemOperation } from '../operation';
import { listSubscriptionTemplates, withKeywords } from '../templateLists';

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
}): ItemOperation<object> {
	const { credential, action, description } = account;
	return {
		value: 'getTemplates',
		name: 'Get Many Templates',
		action,
		description,
		fields: [],
		read: () => ({}),
		async run(_parameters, open) {
			const api = await open(credential);
			return (await listSubscriptionTemplates(api)).map(withKeywords);
		},
	};
}
