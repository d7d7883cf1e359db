// An official account whose followers were migrated (账号迁移) to the one here: the same people under other openids.
import { OpenidCodec } from './openid';

export class OldAccount {
	readonly appId = 'wx0123456789abcdef';
	readonly openids: OpenidCodec;

	constructor(seed: number) {
		this.openids = new OpenidCodec(seed, 'oldAccount');
	}
}
