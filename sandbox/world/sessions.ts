// Logins: single-use codes, and the session key that each mini-program user has (docs/wechat/users.md#login).
import { createCipheriv, randomBytes } from 'node:crypto';
import { WechatRefusal } from '../refusal';
import { noteIssued } from './issued';

const CODE_LIFE_MS = 300_000;
const FORGOTTEN_MS = 3_600_000;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

interface Code {
	person: number;
	kind: 'login' | 'phone';
	issuedAt: number;
	isUsed: boolean;
	/** The session key that a login made, which its code is exchanged for. */
	sessionKey: string;
}

const makeCode = (length: number) =>
	`0${Array.from(randomBytes(length - 1), (byte) => ALPHABET[byte % ALPHABET.length]).join('')}`;

export class Sessions {
	private readonly codes = new Map<string, Code>();
	private readonly keys = new Map<number, string>();

	constructor(private readonly now: () => number) {}

	/** The Mini Program asks for a code. @returns the code, which works once and for five minutes */
	issue(person: number, kind: Code['kind']): string {
		for (const [old, { issuedAt }] of this.codes) {
			if (this.now() - issuedAt < FORGOTTEN_MS) break;
			this.codes.delete(old);
		}
		const code = makeCode(kind === 'login' ? 32 : 64);
		// A new login may rotate the key, so here it always does: what is encrypted after it needs this code's key.
		const sessionKey = kind === 'login' ? this.renewKey(person) : '';
		this.codes.set(code, { person, kind, issuedAt: this.now(), isUsed: false, sessionKey });
		return code;
	}

	/**
	 * @returns whose code it is, and the session key that came with it
	 * @throws WechatRefusal 40163 for a used code, 40029 for any other that does not work
	 */
	spend(code: unknown, kind: Code['kind']): { person: number; sessionKey: string } {
		const known = typeof code === 'string' ? this.codes.get(code) : undefined;
		if (!known || known.kind !== kind) throw new WechatRefusal(40029);
		if (known.isUsed) throw new WechatRefusal(kind === 'login' ? 40163 : 40029);
		if (this.now() - known.issuedAt >= CODE_LIFE_MS) throw new WechatRefusal(40029);
		known.isUsed = true;
		return known;
	}

	/** @returns whose code it is, leaving it unspent */
	peek = (code: unknown) => (typeof code === 'string' ? this.codes.get(code)?.person : undefined);

	/** Ends the present key. */
	renewKey(person: number): string {
		const key = randomBytes(16).toString('base64');
		this.keys.set(person, key);
		noteIssued('sessionKeys', key);
		return key;
	}

	key = (person: number) => this.keys.get(person);

	/**
	 * What wx.getUserProfile and its kin hand to the mini program: AES-128-CBC under the session key.
	 *
	 * @param person somebody who has a session key
	 */
	encrypt(person: number, data: object): { encryptedData: string; iv: string } {
		const key = this.keys.get(person) ?? '';
		const iv = randomBytes(16);
		const cipher = createCipheriv('aes-128-cbc', Buffer.from(key, 'base64'), iv);
		const encrypted = Buffer.concat([cipher.update(JSON.stringify(data), 'utf8'), cipher.final()]);
		return { encryptedData: encrypted.toString('base64'), iv: iv.toString('base64') };
	}
}
