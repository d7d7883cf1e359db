// The ticket with which the official account signs its web pages: the same one until its end (docs/wechat/messages.md#js-sdk).
import { randomBytes } from 'node:crypto';
import { noteIssued } from './issued';

const LIFE_SECONDS = 7200;

export class JsapiTickets {
	private current?: { ticket: string; endsAt: number };

	constructor(private readonly now: () => number) {}

	/** @returns the ticket, and for how many more seconds it is good */
	take(): { ticket: string; expiresIn: number } {
		const now = this.now();
		if (this.current === undefined || this.current.endsAt - now < 1000) {
			const ticket = randomBytes(64).toString('base64url');
			noteIssued('tokens', ticket);
			this.current = { ticket, endsAt: now + LIFE_SECONDS * 1000 };
		}
		const { ticket, endsAt } = this.current;
		return { ticket, expiresIn: Math.floor((endsAt - now) / 1000) };
	}
}
