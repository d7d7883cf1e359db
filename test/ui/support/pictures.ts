// Pictures of parts of the editor.
import type { Locator } from 'playwright-core';
import { keep } from './album';
import type { Editor } from './editor';
import { readWords, removeElement } from './pieces';

/** Passing messages in the corner, blinking cursors, and what only a person of flesh would be asked. */
const CLEAN = `
	.el-notification, [class*="notification" i][role="alert"], [data-sonner-toaster] { visibility: hidden !important; }
	* { caret-color: transparent !important; }`;

/** @returns the words to be read in a part of the editor, also what stands in its inputs; never what a password holds */
export const wordsOf = async (part: Locator): Promise<string[]> => await part.evaluate(readWords);

/**
 * Keeps a picture of one part of the editor.
 *
 * @param name the picture's name
 * @param part what is pictured
 * @param changing what is another at each run, such as ports and ids
 */
export async function keepPart(
	{ page }: Editor,
	name: string,
	part: Locator,
	changing: RegExp[] = [],
): Promise<void> {
	const style = await page.addStyleTag({ content: CLEAN });
	await page.mouse.move(0, 0);
	const words = await wordsOf(part);
	const shows = words.map((line) => changing.reduce((text, pattern) => text.replace(pattern, '...'), line));
	keep(name, await part.screenshot({ animations: 'disabled' }), shows);
	await style.evaluate(removeElement);
}
