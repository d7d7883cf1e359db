// What a field makes of the value that an expression came to: n8n does not convert it to the field's type.
import type { INodeProperties } from 'n8n-workflow';
import { DateTime } from 'luxon';
import { Misfit, TypedFields } from '../../../../../nodes/shared/run/typed';

const field = (type: INodeProperties['type'], more: Partial<INodeProperties> = {}): INodeProperties => ({
	displayName: 'The Field',
	name: 'field',
	type,
	default: '',
	...more,
});
const choice = (...values: Array<string | number | boolean>) =>
	field('options', { options: values.map((value) => ({ name: String(value), value })) });
const group = (...values: INodeProperties[]) =>
	field('fixedCollection', { options: [{ name: 'row', displayName: 'Row', values }] });
const locator = (value: unknown) => ({ __rl: true, mode: 'id', value });

/** @returns what the field takes the value for, or its refusal as one sentence */
function taken(fields: INodeProperties | INodeProperties[], value: unknown): unknown {
	const fit = new TypedFields([fields].flat()).parameter('field', value);
	return fit instanceof Misfit ? `refused: it ${fit.is}` : fit;
}

describe('Text', () => {
	it.each<[value: unknown, text: unknown]>([
		['as it is ', 'as it is '],
		[42, '42'],
		[-1.5, '-1.5'],
		[0, '0'],
		[9007199254740991, '9007199254740991'],
		[true, 'true'],
		[false, 'false'],
		[12n, '12'],
		[new Date(0), '1970-01-01T00:00:00.000Z'],
		[DateTime.fromISO('2026-03-01T08:30:00', { zone: 'Asia/Shanghai' }), '2026-03-01T08:30:00.000+08:00'],
		['', ''],
		[null, null],
		[undefined, undefined],
	])('of %p is %p', (value, text) => {
		expect(taken(field('string'), value)).toBe(text);
		expect(taken(field('color'), value)).toBe(text);
	});

	it.each([9007199254740992, -9007199254740992, 2 ** 70, NaN, Infinity, -Infinity])(
		'is not made of %p, whose last digits are gone',
		(value) => {
			expect(taken(field('string'), value)).toBe(
				'refused: it is a number that cannot be read to the last digit',
			);
		},
	);

	it.each([
		['a Date', new Date(NaN)],
		['a DateTime', DateTime.fromISO('tomorrow')],
	])('is not made of an invalid date, whose JSON is null (%s)', (_, value) => {
		expect(taken(field('string'), value)).toBe('refused: it is a date that is none');
	});

	it.each<[value: unknown, what: string]>([
		[['a'], 'a list'],
		[{ a: 1 }, 'an object'],
		[{}, 'an object'],
	])('is not made of %j', (value, what) => {
		expect(taken(field('string'), value)).toBe(`refused: it is ${what}`);
	});
});

describe('A number', () => {
	it.each<[value: unknown, number: unknown]>([
		[7, 7],
		['7', 7],
		[' 7\n', 7],
		['-7.25', -7.25],
		['+7', 7],
		['007', 7],
		['', ''],
		['  ', ''],
		[null, null],
		[undefined, undefined],
	])('of %p is %p', (value, number) => {
		expect(taken(field('number'), value)).toBe(number);
	});

	it.each<[value: unknown, what: string]>([
		['7 days', '"7 days"'],
		['a7', '"a7"'],
		['7.', '"7."'],
		['.7', '".7"'],
		['7,5', '"7,5"'],
		['1e3', '"1e3"'],
		['0x10', '"0x10"'],
		[true, 'true'],
		[NaN, 'null'],
		[Infinity, 'null'],
		[[7], 'a list'],
		[{ a: 7 }, 'an object'],
	])('is not made of %p', (value, what) => {
		expect(taken(field('number'), value)).toBe(`refused: it is ${what}, and it must be a number`);
	});
});

describe('A switch', () => {
	it.each<[value: unknown, is: boolean | undefined]>([
		[true, true],
		['true', true],
		[' TRUE ', true],
		['1', true],
		[1, true],
		[false, false],
		['false', false],
		['False', false],
		['0', false],
		[0, false],
		['', undefined],
		[null, undefined],
		[undefined, undefined],
	])('of %p is %p', (value, is) => {
		expect(taken(field('boolean'), value)).toBe(is);
	});

	it.each<[value: unknown, what: string]>([
		['off', '"off"'],
		['truely', '"truely"'],
		[2, '2'],
		[[true], 'a list'],
		[{}, 'an object'],
	])('is not made of %p', (value, what) => {
		expect(taken(field('boolean'), value)).toBe(`refused: it is ${what}, and it must be true or false`);
	});
});

