// An official account whose followers were migrated (账号迁移) to the one here: the same people under other openids.
import { OpenidCodec } from './openid';

/** For so long from the approval on WeChat tells the new openids (docs/wechat/users.md#moving-an-account). */
const CONVERTED_MS = 15 * 86_400_000;

export class OldAccount {
	readonly appId = 'wx0123456789abcdef';
	readonly openids: OpenidCodec;

	/** @param approvedAt when WeChat approved the migration, milliseconds since 1970 */
	constructor(
		seed: number,
		private readonly approvedAt: number,
	) {
		this.openids = new OpenidCodec(seed, 'oldAccount');
	}

	/** Does WeChat still convert? */
	isOpen = (now: number) => now - this.approvedAt <= CONVERTED_MS;
}
