// A list of people that broke off: the option with which it is resumed, and the error that says where.
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { InterruptedList, type WechatError } from '../../shared/call/errors';

/** @param note what resuming is no way to do; empty for nothing */
export const startAfterOption = (note: string): INodeProperties => ({
	displayName: 'Start After Openid',
	name: 'startAfterOpenid',
	type: 'string',
	default: '',
	placeholder: 'e.g. oR5GjjgEhCMJFyzaVZdrxZ2zRRF4',
	description: `Resume an interrupted listing after this person: the error of a list that broke off names the openid${note}`,
});

/**
 * @param cause what the list met
 * @param found what was read of it
 * @param last the openid behind which the list is to go on; empty when nothing was read
 */
export function interrupted(cause: WechatError, found: IDataObject[], last: string): WechatError {
	if (last === '') return cause;
	const wayOut =
		found.length === 0
			? ''
			: ` To read the rest of the list, set the option 'Start After Openid' to ${last}. What comes before is put out where On Error of this node is set to continue.`;
	return new InterruptedList(cause, found, { startAfterOpenid: last }, wayOut);
}
