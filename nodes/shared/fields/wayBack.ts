// How a person comes back who was sent to a page of WeChat's: to which address, and with what random text.
import { randomBytes } from 'node:crypto';
import { isPassedThrough, isWebAddress } from '../../../wechat/pages';
import type { Item } from '../run/item';

/** 128 bits, as hex within WeChat's 128 characters: nobody guesses another person's. */
const RANDOM_BYTES = 16;

/**
 * @param example what else to say of an address that is none
 * @returns where WeChat sends the person
 * @throws NodeOperationError naming the parameter
 */
export function readRedirectUrl(item: Item, example = ''): string {
	const redirectUrl = item.requiredText(
		'redirectUrl',
		'Redirect URL',
		'Give the address to which WeChat sends the person, for instance the production URL of a Webhook node.',
	);
	if (isWebAddress(redirectUrl)) return redirectUrl;
	throw item.refuse(
		"The parameter 'Redirect URL' is not a web address",
		`It must be complete and start with https:// or http://${example}.`,
		'redirectUrl',
	);
}

/**
 * @param label what the panel calls the parameter
 * @param wayOut what to do about a text that WeChat does not take
 * @returns what comes back with the person; random where nothing is given
 * @throws NodeOperationError naming the parameter
 */
export function readPassedThrough(item: Item, name: string, label: string, wayOut: string): string {
	const text = item.text(name) || randomBytes(RANDOM_BYTES).toString('hex');
	if (isPassedThrough(text)) return text;
	throw item.refuse(
		`The parameter '${label}' has characters or a length that WeChat does not take`,
		wayOut,
		name,
	);
}
