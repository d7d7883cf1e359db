// Chance that can be had again: the same seed draws the same numbers (mulberry32).

/** Draws from one seed. */
export class Chance {
	private state: number;

	constructor(seed: number) {
		this.state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
	}

	/** From 0 up to, not including, 1. */
	next(): number {
		this.state = (this.state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}

	/** A whole number, both ends included. */
	between(least: number, most: number): number {
		return least + Math.floor(this.next() * (most - least + 1));
	}

	yes(probability: number): boolean {
		return this.next() < probability;
	}

	pick<T>(choices: readonly T[]): T {
		return choices[Math.floor(this.next() * choices.length)];
	}

	/** One of the choices, each as likely as its weight says. */
	weighted<T>(choices: ReadonlyArray<readonly [number, T]>): T {
		let left = this.next() * choices.reduce((sum, [weight]) => sum + weight, 0);
		for (const [weight, choice] of choices) {
			left -= weight;
			if (left < 0) return choice;
		}
		return choices[choices.length - 1][1];
	}

	/** So many of the list, in an order of their own. */
	some<T>(list: readonly T[], count: number): T[] {
		const rest = [...list];
		return Array.from({ length: Math.min(count, rest.length) }, () => {
			const [taken] = rest.splice(Math.floor(this.next() * rest.length), 1);
			return taken;
		});
	}
}
