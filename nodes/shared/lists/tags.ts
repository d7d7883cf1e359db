// The tags (标签) of an account.
import type { IDataObject } from 'n8n-workflow';
import type { WechatApi } from '../call/api';

/**
 * All tags of an Official Account; WeChat's own have the IDs 0 to 2.
 *
 * @param api the Official Account
 * @returns `id`, `name` and `count`, the number of followers with the tag
 * @throws WechatError as every call does
 * @see docs/wechat/users.md#tags; WeChat page "获取公众号已创建的标签"
 */
export async function listTags(api: WechatApi): Promise<IDataObject[]> {
	const path = '/cgi-bin/tags/get';
	const { tags } = await api.call({ method: 'GET', path, repeatable: true, returns: ['tags'] });
	return Array.isArray(tags) ? (tags as IDataObject[]) : [];
}
