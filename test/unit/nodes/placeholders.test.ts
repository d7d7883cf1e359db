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

/** Parameters of the type JSON, however deep. */
function jsonIn(properties: INodeProperties[]): INodeProperties[] {
	return properties.flatMap((property) => {
		const nested = (property.options ?? []).flatMap((option) => {
			if ('values' in option) return jsonIn(option.values);
			return 'type' in option ? jsonIn([option]) : [];
		});
		return property.type === 'json' ? [property, ...nested] : nested;
	});
}

// n8n's JsonEditor takes no placeholder (2.40.7), and what stands in it by default would hide one.
it('every JSON parameter shows its example below the editor, and in no placeholder', () => {
	const parameters = panels.flatMap(({ properties }) => jsonIn(properties));
	expect(parameters.length).toBeGreaterThan(4);
	for (const { displayName, hint, placeholder } of parameters) {
		expect({ displayName, hint, placeholder }).toEqual({
			displayName,
			hint: expect.stringMatching(/^e\.g\. \{".+\}$/),
			placeholder: undefined,
		});
		expect(() => JSON.parse(hint?.replace('e.g. ', '') ?? '')).not.toThrow();
	}
});
