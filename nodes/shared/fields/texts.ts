// Several texts in one parameter: a list, or one text with commas (also Chinese ones) or line ends between them.

/**
 * @param given what the parameter came to
 * @returns the texts, trimmed, the empty ones left out
 */
export function listOfTexts(given: unknown): string[] {
	const parts: unknown[] = Array.isArray(given) ? given : String(given ?? '').split(/[,\n\uff0c\u3001]/);
	return parts.map((part) => String(part ?? '').trim()).filter((text) => text !== '');
}
