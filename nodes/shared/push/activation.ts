// What happens when a WeChat trigger is switched on: nothing at WeChat, which has no API for it, but a look at the settings.
import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { readPushAccount } from '../../../wechat/push/account';
import type { CredentialName } from '../api';

/**
 * Webhook methods for a trigger whose URL a person enters in WeChat's console.
 *
 * @param credentialName the credential that holds the push settings
 */
export function manualRegistration(credentialName: CredentialName) {
	return {
		/** WeChat does not tell which URL is set, so n8n is told "not there" and `create` runs at every activation. */
		async checkExists(this: IHookFunctions): Promise<boolean> {
			return false;
		},

		/** @throws NodeOperationError naming the field that would make every push fail */
		async create(this: IHookFunctions): Promise<boolean> {
			const account = readPushAccount(await this.getCredentials(credentialName));
			if ('ok' in account) {
				throw new NodeOperationError(this.getNode(), 'The credential is not ready for pushes', {
					description: account.explanation,
				});
			}
			const options = this.getNodeParameter('options', {}) as IDataObject;
			const reply = options.replyText
				? 'Reply Text'
				: options.handOver === true && 'Hand Over to Human Agents';
			if (options.acknowledge === 'afterSave' && reply) {
				throw new NodeOperationError(this.getNode(), `${reply} needs Acknowledge: At Once`, {
					description:
						'With After Save n8n itself answers, and it cannot send a reply. Remove one of the two options.',
				});
			}
			return true;
		},

		/** The URL stays in WeChat's console until a person changes it there. */
		async delete(this: IHookFunctions): Promise<boolean> {
			return true;
		},
	};
}
