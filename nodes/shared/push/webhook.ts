// The webhook behind the WeChat triggers: answers WeChat, and hands one item per believed, wanted, new event to n8n.
import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { eventKey, toPushEvents } from '../../../wechat/push/events';
import type { PushEvent } from '../../../wechat/push/events';
import { checkUrl, receivePush } from '../../../wechat/push/receive';
import type { CredentialName } from '../call/types';
import { answer, readAccount, readBody, refusePush } from './answering';
import { Claiming } from './claiming';
import { forwardPush, replyOfFirst } from './forwarding';
import type { WirePush } from './forwarding';
import { replyTo } from './replying';
import { ANY_EVENT, readSettings } from './settings';
import type { PushSettings } from './settings';
import { userFields } from './userInfo';
import type { UserFields } from './userInfo';

/** What the user info may take of WeChat's 5 s; most of them are n8n's. */
const USER_PATIENCE_MS = 2000;

/**
 * Answers one request of WeChat.
 *
 * GET is the check of the URL. A POST that is not believed gets 403 and starts nothing. A believed one is answered
 * `success`, also when it is filtered out or was delivered before; only a wanted, new one starts an execution.
 *
 * When it is answered:
 * - `atOnce`: before n8n hears of the event, so always within WeChat's 5 s. A crash of n8n before it has stored the
 *   execution loses the event, since WeChat was told that all is well.
 * - `afterSave`: by n8n itself (the webhook description says with what), once it has stored, and in queue mode
 *   enqueued, the execution. If that fails or n8n dies, WeChat got no `success` and delivers again, three times in all
 *   within about 15 s, and the delivery that comes then is taken, provided n8n is up again by then. The answer also waits
 *   for n8n's concurrency limit. n8n 1.x answers before it stores.
 *
 * One event, one execution: see `claiming.ts`, which says what holds in one process and across several.
 *
 * While somebody listens for a test event, nothing is de-duplicated, and a refusal shows on the node.
 *
 * @param context the webhook call
 * @param credentialName the credential that holds the push settings
 */
export async function answerPush(
	context: IWebhookFunctions,
	credentialName: CredentialName,
): Promise<IWebhookResponseData> {
	const account = await readAccount(context, credentialName);
	if ('ok' in account) return refusePush(context, account);
	const settings = readSettings(context);
	const claiming = new Claiming(context, settings);
	const query = context.getQueryData() as Record<string, unknown>;
	const { maxAgeSeconds } = settings;
	const request = { account, query, now: Date.now(), maxAgeSeconds };

	if (context.getWebhookName() === 'setup') {
		const check = checkUrl(request);
		return check.ok ? answer(context, 200, check.echostr) : refusePush(context, check);
	}

	const body = await readBody(context);
	const push = receivePush({ ...request, rawBody: body });
	if (!push.ok) return refusePush(context, push);
	const wire = { key: eventKey(push), body, format: push.format, mode: account.pushMode, maxAgeSeconds };
	const events = toPushEvents(push.message, request.now);
	const [event] = events;
	const isWanted = settings.events.has(event.event) || settings.events.has(ANY_EVENT);
	const reply = replyTo({ push, event, isWanted, account, settings, now: request.now });

	const claim = isWanted ? await claiming.claim(push) : 'unwanted';
	if (claim === 'undecided') return answer(context, 503, 'The first delivery is still being stored');
	if (claim !== 'taken') {
		claiming.record();
		// Whichever process took the event has delivered it on as well.
		if (claim === 'duplicate') return answer(context, 200, reply);
		return answerAndForward(context, wire, settings, reply);
	}
	const isAtOnce = settings.acknowledge === 'atOnce';
	const answered = isAtOnce ? answerAndForward(context, wire, settings, reply) : undefined;
	if (!isAtOnce) forwardPush(context, wire, settings.forwardTo);
	const user = settings.fetchUserInfo
		? await userFields(context, credentialName, event.openid, isAtOnce ? undefined : USER_PATIENCE_MS)
		: {};
	claiming.record(push);
	// With After Save n8n sends the body that the webhook description names, and would call it HTML.
	if (!isAtOnce) context.getResponseObject().type('text/plain');
	return { ...answered, workflowData: [itemsOf(context, events, user)] };
}

/** Answers WeChat, and starts delivering the push on; neither is waited for. */
function answerAndForward(
	context: IWebhookFunctions,
	wire: WirePush,
	{ forwardTo, answerFrom }: PushSettings,
	reply: string,
): IWebhookResponseData {
	if (answerFrom === 'firstAddress' && forwardTo.length > 0) {
		void replyOfFirst(context, wire, forwardTo).then((first) => answer(context, 200, first ?? reply));
		return { noWebhookResponse: true };
	}
	const answered = answer(context, 200, reply);
	forwardPush(context, wire, forwardTo);
	return answered;
}

function itemsOf(context: IWebhookFunctions, events: PushEvent[], user: UserFields): INodeExecutionData[] {
	return context.helpers.returnJsonArray(events.map(({ raw, ...fields }) => ({ ...fields, ...user, raw })));
}
