// Access tokens: two separate stores per account, an overlap, forced refreshes on a budget
// (docs/wechat/tokens.md#classic-tokens and docs/wechat/tokens.md#stable-tokens).
import { randomBytes } from 'node:crypto';
import { WechatRefusal } from '../refusal';
import type { AccountName } from '../types';
import { noteIssued } from './issued';
import type { Settings } from './settings';

const OVERLAP_MS = 300_000;
const FORCE_GAP_MS = 30_000;
const FORCES_A_DAY = 20;
const DAY_MS = 86_400_000;
const REMEMBERED = 10_000;
const TOKEN_FORM = /^\d{2}_[A-Za-z0-9_-]{80,508}$/;

export type TokenKind = 'classic' | 'stable';

export interface Token {
	value: string;
	account: AccountName;
	kind: TokenKind;
	/** Names the token in logs, which never hold its value. */
	label: string;
	/** Milliseconds of the sandbox's clock. */
	expiresAt: number;
	/** When it is no longer the latest; Infinity while it is. */
	diesAt: number;
	/** What the account's console or a test has done to it. */
	state: 'live' | 'revoked' | 'expired';
}

interface Store {
	current?: Token;
	/** Replaced tokens that may still be inside their overlap. */
	replaced: Token[];
	forces: number[];
	serial: number;
}

export interface GrantedToken {
	token: Token;
	expiresIn: number;
	isNew: boolean;
}

/** Every token that was handed out, and what has become of it. */
export class Tokens {
	private readonly known = new Map<string, Token>();
	private readonly stores: Record<AccountName, Record<TokenKind, Store>> = {
		officialAccount: { classic: Tokens.store(), stable: Tokens.store() },
		miniProgram: { classic: Tokens.store(), stable: Tokens.store() },
	};

	constructor(
		private readonly now: () => number,
		private readonly settings: () => Settings,
	) {}

	private static store(): Store {
		return { replaced: [], forces: [], serial: 0 };
	}

	private make(account: AccountName, kind: TokenKind): GrantedToken {
		const store = this.stores[account][kind];
		const lifeSeconds = this.settings().tokenLifeSeconds;
		const token: Token = {
			value: `84_${randomBytes(102).toString('base64url')}`,
			account,
			kind,
			label: `${account} ${kind} #${++store.serial}`,
			expiresAt: this.now() + lifeSeconds * 1000,
			diesAt: Infinity,
			state: 'live',
		};
		if (store.current) store.replaced = [...store.replaced, store.current].slice(-10);
		store.current = token;
		this.known.set(token.value, token);
		noteIssued('tokens', token.value);
		if (this.known.size > REMEMBERED)
			for (const oldest of this.known.keys()) {
				this.known.delete(oldest);
				break;
			}
		return { token, expiresIn: lifeSeconds, isNew: true };
	}

	private current(account: AccountName, kind: TokenKind): GrantedToken | undefined {
		const token = this.stores[account][kind].current;
		const revokedIsKept = token?.state === 'revoked' && this.settings().afterRevoke === 'sameToken';
		if (!token || (token.state !== 'live' && !revokedIsKept)) return undefined;
		const expiresIn = Math.floor((token.expiresAt - this.now()) / 1000);
		return expiresIn > 0 ? { token, expiresIn, isNew: false } : undefined;
	}

	/** Every call makes a new token; the one before works for five more minutes. */
	classic(account: AccountName): GrantedToken {
		this.retire(this.stores[account].classic.current, OVERLAP_MS);
		return this.make(account, 'classic');
	}

	/** The same token until five minutes before its end; then a new one beside it. */
	stable(account: AccountName): GrantedToken {
		const current = this.current(account, 'stable');
		if (current && current.expiresIn * 1000 >= OVERLAP_MS) return current;
		this.retire(this.stores[account].stable.current, OVERLAP_MS);
		return this.make(account, 'stable');
	}

	/** @throws WechatRefusal 45009 or 45011 on the 21st forced refresh of a day, if the settings say so */
	forced(account: AccountName): GrantedToken {
		const store = this.stores[account].stable;
		const now = this.now();
		store.forces = store.forces.filter((time) => time > now - DAY_MS);
		const { force21, oldTokenAfterForce } = this.settings();
		const isTooSoon = store.forces.length > 0 && now - store.forces[store.forces.length - 1] < FORCE_GAP_MS;
		const isSpent = store.forces.length >= FORCES_A_DAY;
		if (isSpent && force21 !== 'sameToken') throw new WechatRefusal(force21);
		if (isTooSoon || isSpent) return this.stable(account);
		store.forces.push(now);
		// Two forced refreshes kill a leaked token: what an earlier one left in its overlap dies now.
		for (const older of store.replaced) this.retire(older, 0);
		this.retire(store.current, oldTokenAfterForce === 'dies' ? 0 : OVERLAP_MS);
		return this.make(account, 'stable');
	}

	private retire(token: Token | undefined, afterMs: number) {
		if (token) token.diesAt = Math.min(token.diesAt, this.now() + afterMs);
	}

	/** Was it handed out here, whatever has become of it? */
	knows = (value: string) => this.known.has(value);

	/** @throws WechatRefusal 40014, 40001 or 42001 */
	check(value: string): Token {
		const token = this.known.get(value);
		if (!token) throw new WechatRefusal(TOKEN_FORM.test(value) ? 40001 : 40014);
		if (token.state === 'expired') throw new WechatRefusal(42001);
		if (token.state === 'revoked' || this.now() >= token.diesAt) throw new WechatRefusal(40001);
		if (this.now() >= token.expiresAt) throw new WechatRefusal(42001);
		return token;
	}

	/** @returns how many tokens were changed */
	end(account: AccountName, state: 'revoked' | 'expired', kind?: TokenKind): number {
		let ended = 0;
		for (const token of this.known.values()) {
			if (token.account !== account || token.state !== 'live' || (kind && token.kind !== kind)) continue;
			if (this.now() >= Math.min(token.diesAt, token.expiresAt)) continue;
			token.state = state;
			ended++;
		}
		return ended;
	}
}
