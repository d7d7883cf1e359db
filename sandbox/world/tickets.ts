// The tickets with which the official account signs its web pages (docs/wechat/tokens.md#tickets-for-web-pages).
import { randomBytes } from 'node:crypto';
import { noteIssued } from './issued';
import type { Settings } from './settings';

const LIFE_SECONDS = 7200;

export class JsapiTickets {
	/** Those that may still be good, by the time of the sandbox's clock at which each ends; the newest last. */
	private readonly ends = new Map<string, number>();

	constructor(
		private readonly now: () => number,
		private readonly settings: () => Settings,
	) {}

	private make(): string {
		if (this.settings().ticketRepeated === 'newOldDies') this.ends.clear();
		const ticket = randomBytes(64).toString('base64url');
		noteIssued('tokens', ticket);
		this.ends.set(ticket, this.now() + LIFE_SECONDS * 1000);
		return ticket;
	}

	/** @returns the ticket, and for how many seconds WeChat says that it is good */
	take(): { ticket: string; expiresIn: number } {
		const { ticketRepeated, ticketExpiresIn } = this.settings();
		const current = this.good().at(-1);
		const ticket = ticketRepeated === 'same' && current !== undefined ? current : this.make();
		const left = Math.ceil(((this.ends.get(ticket) ?? 0) - this.now()) / 1000);
		return { ticket, expiresIn: ticketExpiresIn === 'left' ? left : LIFE_SECONDS };
	}

	/** @returns the tickets with which a page may be signed now, oldest first */
	good(): string[] {
		for (const [ticket, end] of this.ends) if (end <= this.now()) this.ends.delete(ticket);
		return [...this.ends.keys()];
	}
}
