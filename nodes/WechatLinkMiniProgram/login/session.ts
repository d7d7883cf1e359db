// A person's session_key: the fields that ask for one, and the proof of it that WeChat's session calls want.
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { isSessionKey, sessionSignature, spoiltSessionKey } from '../../../wechat/session';
import { openidField } from '../../shared/fields/fields';
import type { Item } from '../../shared/run/item';

export const miniProgramOpenidField: INodeProperties = openidField(
	"The person's openid in this Mini Program, as 'Code to session' returned it",
);

export const sessionKeyField: INodeProperties = {
	displayName: 'Session Key',
	name: 'sessionKey',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description:
		"The person's session_key of their last login, from 'Code to session' with 'Include Session Key' on",
};

/** @param description which session_key it puts out, and what to know about that */
export const includeSessionKeyOption = (description: string): INodeProperties => ({
	displayName: 'Include Session Key',
	name: 'includeSessionKey',
	type: 'boolean',
	default: false,
	description,
});

/** Whose session it is, and the key that proves it. */
export interface Session {
	openid: string;
	sessionKey: string;
}

/** @throws NodeOperationError naming the parameter, never showing the key */
export function readSessionKey(item: Item): string {
	const wayOut =
		"Give the session_key that 'Code to session' returned with 'Include Session Key' on: 24 characters of base64.";
	const sessionKey = item.requiredText('sessionKey', 'Session Key', wayOut);
	if (isSessionKey(sessionKey)) return sessionKey;
	const spoilt = spoiltSessionKey(String(item.parameter('sessionKey')));
	if (spoilt)
		throw item.refuse(
			`The parameter 'Session Key' cannot be used: ${spoilt.what}`,
			spoilt.wayOut,
			'sessionKey',
		);
	throw item.refuse("The parameter 'Session Key' is not a session key", wayOut, 'sessionKey');
}

/** @throws NodeOperationError naming the parameter */
export function readSession(item: Item): Session {
	const openid = item.openid('openid', 'Openid', "the person's openid in this Mini Program");
	return { openid, sessionKey: readSessionKey(item) };
}

/** The query of checksession and resetusersessionkey (docs/wechat/users.md#session-keys). */
export function sessionQuery({ openid, sessionKey }: Session): IDataObject {
	return { openid, signature: sessionSignature(sessionKey), sig_method: 'hmac_sha256' };
}
