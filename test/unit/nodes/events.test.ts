// How n8n's nodes panel lists the events of the triggers: by `action`, else by "On" and the name in small letters.
import type { INodePropertyOptions } from 'n8n-workflow';
import { triggers } from '../../support/panels';

describe.each(triggers)('The events of $description.displayName', ({ description }) => {
	const events = description.properties.find(({ name }) => name === 'events');
	const choices = (events?.options ?? []) as INodePropertyOptions[];

	it('have an action of their own each, short enough for the panel', () => {
		const actions = choices.map(({ action }) => action ?? '');
		expect(actions.length).toBeGreaterThan(10);
		expect(actions.filter((action) => !/^On .{4,36}$/.test(action))).toEqual([]);
		expect(new Set(actions).size).toBe(actions.length);
	});

	it('are written in sentence case, names of their own apart', () => {
		const capitals = choices.flatMap(({ action }) => (action ?? '').match(/(?<!^)\b[A-Z]\w*/g) ?? []);
		expect([...new Set(capitals)].filter((word) => word !== 'QR')).toEqual([]);
		expect(choices.filter(({ action }) => /\bqr\b/.test(action ?? ''))).toEqual([]);
	});
});
