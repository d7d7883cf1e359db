// A placeholder shows an example, and says that it is one.
import { parameters } from '../../support/panels';

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

// n8n's JsonEditor takes no placeholder (2.40.7), and what stands in it by default would hide one.
it('every JSON parameter shows its example below the editor, and in no placeholder', () => {
	const inJson = parameters.filter(({ property }) => property.type === 'json');
	expect(inJson.length).toBeGreaterThan(4);
	for (const { path, property } of inJson) {
		const { hint, placeholder } = property;
		expect({ path, hint, placeholder }).toEqual({
			path,
			hint: expect.stringMatching(/^e\.g\. \{".+\}$/),
			placeholder: undefined,
		});
		expect(() => JSON.parse(hint?.replace('e.g. ', '') ?? '')).not.toThrow();
	}
});
