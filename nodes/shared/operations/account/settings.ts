// The checks of the diagnosis that ask nothing of WeChat: what the credential says about pushes, and the workflow's zone.
import { good, unknown, wrong } from './findings';
import type { Finding } from './findings';
import { ZONE_WAY_OUT, isLeftToN8n } from '../../run/zone';
import type { Zone } from '../../run/zone';

/** What a credential says about pushes. */
export interface PushState {
	/** Whether it says anything: only a trigger needs that. */
	isGiven: boolean;
	/** With what no trigger could work, as a sentence. */
	fault?: string;
}

/** @returns whether a trigger could work with the push token and the AES key of the credential */
export function checkPushSettings({ isGiven, fault }: PushState): Finding {
	const check = 'Push settings';
	if (!isGiven)
		return unknown(check, "'Push Token' and 'Encoding AES Key' are empty, which only a trigger would need");
	return fault
		? wrong(check, 'No trigger could work with the push settings of the credential', fault)
		: good(
				check,
				"'Push Token' and 'Encoding AES Key' have the form that WeChat gives them; a push shows whether they are the console's",
			);
}

/** @returns whether times without a zone of their own are written in a zone that somebody chose */
export function checkZone(zone: Zone): Finding {
	const check = 'Time zone';
	const { name } = zone;
	if (!isLeftToN8n(zone)) return good(check, `Times without a zone of their own are written in ${name}`);
	return unknown(
		check,
		`Times are written in ${name}, which is n8n's own default: perhaps nobody has chosen it`,
		`${ZONE_WAY_OUT} A time such as 2026-12-01T02:00Z otherwise reaches people as the evening of the day before.`,
	);
}
