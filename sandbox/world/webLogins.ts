// Web logins (网页授权): single-use codes, and the tokens of one person each that they are exchanged for.
import { randomBytes } from 'node:crypto';
import { WechatRefusal } from '../refusal';
import { noteIssued } from './issued';

const CODE_LIFE_MS = 300_000;
const TOKEN_LIFE_MS = 7_200_000;
const FORGOTTEN_MS = 3_600_000;

export interface WebLogin {
	person: number;
	scope: string;
	/** Opened on the snapshot page (快照页): whoever it is, WeChat makes somebody up. */
	isSnapshot: boolean;
}

interface Code extends WebLogin {
	issuedAt: number;
	isUsed: boolean;
}

export class WebLogins {
	private readonly codes = new Map<string, Code>();
	private readonly tokens = new Map<string, WebLogin & { issuedAt: number }>();

	constructor(private readonly now: () => number) {}

	/** @returns a code for the login, which works once and for five minutes */
	issueCode(login: WebLogin): string {
		this.forgetOld();
		const code = `0${randomBytes(24).toString('hex').slice(0, 31)}`;
		this.codes.set(code, { ...login, issuedAt: this.now(), isUsed: false });
		return code;
	}

	private forgetOld() {
		for (const [code, { issuedAt }] of this.codes) {
			if (this.now() - issuedAt < FORGOTTEN_MS) break;
			this.codes.delete(code);
		}
		for (const [token, { issuedAt }] of this.tokens) {
			if (this.now() - issuedAt < TOKEN_LIFE_MS + FORGOTTEN_MS) break;
			this.tokens.delete(token);
		}
	}

	/** Is it the token of somebody who logged in here? */
	knows = (accessToken: string) => this.tokens.has(accessToken);

	/** @throws WechatRefusal 40163 for a used code, 40029 for any other that does not work */
	spend(code: string): WebLogin & { accessToken: string; refreshToken: string } {
		const known = this.codes.get(code);
		if (!known) throw new WechatRefusal(40029);
		if (known.isUsed) throw new WechatRefusal(40163);
		if (this.now() - known.issuedAt >= CODE_LIFE_MS) throw new WechatRefusal(40029);
		known.isUsed = true;
		const [accessToken, refreshToken] = [0, 1].map(() => `84_${randomBytes(66).toString('base64url')}`);
		for (const token of [accessToken, refreshToken]) noteIssued('tokens', token);
		this.tokens.set(accessToken, { ...known, issuedAt: this.now() });
		return { ...known, accessToken, refreshToken };
	}

	/** @throws WechatRefusal 41001, 40001 or 42001 */
	check(accessToken: string | undefined): WebLogin {
		if (!accessToken) throw new WechatRefusal(41001);
		const login = this.tokens.get(accessToken);
		if (!login) throw new WechatRefusal(40001);
		if (this.now() - login.issuedAt >= TOKEN_LIFE_MS) throw new WechatRefusal(42001);
		return login;
	}
}
