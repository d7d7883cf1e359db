/* eslint-disable @n8n/community-nodes/no-restricted-imports */
// Parameters read without n8n's expression engine have the very values that n8n gives, on each of its engines.
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { editionOf } from '../../../host/n8n/edition';
import { n8nScript, nodeForN8n } from '../../../host/n8n/places';
import { LEFT_TO_N8N, hasFailed, readerOf } from '../../../nodes/shared/run/references';
import { resolve } from '../support/resolve';

interface Case {
	json: Record<string, unknown>;
	raw: unknown;
	/** The item carries an error beside its fields. */
	failed: boolean;
}

const CASES = 3_000;
/** Of the n8n under test; the oldest has one only. */
const ENGINES: Array<'legacy' | 'vm' | 'quickjs'> =
	editionOf().name === 'oldest' ? ['legacy'] : ['legacy', 'vm', 'quickjs'];
/** What this package makes of one: a value, or n8n's turn. */
function readHere({ json, raw, failed }: Case): unknown {
	const one = failed ? { json, error: new Error('this item failed') } : { json };
	const item = (node: string) => (node === 'Before' ? one : undefined);
	const reader = readerOf(raw);
	return reader ? reader({ json: hasFailed(one) ? LEFT_TO_N8N : json, item }) : LEFT_TO_N8N;
}

const NAMES = [
	'openid',
	'name',
	'a',
	'b',
	'姓名',
	'order no',
	'item',
	'json',
	'values',
	'length',
	'0',
	'x_1',
	'$a',
];
const ODD_NAMES = [
	'constructor',
	'toString',
	'__proto__',
	'arguments',
	'then',
	'',
	"it's",
	'a"b',
	'a.b',
	'{{',
	'}}',
	'a\\b',
];

const scalar = fc.oneof(
	fc.constantFrom<unknown>(
		'',
		'x',
		'小明',
		'👍',
		'\ud800',
		'{{ $json.a }}',
		'=1',
		'null',
		'\u2028',
		'a\\nb',
		'a"b',
	),
	fc.string({ maxLength: 12 }),
	fc.constantFrom<unknown>(0, 1, -1, 1.5, 1e21, 12345678901234567000, true, false, null),
);
const name = fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...NAMES) }, fc.constantFrom(...ODD_NAMES));
const data = fc.letrec<{ value: unknown; object: Record<string, unknown> }>((tie) => ({
	value: fc.oneof(
		{ weight: 5, arbitrary: scalar },
		{ weight: 2, arbitrary: tie('object') },
		fc.array(tie('value'), { maxLength: 3 }),
	),
	object: fc.dictionary(name, tie('value'), { minKeys: 2, maxKeys: 8 }),
})).object;

const blank = fc.constantFrom('', ' ', '  ', '\n', '\t', '\u00a0');
const quoted = (key: string) => fc.constantFrom(`['${key}']`, `["${key}"]`);
const named = (key: string) =>
	fc.oneof(quoted(key), /^[\p{L}_]/u.test(key) ? fc.constant(`.${key}`) : quoted(key));
const anyStep = fc.oneof(
	name.chain(named),
	fc.constantFrom('[0]', '[01]', '[-1]', '?.a', '.length', '.trim()', '.name', '[b]', '.$a'),
);

/** Ways to all values in the data. */
function pathsIn(value: unknown): Array<Array<string | number>> {
	if (typeof value !== 'object' || value === null) return [[]];
	const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
	return entries.flatMap(([key, inner]) => pathsIn(inner).map((path) => [key, ...path]));
}

const stepsTo = (path: Array<string | number>) =>
	fc.tuple(...path.map((key) => (typeof key === 'number' ? fc.constant(`[${key}]`) : named(key))));

const root = fc.constantFrom(
	...[
		'$json',
		'$json',
		'$json',
		'$json',
		'$json',
		'$json',
		`$('Before').item.json`,
		`$("Before").item.json`,
		`$('Nowhere').item.json`,
	],
	...['$input.item.json', `$('Before').first().json`, '$itemIndex', '$', 'json'],
);
const pointerInto = (json: object) =>
	fc
		.tuple(
			blank,
			root,
			fc.oneof(
				{ weight: 5, arbitrary: fc.constantFrom(...pathsIn(json)).chain(stepsTo) },
				fc.array(anyStep, { minLength: 1, maxLength: 3 }),
			),
			blank,
		)
		.map(([before, start, steps, after]) => `{{${before}${start}${steps.join('')}${after}}}`);
const words = fc.oneof(
	fc.constantFrom('', ' ', 'Dear ', '您好', '{', '}', '"', "'", '=', '\n', '{"a":"', '"}', '👍', '\u2028'),
	fc.constantFrom('}}', '{{', '\\', '\\\\', '.constructor', '$json.a', '{{ 1 + 1 }}', '{{}}', '{{ }}'),
	fc.string({ maxLength: 6 }),
);

function parameterOver(json: object) {
	const pointer = pointerInto(json);
	const template = fc.oneof(
		{ weight: 3, arbitrary: pointer },
		fc.tuple(words, pointer, words).map((parts) => parts.join('')),
		fc.array(fc.oneof(words, pointer), { maxLength: 5 }).map((parts) => parts.join('')),
	);
	const text = fc.oneof({ weight: 9, arbitrary: template.map((one) => `=${one}`) }, words);
	return fc.oneof(
		{ weight: 5, arbitrary: text },
		fc.record({ __rl: fc.constant(true), mode: fc.constantFrom('id', 'list'), value: text }),
		fc.record({ mappingMode: fc.constant('defineBelow'), value: fc.record({ thing1: text, time2: text }) }),
		fc.array(text, { maxLength: 3 }),
	);
}

const anyCase = data.chain((json) =>
	fc.record({
		json: fc.constant(json),
		raw: parameterOver(json),
		failed: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
	}),
);

export function referenceSuite() {
	const sampled = fc.sample(anyCase, { numRuns: CASES, seed: 20261128 });
	// As n8n has it after reading a workflow and passing items on.
	const cases = JSON.parse(JSON.stringify(sampled)) as Case[];
	const known = cases.map(readHere);

	it.each(ENGINES)('as n8n gives them, wherever they are not left to n8n: %s', (wanted) => {
		const { engine, values } = resolve({
			node: nodeForN8n(),
			packageFile: join(dirname(dirname(n8nScript)), 'package.json'),
			engine: wanted,
			items: cases.map(({ json }) => json),
			failed: cases.flatMap(({ failed }, index) => (failed ? [index] : [])),
			parameters: Object.fromEntries(cases.map(({ raw }, index) => [index, raw])),
		});
		expect(engine).toBe(wanted);
		const different = cases.flatMap((one, index) => {
			const here = known[index];
			if (here === LEFT_TO_N8N) return [];
			const { value, refused } = values[index];
			return JSON.stringify(value) === JSON.stringify(here) ? [] : [{ ...one, here, value, refused }];
		});
		expect(different).toEqual([]);
	});

	it('is put to the proof: many point at a value, and many are left', () => {
		const pointing = cases.map(({ raw }) => JSON.stringify(raw).includes('{{'));
		const left = known.map((value) => value === LEFT_TO_N8N);
		expect(left.filter(Boolean).length).toBeGreaterThan(CASES / 5);
		expect(left.filter((isLeft, index) => !isLeft && pointing[index]).length).toBeGreaterThan(CASES / 5);
	});
}
