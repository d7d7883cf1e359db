// What runs inside the page, where Node's types do not hold.
import type { Piece } from './canvas';

/** @param elements the nodes and notes of a canvas */
export function readPieces(elements: unknown[]): Piece[];
/** @returns points along each connection, in pixels of the screen */
export function readConnections(paths: unknown[]): Array<Array<{ x: number; y: number }>>;
export function removeElement(element: unknown): void;
/** @returns the words to be read in an element, a line each, also what stands in its inputs */
export function readWords(element: unknown): string[];
