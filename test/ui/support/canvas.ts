// What stands on a workflow's canvas: a picture of it, what the picture shows, and what looks wrong.
import { waitFor } from '../../../host/n8n/wait';
import { keep } from './album';
import { VIEWPORT } from './browser';
import { readConnections, readPieces, removeElement } from './pieces';
import type { Editor } from './editor';

/** Room for the widest example at a size that can be read. */
const WIDE = { width: 1640, height: 1100 };
/** What lies over the canvas and belongs to no workflow: the editor's own buttons, and the dots of the background. */
const CLEAN = `
	[data-test-id="canvas-wrapper"] > :not(:first-child), [data-test-id="canvas"] > .vue-flow__panel,
	[data-test-id="logs-panel"], [data-test-id="canvas-background"], [data-test-id^="execute-workflow-button"], div:has(> * > [data-test-id^="radio-button-"]) { visibility: hidden !important; }
	* { caret-color: transparent !important; }`;
/** Pixels to the right of a node for the sign that another may follow. */
const HANDLE = 44;
/** Pixels around what stands on the canvas. */
const MARGIN = 20;
/** Pixels of a note's height that may be empty. */
const MOST_BLANK = 56;

interface Box {
	x: number;
	y: number;
	width: number;
	height: number;
}

/** A node with all its labels, or a note; places in pixels of the screen. */
export interface Piece extends Box {
	name: string;
	isNote: boolean;
	/** Place on the canvas and the words to be read there. */
	shows: string;
	/** Words that end in an ellipsis, or run out of a note. */
	cut: string[];
	/** Of a note: whether a connection runs through it. */
	crossed?: boolean;
	/** Pixels of a note's height below its text; negative when the text is too long. */
	blank: number;
}

/** @returns every node and note on the canvas */
export const piecesOn = async ({ page }: Editor): Promise<Piece[]> =>
	await page.locator('.vue-flow__node').evaluateAll(readPieces);

/** @returns the names of notes that a connection runs through; asked while the canvas rests */
async function crossedNotes({ page }: Editor, pieces: Piece[]): Promise<string[]> {
	const points = (await page.locator('.vue-flow__edge-path').evaluateAll(readConnections)).flat();
	const isInside = ({ x, y, width, height }: Box) =>
		points.some((point) => point.x > x && point.x < x + width && point.y > y && point.y < y + height);
	return pieces.filter((piece) => piece.isNote && isInside(piece)).map(({ name }) => name);
}

const overlap = (a: Box, b: Box): boolean =>
	a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** @returns sentences about what a person would find ugly: things on top of each other, words cut off, half-empty notes */
export function flaws(pieces: Piece[]): string[] {
	const pairs = pieces.flatMap((a, index) => pieces.slice(index + 1).map((b) => [a, b] as const));
	return [
		...pairs.filter(([a, b]) => overlap(a, b)).map(([a, b]) => `"${a.name}" and "${b.name}" overlap`),
		...pieces.flatMap(({ name, cut }) => cut.map((words) => `"${name}" cuts off "${words}"`)),
		...pieces.filter(({ crossed }) => crossed).map(({ name }) => `a connection runs through "${name}"`),
		...pieces
			.filter(({ blank }) => blank > MOST_BLANK)
			.map(({ name, blank }) => `"${name}" has ${blank} pixels to spare`),
	];
}

/**
 * Takes a picture of the whole canvas, cut to what stands on it.
 *
 * @param name the picture's name
 * @returns what it shows, as it was when the picture was taken
 */
export async function photographCanvas(editor: Editor, name: string): Promise<Piece[]> {
	const { page } = editor;
	await page.setViewportSize(WIDE);
	await page.mouse.move(0, 0);
	const style = await page.addStyleTag({ content: CLEAN });
	await editor.part('zoom-to-fit').dispatchEvent('click');
	const pieces = await settled(editor);
	const left = Math.min(...pieces.map(({ x }) => x)) - MARGIN;
	const top = Math.min(...pieces.map(({ y }) => y)) - MARGIN;
	const right = Math.max(...pieces.map(({ x, width }) => x + width)) + MARGIN + HANDLE;
	const bottom = Math.max(...pieces.map(({ y, height }) => y + height)) + MARGIN;
	const clip = { x: left, y: top, width: right - left, height: bottom - top };
	keep(name, await page.screenshot({ clip }), pieces.map(({ shows }) => shows).sort());
	const crossed = await crossedNotes(editor, pieces);
	await style.evaluate(removeElement);
	await page.setViewportSize(VIEWPORT);
	return pieces.map((piece) => ({ ...piece, crossed: crossed.includes(piece.name) }));
}

const isInView = ({ x, y, width, height }: Box): boolean =>
	x >= MARGIN && y >= MARGIN && x + width <= WIDE.width - MARGIN && y + height <= WIDE.height - MARGIN;

/** The editor glides to its new place: waits until two looks in a row see the same, and all of it. */
async function settled(editor: Editor): Promise<Piece[]> {
	let before = '';
	return await waitFor(
		'the canvas to come to rest',
		async () => {
			const pieces = await piecesOn(editor);
			const now = JSON.stringify(pieces);
			if (now === before && pieces.every(isInView)) return pieces;
			before = now;
			return undefined;
		},
		{ everyMs: 300 },
	);
}
