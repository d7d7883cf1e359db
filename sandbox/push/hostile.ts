// One push as an attacker, a broken proxy or a misconfigured console would send it.
import type { Account, PushMode, RawPush, Tamper } from '../types';
import { makeNonce, sealPush } from './envelope';

const STALE_SECONDS = 3600;
const OVERSIZED_BYTES = 2 * 1024 * 1024;

export interface HostileRequest {
	query: Record<string, string>;
	body: string;
	headers: Record<string, string>;
}

const otherLetter = (letter: string) => (letter === 'A' ? 'B' : 'A');

/** Changes one character in the middle of the encrypted text, or of the body when nothing is encrypted. */
function flip(body: string): string {
	const start = body.indexOf('Encrypt');
	const at = start === -1 ? Math.floor(body.length / 2) : start + Math.floor((body.length - start) / 2);
	return body.slice(0, at) + otherLetter(body[at]) + body.slice(at + 1);
}

function spoiltMessage(message: string, tamper: Tamper): string {
	if (tamper === 'doctype')
		return `<!DOCTYPE xml [<!ENTITY e "entity">]>${message.replace('<xml>', '<xml>&e;')}`;
	if (tamper === 'oversized') {
		const filler = 'x'.repeat(OVERSIZED_BYTES);
		return message.startsWith('{')
			? `${message.slice(0, -1)},"Filler":"${filler}"}`
			: message.replace('</xml>', `<Filler>${filler}</Filler></xml>`);
	}
	return message;
}

function spoiltAccount(account: Account, tamper: Tamper): Account {
	if (tamper === 'wrongAppId') return { ...account, appId: 'wx0000000000000000' };
	if (tamper === 'wrongKey') return { ...account, encodingAesKey: 'A'.repeat(43) };
	return account;
}

/**
 * @param mode the mode that the receiver expects
 * @param seconds the unix time to sign
 */
export function hostileRequest(options: {
	raw: RawPush;
	account: Account;
	mode: PushMode;
	message: string;
	openid: string;
	seconds: number;
}): HostileRequest {
	const { raw, account, mode, message, openid, seconds } = options;
	const tamper = raw.tamper ?? 'none';
	const age = (raw.ageSeconds ?? 0) + (tamper === 'stale' ? STALE_SECONDS : 0);
	const sealed = sealPush({
		account: spoiltAccount(account, tamper),
		mode: tamper === 'downgrade' ? 'plain' : mode,
		message: spoiltMessage(message, tamper),
		openid,
		seconds: seconds - age,
		nonce: raw.nonce ?? makeNonce(),
	});
	const query: Record<string, string> = { ...sealed.query };
	if (tamper === 'unsigned') {
		delete query.signature;
		delete query.msg_signature;
	}
	if (tamper === 'badSignature') {
		for (const name of ['signature', 'msg_signature']) {
			// Still forty hexadecimal digits: wrong in nothing but its value.
			const { [name]: genuine } = query;
			if (genuine !== undefined) query[name] = genuine.slice(0, -1) + (genuine.endsWith('0') ? '1' : '0');
		}
	}
	for (const [name, value] of Object.entries(raw.query ?? {})) {
		if (value === null) delete query[name];
		else query[name] = value;
	}
	const body = raw.body ?? (tamper === 'flipByte' ? flip(sealed.body) : sealed.body);
	return { query, body, headers: { 'Content-Type': sealed.contentType, ...raw.headers } };
}
