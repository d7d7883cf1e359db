// What a trigger must know of an account to believe its pushes, and whether the credential holds it.
import { isEncodingAesKey } from './cipher';
import { refuse } from './refusals';
import type { Refusal } from './refusals';

/** plain 明文模式, compatible 兼容模式, secure 安全模式. */
export type PushMode = 'plain' | 'compatible' | 'secure';

export interface PushAccount {
	appId: string;
	/** The Token (令牌) of the console's push settings; not the access token. */
	pushToken: string;
	/** 43 characters; not needed in plain mode. */
	encodingAesKey: string;
	pushMode: PushMode;
}

/**
 * Reads the push settings from a credential's decrypted fields. Blanks around pasted values are dropped.
 *
 * @returns the settings, or a refusal that names the field to fill in
 */
export function readPushAccount(credential: Record<string, unknown>): PushAccount | Refusal {
	const read = (field: string) => {
		const value = credential[field];
		return typeof value === 'string' ? value.trim() : '';
	};
	const pushMode = read('pushMode') || 'secure';
	if (pushMode !== 'plain' && pushMode !== 'compatible' && pushMode !== 'secure')
		return refuse('badPushMode');
	const account: PushAccount = {
		appId: read('appId'),
		pushToken: read('pushToken'),
		encodingAesKey: read('encodingAesKey'),
		pushMode,
	};
	if (account.pushToken === '') return refuse('noPushToken');
	if (pushMode === 'plain') return account;
	if (account.appId === '') return refuse('noAppId');
	if (!isEncodingAesKey(account.encodingAesKey)) return refuse('badEncodingAesKey');
	return account;
}
