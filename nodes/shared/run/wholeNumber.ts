// Whole numbers within bounds, as a parameter or an option gives them.

export interface Bounds {
	min: number;
	/** Without it, there is no highest. */
	max?: number;
}

/**
 * @param value as its field takes it: a number, or digits where the field takes text, too
 * @returns undefined where it is no whole number within the bounds; what is empty is none, and not 0
 */
export function wholeNumber(value: unknown, { min, max = Infinity }: Bounds): number | undefined {
	const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
	if (typeof number !== 'number' || !Number.isInteger(number)) return undefined;
	return number >= min && number <= max ? number : undefined;
}

/** What an error asks for: `must be a whole number from 1 to 30`. */
export const mustBeWhole = ({ min, max }: Bounds): string =>
	`must be a whole number from ${min}${max === undefined ? '' : ` to ${max}`}`;
