// The checks of the diagnosis that ask nothing of WeChat: what the credential says about pushes, and the workflow's zone.
import { good, unknown, wrong } from './findings';
import type { Finding } from './findings';

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

/** The zone of the workflow, an IANA name, and whether somebody has set it for this workflow. */
export interface Zone {
	name: string;
	isChosen: boolean;
}

/** What n8n takes where nobody says anything. */
const DEFAULT_OF_N8N = 'America/New_York';

/** @returns whether times without a zone of their own are written in a zone that somebody chose */
export function checkZone({ name, isChosen }: Zone): Finding {
	const check = 'Time zone';
	if (name !== DEFAULT_OF_N8N || isChosen)
		return good(check, `Times without a zone of their own are written in ${name}`);
	return unknown(
		check,
		`Times are written in ${name}, which is n8n's own default: perhaps nobody has chosen it`,
		"Choose 'Timezone' in the settings of the workflow, for instance Asia/Shanghai, or set GENERIC_TIMEZONE for all of n8n. A time such as 2026-12-01T02:00Z otherwise reaches people as the evening of the day before.",
	);
}
