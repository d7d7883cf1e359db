// The follower that an operation is about: the field, and reading it.
import type { INodeProperties } from 'n8n-workflow';
import { openidField } from '../../shared/fields/fields';
import type { Item } from '../../shared/run/item';

export const followerOpenidField: INodeProperties = openidField(
	"The person's openid in this Official Account, from 'List followers' or from a follow event",
);

/** @throws NodeOperationError when it is empty or cannot be an openid */
export function readFollowerOpenid(item: Item): string {
	return item.openid('openid', 'Openid', "the person's openid in this Official Account");
}
