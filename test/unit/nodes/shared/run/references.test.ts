/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// Which parameters are read without n8n's expression engine, and which are left to it.
import { runInNewContext } from 'node:vm';
import { LEFT_TO_N8N, readerOf } from '../../../../../nodes/shared/run/references';

const json = {
	openid: 'oA',
	name: '小明',
	count: 3,
	none: null,
	yes: true,
	nothing: '',
	list: [{ id: 'first' }, 'second'],
	'order no': 'N-1',
	姓名: '王',
	constructor: 'own',
};
const rows: Record<string, unknown> = { 'Get rows': { json: { text: 'hello' } } };
const view = {
	json,
	item(node: string) {
		if (!(node in rows)) throw new Error(`no node ${node}`);
		return rows[node];
	},
};

/** @returns what is read, or that n8n has to */
const read = (raw: unknown) => readerOf(raw)?.(view) ?? LEFT_TO_N8N;

it.each<[string, unknown]>([
	['={{ $json.openid }}', 'oA'],
	['={{$json.openid}}', 'oA'],
	['={{ $json["openid"] }}', 'oA'],
	["={{ $json['order no'] }}", 'N-1'],
	['={{ $json.姓名 }}', '王'],
	['={{ $json.list[0].id }}', 'first'],
	['={{ $json.list[1] }}', 'second'],
	["={{ $('Get rows').item.json.text }}", 'hello'],
	['={{ $("Get rows").item.json.text }}', 'hello'],
])('follows %s', (raw, value) => {
	expect(read(raw)).toBe(value);
});

it('keeps the type of a field that stands alone', () => {
	expect(read('={{ $json.count }}')).toBe(3);
	expect(read('={{ $json.yes }}')).toBe(true);
	expect(readerOf('={{ $json.none }}')?.(view)).toBeNull();
});

it('makes text of fields within text, and nothing of null', () => {
	expect(read('=Dear {{ $json.name }}, {{ $json.count }} of {{ $json.none }}{{ $json.yes }}')).toBe(
		'Dear 小明, 3 of true',
	);
	expect(read('={{ $json.count }}{{ $json.count }}')).toBe('33');
	expect(read('= {{ $json.count }}')).toBe(' 3');
	expect(read('={"thing1":{{ $json.count }}}')).toBe('{"thing1":3}');
});

it('takes text without any field as it is', () => {
	expect(read('=hello')).toBe('hello');
	expect(read('=')).toBe('');
	expect(read('hello {{ $json.name }}')).toBe('hello {{ $json.name }}');
});

it('reads what is nested in a parameter', () => {
	const raw = { __rl: true, mode: 'id', value: '={{ $json.openid }}', list: ['=a', '={{ $json.count }}', 7] };
	expect(read(raw)).toEqual({ __rl: true, mode: 'id', value: 'oA', list: ['a', 3, 7] });
});

it.each([
	['a computation', '={{ 1 + 1 }}'],
	['a method', '={{ $json.name.trim() }}'],
	['a fallback', "={{ $json.name || 'x' }}"],
	['an optional step', '={{ $json?.name }}'],
	['a step by variable', '={{ $json[$itemIndex] }}'],
	['other data of n8n', '={{ $now }}'],
	['the whole item', '={{ $json }}'],
	['a missing field', '={{ $json.missing }}'],
	['a field of a text', '={{ $json.name.length }}'],
	['a list', '={{ $json.list }}'],
	['the length of a list', '={{ $json.list.length }}'],
	['a place beyond the list', '={{ $json.list[2] }}'],
	['a name that n8n refuses', "={{ $json['constructor'] }}"],
	['that name within text', '=the.constructor {{ $json.name }}'],
	['a name of every object', '={{ $json.toString }}'],
	['a backslash', '=C:\\{{ $json.name }}'],
	['open brackets', '={{ $json.name'],
	['brackets in brackets', '={{{ $json.name }}}'],
	['a tool parameter', "={{ $fromAI('openid') }}"],
	['one of several that is not plain', ['={{ $json.name }}', '={{ $now }}']],
])('leaves %s to n8n', (_, raw) => {
	expect(read(raw)).toBe(LEFT_TO_N8N);
});

describe('steps only into lists and plain objects, by their own properties', () => {
	class Row {
		readonly id = 'own';
		get name() {
			return 'computed';
		}
	}
	const getter = Object.defineProperty({}, 'id', {
		get: () => {
			throw new Error('must not run');
		},
	});
	class Rows extends Array<string> {}

	it.each<[string, unknown]>([
		['a getter', getter],
		['an object of a class', new Row()],
		['an inherited field', Object.create({ id: 'inherited' })],
		['a Map', new Map([['id', 1]])],
		['a date', new Date(0)],
		['a list of a class', Rows.from(['a'])],
		['a list that lacks the place', [,]], // eslint-disable-line no-sparse-arrays
	])('%s is left to n8n', (_, value) => {
		for (const path of ['.id', '.name', '[0]']) {
			const reader = readerOf(`={{ $json.value${path} }}`);
			expect(reader?.({ ...view, json: { value } })).toBe(LEFT_TO_N8N);
		}
	});

	it('an object without a prototype, and one of another world, are plain', () => {
		const bare = Object.assign(Object.create(null), { id: 'bare' }) as object;
		const foreign: unknown = runInNewContext('({ id: "foreign", list: [1] })');
		const json = { bare, foreign };
		expect(readerOf('={{ $json.bare.id }} {{ $json.foreign.id }}')?.({ ...view, json })).toBe('bare foreign');
		expect(readerOf('={{ $json.foreign.list[0] }}')?.({ ...view, json })).toBe(1);
	});
});

it('an item that carries an error is left to n8n', () => {
	const item = () => ({ json: { text: 'hello' }, error: new Error('failed') });
	expect(readerOf("={{ $('Get rows').item.json.text }}")?.({ json, item })).toBe(LEFT_TO_N8N);
});

it('lets n8n say what is wrong with a node that gave nothing', () => {
	expect(() => readerOf("={{ $('Nowhere').item.json.a }}")?.(view)).toThrow('no node Nowhere');
});
