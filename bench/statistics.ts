// Medians, middle halves and ratios of samples taken side by side.

/** A middle value with the middle half of what was seen around it. */
export interface Spread {
	median: number;
	lower: number;
	upper: number;
	least: number;
	count: number;
}

function quantile(sorted: number[], share: number): number {
	const at = (sorted.length - 1) * share;
	const below = Math.floor(at);
	const above = Math.ceil(at);
	return sorted[below] + (sorted[above] - sorted[below]) * (at - below);
}

/** @throws Error when there are no values */
export function spreadOf(values: number[]): Spread {
	if (values.length === 0) throw new Error('There is nothing to take a median of.');
	const sorted = [...values].sort((a, b) => a - b);
	return {
		median: quantile(sorted, 0.5),
		lower: quantile(sorted, 0.25),
		upper: quantile(sorted, 0.75),
		least: sorted[0],
		count: sorted.length,
	};
}

/** Round by round: what both met in the same moment of this machine cancels out. */
export function ratiosOf(values: number[], base: number[]): number[] {
	const rounds = Math.min(values.length, base.length);
	return Array.from({ length: rounds }, (_, round) => values[round] / base[round]);
}

/** Width of the middle half, as a share of the median. */
export function unrest({ median, lower, upper }: Spread): number {
	return (upper - lower) / median;
}
