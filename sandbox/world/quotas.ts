// Calls a day and calls a minute, counted per account and path (docs/wechat/tokens.md#stable-tokens and
// docs/wechat/tokens.md#quotas).
import { WechatRefusal } from '../refusal';
import type { AccountName } from '../types';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** WeChat's day begins at midnight in Beijing. */
const BEIJING_MS = 8 * 3_600_000;

interface Usage {
	period: number;
	used: number;
}

export class Quotas {
	private readonly days = new Map<string, Usage>();
	private readonly minutes = new Map<string, Usage>();
	private readonly clears = new Map<string, number>();

	constructor(private readonly now: () => number) {}

	private usage(usages: Map<string, Usage>, key: string, period: number): Usage {
		const known = usages.get(key);
		if (known?.period === period) return known;
		const fresh = { period, used: 0 };
		usages.set(key, fresh);
		return fresh;
	}

	private today(account: AccountName, path: string) {
		return this.usage(this.days, `${account} ${path}`, Math.floor((this.now() + BEIJING_MS) / DAY_MS));
	}

	/** @throws WechatRefusal 45009 when the day's calls are used up, 45011 when the minute's are */
	spend(account: AccountName, path: string, daily: number, perMinute?: number) {
		const day = this.today(account, path);
		if (day.used >= daily) throw new WechatRefusal(45009);
		if (perMinute !== undefined) this.spendMinute(`${account} ${path}`, perMinute);
		day.used++;
	}

	/** @throws WechatRefusal 45011 when what the key stands for was done too often in this minute */
	spendMinute(key: string, limit: number) {
		const minute = this.usage(this.minutes, key, Math.floor(this.now() / MINUTE_MS));
		if (minute.used >= limit) throw new WechatRefusal(45011);
		minute.used++;
	}

	used = (account: AccountName, path: string) => this.today(account, path).used;

	/**
	 * @param path one API, or undefined for all of the account's
	 * @throws WechatRefusal 48006 when the month's clears are used up
	 */
	clear(account: AccountName, path: string | undefined, perMonth: number) {
		const month = new Date(this.now() + BEIJING_MS).toISOString().slice(0, 7);
		const key = `${account} ${path === undefined ? 'all' : 'one'} ${month}`;
		const cleared = this.clears.get(key) ?? 0;
		if (cleared >= perMonth) throw new WechatRefusal(48006);
		this.clears.set(key, cleared + 1);
		for (const usageKey of [...this.days.keys()]) {
			if (path === undefined ? usageKey.startsWith(`${account} `) : usageKey === `${account} ${path}`) {
				this.days.delete(usageKey);
			}
		}
	}
}
