// How often n8n is asked for a parameter, and of which items: working out an expression is what n8n takes longest over.
import type { IExecuteFunctions } from 'n8n-workflow';
import { RunParameters } from '../../../../../nodes/shared/run/parameters';

/** Only n8n can work it out. */
const COMPUTED = '={{ 1 + 1 }}';

interface Setting {
	raw: unknown;
	items?: unknown[];
	/** What expressions call `$json`, where it is not the input. */
	seen?: (index: number) => unknown;
	/** What expressions find at another node. */
	elsewhere?: unknown;
}

/** A node with one parameter. @returns what is read, and what n8n was asked to work out, by item */
function parametersOf({ raw, items = [{ a: 1 }, { a: 2 }], seen, elsewhere }: Setting) {
	const worked: number[] = [];
	let asked = 0;
	const input = items.map((json) => (json instanceof Error ? { json: {}, error: json } : { json }));
	const context = {
		getInputData: () => input,
		getNodeParameter: (_: string, index: number, fallback: unknown, how?: { rawExpressions?: boolean }) => {
			asked++;
			if (raw === undefined) return fallback;
			if (how?.rawExpressions || !String(raw).startsWith('=')) return raw;
			worked.push(index);
			return `n8n ${index}`;
		},
		getWorkflowDataProxy: (index: number) => ({
			$json: seen ? seen(index) : input[index].json,
			$: (name: string) => {
				if (elsewhere === undefined) throw new Error(`n8n has no node ${name}`);
				return { item: elsewhere };
			},
		}),
	} as unknown as IExecuteFunctions;
	const parameters = new RunParameters(context, []);
	const read = (index: number, fallback: string | object = '') =>
		parameters.read('p', index, fallback as string);
	return { read, worked, asked: () => asked };
}

it.each([
	['a text', 'a text'],
	['a number', 7],
	['nothing', null],
	['a list', ['a', 1]],
	['an object', { a: { b: ['c'] } }],
])('%s without an expression is the same for all items, and asked for once', (_, raw) => {
	const { read, asked } = parametersOf({ raw });
	expect(read(0)).toEqual(raw);
	const before = asked();
	expect(read(1)).toBe(read(0));
	expect(asked()).toBe(before);
});

it('What the chosen options do not show is the fallback', () => {
	const { read } = parametersOf({ raw: undefined });
	expect(read(0, { fallback: true })).toEqual({ fallback: true });
});

it.each([
	['alone', '={{ $json.a }}', [1, 2]],
	['within text', '=no. {{ $json.a }}', ['no. 1', 'no. 2']],
	['deep in a parameter', { x: ['={{ $json.a }}'] }, [{ x: [1] }, { x: [2] }]],
])('A field of the item, %s, is read without n8n', (_, raw, values) => {
	const { read, worked } = parametersOf({ raw });
	expect([read(0), read(1)]).toEqual(values);
	expect(read(0)).toEqual(values[0]);
	expect(worked).toEqual([]);
});

it('Any other expression is worked out by n8n, for each item', () => {
	const { read, worked } = parametersOf({ raw: COMPUTED });
	expect([read(0), read(1)]).toEqual(['n8n 0', 'n8n 1']);
	expect(worked).toEqual([0, 1]);
});

it('A field that an item lacks is left to n8n, for that item alone', () => {
	const { read, worked } = parametersOf({ raw: '={{ $json.a }}', items: [{ b: 1 }, { a: 2 }] });
	expect([read(0), read(1)]).toEqual(['n8n 0', 2]);
	expect(worked).toEqual([0]);
});

it('An item that carries an error is left to n8n', () => {
	const { read } = parametersOf({ raw: '={{ $json.a }}', items: [new Error('failed'), { a: 2 }] });
	expect([read(0), read(1)]).toEqual(['n8n 0', 2]);
});

it('In a tool of an AI agent, the item is one of the workflow, not the input', () => {
	const { read } = parametersOf({
		raw: '={{ $json.a }}',
		seen: (index) => ({ a: `of the workflow ${index}` }),
	});
	expect([read(0), read(1)]).toEqual(['of the workflow 0', 'of the workflow 1']);
});

it('A field of another node is read where n8n finds its item, and left to n8n where it does not', () => {
	const raw = "={{ $('Get rows').item.json.a }}";
	expect(parametersOf({ raw, elsewhere: { json: { a: 5 } } }).read(0)).toBe(5);
	expect(parametersOf({ raw }).read(0)).toBe('n8n 0');
});
