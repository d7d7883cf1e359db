/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
// The pictures of the documents. Each run takes them all and compares what they show with what the stored ones showed;
// `npm run test:ui -- --write` stores them. Texts and places are compared, not pixels: fonts differ between machines.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder, repositoryRoot } from '../../../host/n8n/places';

const STORED = join(repositoryRoot, 'docs', 'screenshots');
const CONTENTS = 'contents.json';
/** Of this run, for whoever wants to look. */
export const TAKEN = join(dataFolder, 'screenshots');

/** What each picture shows, by file name. */
type Contents = Record<string, string[]>;

export const mostBytes = 150_000;
export const isWriting = () => process.env.WRITE_SCREENSHOTS === '1';

const readContents = (): Contents => {
	const file = join(STORED, CONTENTS);
	return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Contents) : {};
};

const picturesIn = (folder: string): string[] =>
	existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.png')) : [];

/** Begins with an empty folder for this run, and an empty store when the pictures are written anew. */
export function openAlbum(): void {
	rmSync(TAKEN, { recursive: true, force: true });
	mkdirSync(TAKEN, { recursive: true });
	taken = {};
}

let taken: Contents = {};

/**
 * Keeps a picture.
 *
 * @param name file name without `.png`
 * @param png the picture
 * @param shows what can be read in it, and where things stand if that matters
 */
export function keep(name: string, png: Buffer, shows: string[]): void {
	taken[`${name}.png`] = shows;
	writeFileSync(join(TAKEN, `${name}.png`), png);
}

/** Puts the pictures of this run in place of the stored ones. */
export function store(): void {
	rmSync(STORED, { recursive: true, force: true });
	mkdirSync(STORED, { recursive: true });
	for (const file of Object.keys(taken)) {
		writeFileSync(join(STORED, file), readFileSync(join(TAKEN, file)));
	}
	const sorted = Object.fromEntries(Object.entries(taken).sort(([a], [b]) => a.localeCompare(b)));
	writeFileSync(join(STORED, CONTENTS), `${JSON.stringify(sorted, null, '\t')}\n`);
}

/** @returns what this run has taken, and what is stored: contents, files and their sizes in bytes */
export function compare() {
	const stored = picturesIn(STORED);
	return {
		taken,
		stored: readContents(),
		files: stored,
		bytes: Object.fromEntries(stored.map((file) => [file, readFileSync(join(STORED, file)).length])),
	};
}
