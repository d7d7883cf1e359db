// Two worlds side by side: the account with its mini program, and a test account (测试号), which knows neither.
import { ControlError } from './refusal';
import type { AccountName, Accounts } from './types';
import { TEST_ACCOUNT_FOLLOWERS } from './world/settings';
import { World } from './world/world';

/** What a call says of who makes it: its query and its body. */
export interface Caller {
	query: Record<string, unknown>;
	rawBody: Buffer;
}

export interface WorldsOptions {
	/** Of the account that is no test account. */
	followers: number;
	seed: number;
	/** Milliseconds since 1970, the clock outside the sandbox. */
	now: () => number;
}

/** The AppID in a body, as stable_token and clear_quota carry it. */
function appIdIn(rawBody: Buffer): unknown {
	try {
		return (JSON.parse(rawBody.toString('utf8')) as { appid?: unknown } | null)?.appid;
	} catch {
		return undefined;
	}
}

/** The worlds in force: a reset of one leaves the other as it is. */
export class Worlds {
	main: World;
	testAccount: World;

	constructor(private readonly options: WorldsOptions) {
		this.main = new World(options);
		this.testAccount = this.newTestAccount(0);
	}

	private newTestAccount(followers: number): World {
		return new World({ ...this.options, followers, isTestAccount: true });
	}

	/** @param followers default: as many as at the start */
	resetMain(followers = this.options.followers) {
		this.main.push.close();
		this.main = new World({ ...this.options, followers });
	}

	/**
	 * @param followers how many follow from the start, default nobody
	 * @throws ControlError 400 when they are more than a test account takes
	 */
	resetTestAccount(followers = 0) {
		if (followers > TEST_ACCOUNT_FOLLOWERS) {
			throw new ControlError(400, `a test account takes ${TEST_ACCOUNT_FOLLOWERS} followers`);
		}
		this.testAccount.push.close();
		this.testAccount = this.newTestAccount(followers);
	}

	/** @returns the world that knows the caller's token, ticket or AppID; whoever nobody knows is refused in the main one */
	of({ query, rawBody }: Caller): World {
		const { tokens, webLogins, qrTickets, accounts } = this.testAccount;
		const { access_token: token, ticket, appid } = query;
		const isTestAccount =
			typeof token === 'string' && token !== ''
				? tokens.knows(token) || webLogins.knows(token)
				: typeof ticket === 'string'
					? qrTickets.has(ticket)
					: (appid ?? appIdIn(rawBody)) === accounts.officialAccount.appId;
		return isTestAccount ? this.testAccount : this.main;
	}

	/** @returns everything that one can put into a credential */
	accounts(): Accounts {
		const view = (world: World, name: AccountName) => {
			const { appId, appSecret, originalId, pushToken, encodingAesKey } = world.accounts[name];
			return { appId, appSecret, originalId, pushToken, encodingAesKey };
		};
		return {
			officialAccount: view(this.main, 'officialAccount'),
			miniProgram: view(this.main, 'miniProgram'),
			testAccount: view(this.testAccount, 'officialAccount'),
		};
	}

	/** Nothing more is pushed by either account. */
	close() {
		this.main.push.close();
		this.testAccount.push.close();
	}
}
