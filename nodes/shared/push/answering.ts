// What goes back to whoever called the trigger's URL, and what goes into the log when that was not WeChat.
import { NodeOperationError } from 'n8n-workflow';
import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { readPushAccount } from '../../../wechat/push/account';
import type { PushAccount } from '../../../wechat/push/account';
import { refuse } from '../../../wechat/push/refusals';
import type { Refusal } from '../../../wechat/push/refusals';
import type { CredentialName } from '../call/types';
import { RefusalLog } from './refusalLog';

/** What WeChat takes for "received", with the status 200 and no other; anything else makes it deliver again. */
export const RECEIVED = 'success';

/** By the first character of what is answered. */
const REPLY_TYPES: Record<string, string> = { '<': 'application/xml', '{': 'application/json' };

const refusalLog = new RefusalLog({ now: Date.now, quietMs: 60_000 });

/** A node of a workflow, as a key for what is remembered of it. */
export function subjectOf(context: IWebhookFunctions): string {
	return `${context.getWorkflow().id}/${context.getNode().id}`;
}

/** Whether somebody listens for a test event in the editor. */
export const isTest = (context: IWebhookFunctions): boolean => context.getMode() === 'manual';

/** @returns the push settings, or the reason why there are none */
export async function readAccount(
	context: IWebhookFunctions,
	credentialName: CredentialName,
): Promise<PushAccount | Refusal> {
	try {
		return readPushAccount(await context.getCredentials(credentialName));
	} catch {
		return refuse('noCredential');
	}
}

/** The bytes as they came: n8n's own XML reading changes names and blanks. */
export async function readBody(context: IWebhookFunctions): Promise<Buffer> {
	const request = context.getRequestObject();
	try {
		await request.readRawBody();
	} catch {
		// A form upload has been consumed by n8n already: nothing that WeChat sends.
	}
	return request.rawBody ?? Buffer.alloc(0);
}

/** Writes the answer on the response object, and tells n8n that it is written. */
export function answer(context: IWebhookFunctions, status: number, body: string): IWebhookResponseData {
	const type = REPLY_TYPES[body.charAt(0)] ?? 'text/plain';
	context.getResponseObject().status(status).type(type).set('X-Content-Type-Options', 'nosniff').end(body);
	return { noWebhookResponse: true };
}

/**
 * Answers 403 with a reason's name alone: what to do about it is for the log, which the owner of the server reads.
 *
 * @throws NodeOperationError while somebody listens for a test event: n8n shows it on the node
 */
export function refusePush(context: IWebhookFunctions, refusal: Refusal): IWebhookResponseData {
	const { reason, explanation, publicReason } = refusal;
	const node = context.getNode();
	const unlogged = refusalLog.count(`${subjectOf(context)}/${reason}`);
	if (unlogged !== undefined) {
		context.logger.warn(`WeChat push refused by "${node.name}": ${explanation}`, {
			reason,
			workflowId: context.getWorkflow().id,
			...(unlogged > 0 ? { unlogged } : {}),
		});
	}
	if (isTest(context)) throw new NodeOperationError(node, `Refused: ${explanation}`);
	return answer(context, 403, `refused: ${publicReason}`);
}
