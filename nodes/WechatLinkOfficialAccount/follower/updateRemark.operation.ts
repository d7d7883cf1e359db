// Update remark: the account's own note about a follower.
import type { IDataObject } from 'n8n-workflow';
import { defineOperation } from '../../shared/run/operation';
import { followerOpenidField, readFollowerOpenid } from './openid';
import { OFFICIAL_ACCOUNT_PLACES } from '../../../wechat/consoles';

interface Parameters {
	openid: string;
	remark: string;
}

/** WeChat asks for "fewer than 30 bytes" and takes 30: ten Chinese characters (docs/wechat/users.md#remark). */
const MOST_BYTES = 30;

export const updateRemark = defineOperation<Parameters>({
	value: 'updateRemark',
	name: 'Update Remark',
	action: 'Update remark of follower',
	calls: ['/cgi-bin/user/info/updateremark'],
	description: 'Set the remark that the account sees in place of the name of a follower',
	fields: [
		followerOpenidField,
		{
			displayName: 'Remark',
			name: 'remark',
			type: 'string',
			default: '',
			placeholder: 'e.g. Zhang San, Shanghai',
			description: `The new remark, at most 30 bytes: 10 Chinese characters or 30 letters. It is shown in the console (${OFFICIAL_ACCOUNT_PLACES.people}) and comes back in 'Get user info by openid'; an empty remark removes the old one.`,
		},
	],

	read(item) {
		const remark = item.text('remark');
		const bytes = Buffer.byteLength(remark, 'utf8');
		if (bytes > MOST_BYTES) {
			throw item.refuse(
				`The parameter 'Remark' is too long: ${bytes} bytes, and WeChat takes ${MOST_BYTES}`,
				'A Chinese character counts 3 bytes, a letter or digit 1, an emoji 4 or more: 10 Chinese characters fit.',
				'remark',
			);
		}
		return { openid: readFollowerOpenid(item), remark };
	},

	/** The last of several remarks for one person stays. */
	oneAtATime: ({ openid }) => openid,

	async run({ openid, remark }, open): Promise<IDataObject> {
		const api = await open('wechatLinkOfficialAccountApi');
		await api.call({
			method: 'POST',
			path: '/cgi-bin/user/info/updateremark',
			body: { openid, remark },
			repeatable: true,
		});
		return { openid, remark, success: true };
	},
});
