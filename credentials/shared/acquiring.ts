// n8n's `preAuthentication`: finds or fetches an access token that WeChat has not rejected, with as few calls as can be.
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { TOKEN_FAILURE, tokenId } from '../../wechat/accessToken';
import type { TokenRecord } from '../../wechat/accessToken';
import { CredentialFieldError, fingerprint } from '../../wechat/account';
import type { Account } from '../../wechat/account';
import type { AccountKind } from '../../wechat/accountKinds';
import {
	hasPushSettings,
	isAboutValues,
	misplacedValue,
	pushFault,
	unusualValue,
} from '../../wechat/credentialFields';
import { fetchToken } from './asking';
import type { Helpers } from './asking';
import {
	demandOf,
	forcesOfToday,
	isUsable,
	lastIssued,
	latestTicket,
	longestFirst,
	noteFetched,
	noteForced,
	noteTested,
	oneInFlight,
	takeFetched,
} from './keeping';
import { assertKind } from './kindCheck';
import { readCredential } from './reading';
import { TokenError } from './tokenErrors';

/** WeChat's limit for stable_token with force_refresh. */
const FORCES_PER_DAY = 20;
/** WeChat asks for 30 s. A token rejected this soon after a forced refresh is not mended by another one. */
const FORCE_SPACING_MS = 600_000;

/**
 * The normal call returned the very token that WeChat rejects: only a forced refresh can give another.
 *
 * @throws TokenError when none may be forced now
 */
async function forceToken(helpers: Helpers, account: Account, stored?: TokenRecord): Promise<TokenRecord> {
	const boundTo = fingerprint(account);
	// Counted now: another call of this process may have made one while this one waited.
	const forced = forcesOfToday(boundTo, stored);
	const sinceLast = Date.now() - (forced.at(-1) ?? 0);
	if (forced.length >= FORCES_PER_DAY) {
		throw new TokenError(
			"WeChat rejects the access token that it issues for this account, and today's 20 forced refreshes are used up. Reset the app secret in the WeChat console, or wait for tomorrow.",
		);
	}
	if (account.tokenEndpoint === 'classic' || sinceLast < FORCE_SPACING_MS) {
		throw new TokenError(
			"WeChat rejects the access token that it has just issued for this account. Check that the 'Base URL' leads to WeChat itself and that no other program keeps resetting this account's token, then try again in ten minutes.",
		);
	}
	return await fetchToken(helpers, account, true, noteForced(boundTo, stored));
}

/** The same refusal with what is odd about the values: said only now, since it was WeChat that did not take them. */
function withOddity(error: unknown, credentials: ICredentialDataDecryptedObject): unknown {
	if (!(error instanceof TokenError) || !isAboutValues(error.explanation?.errcode)) return error;
	const oddity = unusualValue(credentials);
	return oddity ? new TokenError(`${oddity} ${error.message}`, error.explanation) : error;
}

/**
 * What n8n's credential test looks at beyond the token. Where the credential holds none, n8n has had one fetched before the
 * request told that it is a test: that one will do.
 *
 * @throws CredentialFieldError naming a field of the push settings
 * @throws TokenError when no token is issued, or to an account of the other kind
 */
async function findTestedToken(
	helpers: Helpers,
	credentials: ICredentialDataDecryptedObject,
	kind: AccountKind,
): Promise<TokenRecord> {
	const fault = hasPushSettings(credentials) ? pushFault(credentials, kind) : undefined;
	if (fault) throw new CredentialFieldError(fault);
	const { account, boundTo } = readCredential(credentials);
	const fetched = takeFetched(credentials) ? lastIssued(boundTo) : undefined;
	const record = fetched ?? (await findToken(helpers, credentials));
	await assertKind(helpers, account, record.token, kind);
	noteTested(credentials);
	return record;
}

async function findToken(
	helpers: Helpers,
	credentials: ICredentialDataDecryptedObject,
): Promise<TokenRecord> {
	const { account, boundTo, stored: known } = readCredential(credentials);
	const stored = known?.record;
	const { rejectedTokens: rejected, isTest } = demandOf(credentials);
	const isRejected = (candidate: TokenRecord) => rejected.has(tokenId(candidate.token));

	// A credential test wants to see WeChat issue a token now, whatever is cached.
	const cached = isTest ? [] : longestFirst(stored, boundTo);
	let record = cached.find((candidate) => isUsable(candidate, boundTo, rejected));
	if (!record) {
		const forced = forcesOfToday(boundTo, stored);
		record = await oneInFlight(boundTo, async () => await fetchToken(helpers, account, false, forced));
		if (isRejected(record)) {
			const force = async () => await forceToken(helpers, account, stored);
			record = await oneInFlight(`${boundTo} forced`, force);
			// A force that gave the rejected token again: the next one is refused here, with the reason.
			if (isRejected(record)) record = await force();
		}
		noteFetched(credentials);
	}
	return record;
}

/**
 * Returns a token that WeChat has not rejected.
 *
 * At most one call per account is under way in this process, whoever asks. The normal call comes first, since it
 * returns the token that another process may have fetched already.
 *
 * @param helpers n8n's request helper
 * @param credentials the decrypted credential; when there is no token, the reason stands on it under `TOKEN_FAILURE`
 * @param kind whose credential it is
 * @returns the new value of the hidden `accessToken` property, a `TokenRecord` as JSON text; n8n stores it encrypted
 * @throws CredentialFieldError when the credential is incomplete, or a value stands in the wrong field; in a credential test
 *   also when no trigger could work with the push settings
 * @throws TokenError with WeChat's reason and the way out when no token is issued
 */
export async function acquireToken(
	helpers: Helpers,
	credentials: ICredentialDataDecryptedObject,
	kind: AccountKind,
): Promise<{ accessToken: string }> {
	const find = async () => {
		const misplaced = misplacedValue(credentials, kind);
		if (misplaced) throw new CredentialFieldError(misplaced);
		return demandOf(credentials).isTest
			? await findTestedToken(helpers, credentials, kind)
			: await findToken(helpers, credentials);
	};
	const record = await find().catch(async (reason: unknown) => {
		const error = withOddity(reason, credentials);
		Object.defineProperty(credentials, TOKEN_FAILURE, { value: error, configurable: true });
		return await Promise.reject(error);
	});
	const { boundTo, stored } = readCredential(credentials);
	const pageTicket = latestTicket(boundTo, stored?.record.pageTicket, demandOf(credentials).pageTicket);
	return { accessToken: JSON.stringify({ ...record, pageTicket }) };
}
