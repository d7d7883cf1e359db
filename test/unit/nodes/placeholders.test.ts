// A placeholder shows an example, and says that it is one.
import type { INodeProperties } from 'n8n-workflow';
import { panels } from './panels';

/** Those of collections and groups are the words on a button, such as "Add option". */
function placeholdersIn(properties: INodeProperties[]): string[] {
	return properties.flatMap(({ type, placeholder, options = [], modes = [] }) => {
		const isButton = type === 'collection' || type === 'fixedCollection';
		const nested = options.flatMap((option) => {
			if ('values' in option) return placeholdersIn(option.values);
			return 'type' in option ? placeholdersIn([option]) : [];
		});
		const own = [placeholder, ...modes.map((mode) => mode.placeholder)];
		return [...(isButton ? [] : own), ...nested].filter((text) => text !== undefined);
	});
}

it('every placeholder begins with "e.g."', () => {
	const placeholders = panels.flatMap(({ properties }) => placeholdersIn(properties));
	expect(placeholders.length).toBeGreaterThan(60);
	expect(placeholders.filter((text) => !text.startsWith('e.g. '))).toEqual([]);
});
