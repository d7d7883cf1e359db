// A placeholder shows an example, and says that it is one.
import { parameters } from './panels';

it('every placeholder begins with "e.g."', () => {
	const placeholders = parameters.flatMap(({ path, property: { type, placeholder, modes = [] } }) => {
		// Those of collections and groups are the words on a button, such as "Add option".
		const isButton = type === 'collection' || type === 'fixedCollection';
		const own = isButton ? [] : [placeholder, ...modes.map((mode) => mode.placeholder)];
		return own.filter((text) => text !== undefined).map((text) => ({ path, text }));
	});
	expect(placeholders.length).toBeGreaterThan(60);
	expect(placeholders.filter(({ text }) => !text.startsWith('e.g. '))).toEqual([]);
});
