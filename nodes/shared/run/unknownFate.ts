// What is said of a message of unknown fate that is not sent again, and when it may be.
import type { IDataObject } from 'n8n-workflow';
import { WechatError } from '../call/errors';
import type { Open } from './keptSends';

/** So long WeChat promises to drop the second message with the same key. */
const KEY_VALID_MS = 10 * 60_000;
export const NOT_AGAIN =
	'A try of this execution got no answer, and it is not known whether WeChat carried it out, so it was not sent again.';
export const CANNOT_BE_REACHED =
	'A try of this execution got no answer, and it is not known whether WeChat carried it out. The person cannot be reached any more.';

/** Whether another call does no harm: WeChat still knows its key. */
export const isHarmless = ({ key, repeatable, since }: Open): boolean =>
	key !== undefined && repeatable && Date.now() < since + KEY_VALID_MS;

/** @returns the error that its last try met */
export const asError = ({ message, description }: Open): WechatError =>
	new WechatError({ message, description, fate: 'unsafe' });

/**
 * A result, not an error, for a message that is not sent again: the error was put out by the earlier try, and in a loop that
 * leads errors back to this node another one would lead back for ever.
 */
export const unknown = (description: string): IDataObject => ({
	delivered: null,
	reason: 'unknown',
	description,
});
