// The clock of this process. A sandbox keeps the one that it was started with.

/** Puts the clock on by so much, from where it was put before; a negative number puts it back. Undone by restoreAllMocks. */
export function moveClock(ms: number): void {
	const before = Date.now();
	jest.restoreAllMocks();
	const offset = before - Date.now() + ms;
	const real = Date.now.bind(Date);
	jest.spyOn(Date, 'now').mockImplementation(() => real() + offset);
}
