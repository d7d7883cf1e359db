// The pictures in the documents are those that this run has taken: none is missing, forgotten or out of date.
import { compare, isWriting, mostBytes, store } from '../support/album';

export function pictureSuite() {
	beforeAll(() => {
		if (isWriting()) store();
	});

	it('are stored, and no others', () => {
		const { taken, files } = compare();
		expect(files.sort()).toEqual(Object.keys(taken).sort());
	});

	it('show what the editor shows now; if not: npm run test:ui -- --write', () => {
		const { taken, stored } = compare();
		expect(taken).toEqual(stored);
	});

	it('are small', () => {
		const { bytes } = compare();
		expect(Object.entries(bytes).filter(([, size]) => size > mostBytes)).toEqual([]);
	});
}
