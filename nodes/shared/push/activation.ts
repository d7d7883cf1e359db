// What happens when a WeChat trigger is switched on: nothing at WeChat, which has no API for it, but a look at the settings.
import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IHookFunctions, INode } from 'n8n-workflow';
import { pushFault } from '../../../wechat/credentialFields';
import { KIND_OF } from '../call/types';
import type { CredentialName } from '../call/types';
import { TRIGGER_VERSION } from './parameters';
import { settingsFault } from './settings';

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

		/** @throws NodeOperationError that names, in its message, the field that would make every push fail */
		async create(this: IHookFunctions): Promise<boolean> {
			const node = this.getNode();
			const credential = await this.getCredentials(credentialName);
			const settings = this.getNodeParameter('settings', {}) as IDataObject;
			const fault =
				unsafeBody(node) ??
				pushFault(credential, KIND_OF[credentialName]) ??
				settingsFault(settings, this.getNodeWebhookUrl('default'));
			if (fault) throw new NodeOperationError(node, fault);
			return true;
		},

		/** The URL stays in WeChat's console until a person changes it there. */
		async delete(this: IHookFunctions): Promise<boolean> {
			return true;
		},
	};
}

/** n8n must leave the body alone (see `unreadBody`), which a workflow made by hand or by a program could prevent. */
function unsafeBody({ typeVersion, parameters }: INode): string | undefined {
	if (typeVersion !== TRIGGER_VERSION) {
		return `This trigger has "typeVersion": ${typeVersion}, and only ${TRIGGER_VERSION} is safe: otherwise n8n reads the body itself, and one malformed push silences all XML webhooks. Change it to ${TRIGGER_VERSION}, or place the trigger anew.`;
	}
	const { options } = parameters;
	const isAsMade =
		typeof options === 'object' &&
		options !== null &&
		'binaryData' in options &&
		options.binaryData === true &&
		Object.keys(options).length === 1;
	return isAsMade
		? undefined
		: "This trigger has a parameter 'options' of its own making. What the panel shows as Options is called 'settings'; remove 'options' from the node, or place the trigger anew.";
}