describe('A choice', () => {
	it('is one of the list, by its own value', () => {
		const days = choice('never', 7, 30);
		expect(taken(days, 'never')).toBe('never');
		expect(taken(days, ' never ')).toBe('never');
		expect(taken(days, '7')).toBe(7);
		expect(taken(days, 30)).toBe(30);
		for (const missing of ['', null, undefined]) expect(taken(days, missing)).toBeUndefined();
	});

	it('is not anything else, and the refusal names all of them', () => {
		const days = choice('never', 7, 30);
		const fields = new TypedFields([days]);
		expect(fields.parameter('field', 'Never')).toMatchObject({
			is: 'is "Never", which is not one of its choices',
			wayOut: 'Use one of never, 7, 30.',
		});
		expect(taken(days, ['never'])).toBe('refused: it is a list, which is not one of its choices');
	});

	it('of a list that WeChat gives is any text', () => {
		const loaded = field('options', { typeOptions: { loadOptionsMethod: 'getTags' } });
		expect(taken(loaded, 100)).toBe('100');
		expect(taken({ ...loaded, options: [] }, 'anything')).toBe('anything');
	});

	it('of fields that are shown in turn is one of any of them', () => {
		const both = [choice('a'), choice('b')];
		expect(taken(both, 'a')).toBe('a');
		expect(taken(both, 'b')).toBe('b');
		expect(taken(both, 'c')).toMatch(/^refused/);
		expect(taken([choice('a'), field('options')], 'c')).toBe('c');
	});
});

describe('A field with a picker', () => {
	it('takes text in the place of its value, and a value that is text', () => {
		const picked = locator('an ID');
		expect(taken(field('resourceLocator'), picked)).toBe(picked);
		expect(taken(field('resourceLocator'), locator(42))).toEqual(locator('42'));
		expect(taken(field('resourceLocator'), 'an ID')).toBe('an ID');
		expect(taken(field('resourceLocator'), 42)).toBe('42');
		expect(taken(field('resourceLocator'), null)).toBeNull();
	});

	it('takes no list and no object, in either place', () => {
		expect(taken(field('resourceLocator'), locator(['a']))).toBe('refused: it is a list');
		expect(taken(field('resourceLocator'), ['a'])).toBe('refused: it is a list');
		expect(taken(field('resourceLocator'), { id: 'a' })).toBe('refused: it is an object');
	});
});

describe('Groups of fields', () => {
	const rows = group({ ...field('string'), name: 'text' }, { ...field('number'), name: 'count' });

	it('take each value as its own field does, once or in a list', () => {
		expect(taken(rows, { row: { text: 1, count: '2' } })).toEqual({ row: { text: '1', count: 2 } });
		expect(taken(rows, { row: [{ text: 1 }, { text: 2 }] })).toEqual({ row: [{ text: '1' }, { text: '2' }] });
		expect(taken(rows, { row: [] })).toEqual({ row: [] });
		expect(taken(rows, {})).toEqual({});
	});

	it('keep what no field of theirs is for, and no group that they do not have', () => {
		expect(taken(rows, { row: { note: ['x'] }, other: { text: 1 } })).toEqual({ row: { note: ['x'] } });
	});

	it.each([null, undefined, ''])('may be left empty (%p)', (value) => {
		expect(taken(rows, value)).toBe(value);
	});

	it.each<[value: unknown, what: string]>([
		['a text', 'is "a text"'],
		[['a'], 'is a list'],
		[{ row: 'a text' }, 'holds "a text" where fields are asked for'],
		[{ row: [{ text: 'a' }, null] }, 'holds an object where fields are asked for'],
		[{ row: [['a']] }, 'holds a list where fields are asked for'],
		[{ row: [{ count: '1' }, { count: 'one' }] }, `has 'count', which is "one", and it must be a number`],
	])('are not %j', (value, what) => {
		expect(taken(rows, value)).toBe(`refused: it ${what}`);
	});
});

describe('A panel', () => {
	const panel = new TypedFields([
		{ ...field('string'), name: 'url', displayName: 'URL' },
		{ ...field('string'), name: 'path', displayName: 'Page' },
		{ ...field('string'), name: 'path', displayName: 'Path' },
		{ ...field('string'), name: 'path', displayName: 'Page' },
		field('collection', {
			name: 'options',
			displayName: 'Options',
			options: [{ ...field('number'), name: 'limit', displayName: 'Most Items' }],
		}),
	]);

	it('reads its options by their own types, apart from its parameters', () => {
		expect(panel.option('limit', '3')).toBe(3);
		expect(panel.parameter('limit', '3')).toBe('3');
		expect(panel.option('url', 3)).toBe(3);
		expect(panel.parameter('url', 3)).toBe('3');
	});

	it('leaves JSON, dates and template values to readers of their own', () => {
		const value = { a: [1] };
		expect(taken(field('json'), value)).toBe(value);
		expect(taken(field('dateTime'), value)).toBe(value);
		expect(taken(field('resourceMapper'), value)).toBe(value);
	});

	it('is told by the titles that people see, each once', () => {
		expect(panel.labelOf('url')).toBe('URL');
		expect(panel.labelOf('path')).toBe("Page' or 'Path");
		expect(panel.labelOf('options.limit')).toBe('Most Items');
		expect(panel.labelOf('unknown')).toBe('unknown');
	});
});
