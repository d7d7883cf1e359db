// How n8n wants lists to be ordered and written.

/**
 * A copy in alphabetical order, as n8n asks for.
 *
 * Not by `localeCompare`: it loads the rules of all languages, which takes longer than anything else in this package.
 *
 * @param choices with English names
 * @param nameOf what they are ordered by
 */
export function alphabetical<T>(choices: T[], nameOf: (choice: T) => string): T[] {
	const order = (a: string, b: string) => Number(a > b) - Number(a < b);
	return [...choices].sort((a, b) => order(nameOf(a).toLowerCase(), nameOf(b).toLowerCase()));
}

/** Words that titles write small, unless they come first. */
const SMALL = new Set([
	'a',
	'an',
	'and',
	'as',
	'at',
	'by',
	'for',
	'if',
	'in',
	'of',
	'on',
	'or',
	'per',
	'the',
	'to',
	'with',
]);

/**
 * A sentence as a title, as n8n writes the choices of a list: "Add tag to follower" is "Add Tag to Follower".
 *
 * @param sentence English; words with capitals of their own (QR, URL) stay as they are
 */
export const titleCase = (sentence: string): string =>
	sentence
		.split(' ')
		.map((word, at) => (at > 0 && SMALL.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1)))
		.join(' ');
