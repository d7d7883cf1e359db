// Waiting before a call is tried again, until somebody presses Stop.
import { sleep } from 'n8n-workflow';

/**
 * Waits, but no longer than the execution is wanted.
 *
 * @param ms how long
 * @param stop n8n's signal that the execution is cancelled; undefined where n8n has none
 * @returns false when it was cancelled before or meanwhile
 */
export async function pause(ms: number, stop: AbortSignal | undefined): Promise<boolean> {
	if (stop?.aborted) return false;
	let wakeUp = (): void => undefined;
	const stopped = new Promise<void>((resolve) => {
		wakeUp = resolve;
	});
	stop?.addEventListener('abort', wakeUp);
	await Promise.race([sleep(ms), stopped]);
	stop?.removeEventListener('abort', wakeUp);
	return !stop?.aborted;
}
