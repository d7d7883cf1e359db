// The user record without what WeChat leaves empty, and with what links people first.
import type { IDataObject, INodeProperties } from 'n8n-workflow';

export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** Nickname, sex, picture and place are empty since 2021-12-27; `groupid` is what tags were before (docs/wechat/users.md). */
const KEPT = [
	'openid',
	'unionid',
	'subscribe',
	'subscribe_time',
	'subscribe_scene',
	'qr_scene',
	'qr_scene_str',
	'remark',
	'tagid_list',
];

/** @returns the fields that say something, as far as the record has them, with the unionid beside the openid */
export function simplified(user: IDataObject): IDataObject {
	return Object.fromEntries(KEPT.filter((field) => field in user).map((field) => [field, user[field]]));
}
