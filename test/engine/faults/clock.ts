/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// A clock for each lane. Its sandbox and all that runs in it see time go on as its sequence says; other lanes do not.
import { AsyncLocalStorage } from 'node:async_hooks';
import { shortenWaits } from '../support/waits';

const real = Date.now.bind(Date);
const clocks = new AsyncLocalStorage<Clock>();

/** In a lane all waits are short: they would be most of the time that ten thousand sequences take. */
export const shortenWaitsInLanes = (): (() => void) => shortenWaits(() => clocks.getStore() !== undefined);

export class Clock {
	private skipped = 0;

	/** Milliseconds since 1970. */
	readonly now = (): number => real() + this.skipped;

	/** So many milliseconds pass at once. */
	skip(ms: number): void {
		this.skipped += ms;
	}

	reset(): void {
		this.skipped = 0;
	}

	/** Everything that the work begins goes by this clock. */
	async keep<T>(work: () => Promise<T>): Promise<T> {
		Date.now = () => clocks.getStore()?.now() ?? real();
		return await clocks.run(this, work);
	}
}
