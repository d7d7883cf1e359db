// How an operation reads one item: what is taken, what is refused, and which parameter n8n is told to point at.
import type { INodeProperties } from 'n8n-workflow';
import type { Item } from '../../../../../nodes/shared/run/item';
import { field, operation, run } from './host';
import type { Setting } from './host';

const OPENID = 'oR5GjjgEhCMJFyzaVZdrxZ2zRRF4';
const locator = (value: unknown) => ({ __rl: true, mode: 'id', value });
const fields: INodeProperties[] = [
	field('openid'),
	field('text'),
	field('picked', { type: 'resourceLocator' }),
	field('returnAll', { type: 'boolean' }),
	field('limit', { type: 'number' }),
	field('options', {
		type: 'collection',
		options: [
			field('note'),
			field('count', { type: 'number' }),
			field('isQuiet', { displayName: 'Quiet', type: 'boolean' }),
			field('picked', { type: 'resourceLocator' }),
		],
	}),
];

interface Refusal {
	says: string;
	wayOut?: string;
	parameter?: unknown;
}

/** @returns what was read of one item, or why not */
async function read<T>(how: (item: Item) => T, parameters: object, more: Setting = {}): Promise<T | Refusal> {
	const got: T[] = [];
	const what = operation({ fields, read: (item) => (got.push(how(item)), '') });
	const { error } = await run(what, { ...more, parameters: { ...parameters } });
	if (!error) return got[0];
	return { says: error.message, wayOut: error.description, parameter: error.context.parameter };
}

describe('A text', () => {
	it.each([
		['  a text\n', 'a text'],
		[7, '7'],
		['', ''],
		[null, ''],
		[undefined, ''],
	])('of %p is %p', async (text, value) => {
		expect(await read((item) => item.text('text'), { text })).toBe(value);
	});

	it.each([
		[locator(' an ID '), 'an ID'],
		[locator(7), '7'],
		[locator(null), ''],
		['an ID', 'an ID'],
	])('of a field with a picker, %j, is %p', async (picked, value) => {
		expect(await read((item) => item.text('picked'), { picked })).toBe(value);
	});

	it('that is no text is refused by the name that the panel shows', async () => {
		expect(await read((item) => item.text('text'), { text: ['a'] })).toMatchObject({
			says: "The parameter 'Text' is a list",
			parameter: 'text',
		});
		expect(await read((item) => item.peek('text'), { text: ['a'] })).toBe('');
		expect(await read((item) => item.peek('text'), { text: ' a ' })).toBe('a');
	});

	it('is asked of n8n once for each item, since working out an expression takes long', async () => {
		let asked = 0;
		const text = () => `text ${++asked}`;
		const twice = await read((item) => [item.text('text'), item.text('text')], { text });
		expect(twice).toEqual(['text 1', 'text 1']);
	});

	it('that must be there is refused where it is empty', async () => {
		const required = (item: Item) => item.requiredText('text', 'Text', 'Look there.');
		expect(await read(required, { text: ' ' })).toEqual({
			says: "The parameter 'Text' is empty",
			wayOut: 'Look there.',
			parameter: 'text',
		});
		expect(await read(required, { text: 'a' })).toBe('a');
	});
});

describe('An openid', () => {
	const openid = (item: Item) => item.openid('openid', 'Openid', 'the openid of a follower');

	it.each([OPENID, ` ${OPENID}\r\n`, `${OPENID}\u3000`])(
		'%j is taken without what is around it',
		async (given) => {
			expect(await read(openid, { openid: given })).toBe(OPENID);
		},
	);

	it.each(['oA oB', 'oA,oB', '张三', 'o'.repeat(129)])('%j is none', async (given) => {
		expect(await read(openid, { openid: given })).toMatchObject({
			says: "The parameter 'Openid' is not an openid",
			parameter: 'openid',
		});
	});

	it('may be as long as 128 letters, and not be left empty', async () => {
		expect(await read(openid, { openid: 'o'.repeat(128) })).toHaveLength(128);
		expect(await read(openid, { openid: '' })).toMatchObject({
			says: "The parameter 'Openid' is empty",
			wayOut: expect.stringContaining('the openid of a follower') as string,
		});
	});

	it('that may be left empty is checked where it is not', async () => {
		const optional = (item: Item) => item.optionalOpenid('openid', 'Openid');
		expect(await read(optional, { openid: ' ' })).toBe('');
		expect(await read(optional, { openid: OPENID })).toBe(OPENID);
		expect(await read(optional, { openid: 'a b' })).toMatchObject({ parameter: 'openid' });
	});

	it('under Options, too, and n8n points at the option', async () => {
		const option = (item: Item) => item.openidOption('note', 'Note');
		expect(await read(option, {})).toBe('');
		expect(await read(option, { options: { note: ` ${OPENID} ` } })).toBe(OPENID);
		expect(await read(option, { options: { note: 'a b' } })).toMatchObject({ parameter: 'options.note' });
	});
});

describe('How many are wanted', () => {
	const limit = (item: Item) => item.limit();

	it.each([
		[{ returnAll: true }, Infinity],
		[{ returnAll: true, limit: 0 }, Infinity],
		[{ returnAll: false, limit: 1 }, 1],
		[{ returnAll: false, limit: '50' }, 50],
	])('%j is %p', async (parameters, count) => {
		expect(await read(limit, parameters)).toBe(count);
	});

	it.each([
		[0, 'must be a whole number from 1'],
		[-1, 'must be a whole number from 1'],
		[1.5, 'must be a whole number from 1'],
		['', 'is empty'],
	])('a limit of %p is none', async (given, says) => {
		expect(await read(limit, { returnAll: false, limit: given })).toMatchObject({
			says: `The parameter 'Limit' ${says}`,
			parameter: 'limit',
		});
	});
});

describe('An option', () => {
	const note = (item: Item) => item.option('note', 'none');
	const count = (item: Item) => item.option('count', 7);

	it('that was not added, or came to nothing, is what it is without', async () => {
		expect(await read(note, {})).toBe('none');
		expect(await read(note, { options: { note: null } })).toBe('none');
		expect(await read(count, { options: { count: '' } })).toBe(7);
		expect(await read(count, { options: { count: undefined } })).toBe(7);
	});

	it('is what it was set to, also when that is nothing', async () => {
		expect(await read(note, { options: { note: '' } })).toBe('');
		expect(await read(count, { options: { count: '0' } })).toBe(0);
		expect(await read((item) => item.option('picked', 'none'), { options: { picked: locator('a') } })).toBe(
			'a',
		);
		expect(await read((item) => item.option('picked', 'none'), { options: { picked: locator(null) } })).toBe(
			'',
		);
	});

	it('of a wrong type is refused by the name that the panel shows', async () => {
		expect(await read(note, { options: { note: {} } })).toMatchObject({
			says: "The option 'Note' is an object",
			parameter: 'options.note',
		});
	});

	it.each([['a text'], [[{ note: 'a' }]], [null], [7]])('%j is no set of options', async (options) => {
		expect(await read(note, { options })).toMatchObject({
			says: "The parameter 'Options' is not a set of options",
			parameter: 'options',
		});
	});

	it('with bounds is a whole number within them', async () => {
		const bounded = (item: Item) => item.numberOption('count', 'Count', { fallback: 7, min: 1, max: 50 });
		expect(await read(bounded, {})).toBe(7);
		for (const given of [1, 50, '20']) {
			expect(await read(bounded, { options: { count: given } })).toBe(Number(given));
		}
		for (const given of [0, 51, 1.5]) {
			expect(await read(bounded, { options: { count: given } })).toEqual({
				says: "The option 'Count' must be a whole number from 1 to 50",
				wayOut: `It is ${given} now. Remove the option to use 7.`,
				parameter: 'options.count',
			});
		}
	});

	it('that keeps something from happening does not let it happen by coming to nothing', async () => {
		const guard = (item: Item) => item.guard('isQuiet');
		expect(await read(guard, {})).toBe(false);
		expect(await read(guard, { options: { isQuiet: false } })).toBe(false);
		expect(await read(guard, { options: { isQuiet: 'true' } })).toBe(true);
		for (const given of ['', null, undefined]) {
			expect(await read(guard, { options: { isQuiet: given } })).toMatchObject({
				says: "The option 'Quiet' is empty",
				parameter: 'options.isQuiet',
			});
		}
	});
});

describe('A file', () => {
	const data = Buffer.from('the bytes').toString('base64');
	const file = (item: Item) => item.file('text');
	const given = async (more: object) =>
		(await read(
			file,
			{ text: 'data' },
			{ binary: { data: { data, mimeType: 'text/plain', ...more } } },
		)) as ReturnType<typeof file>;

	it('that the item holds is known by its bytes', async () => {
		const one = await given({ fileName: 'a.txt' });
		expect(one).toMatchObject({ fileName: 'a.txt', mimeType: 'text/plain', bytes: 9 });
		expect((await one.load()).toString()).toBe('the bytes');
		expect((await given({ fileName: 'b.txt' })).key).toBe(one.key);
		expect((await given({ data: 'AAAA' })).key).not.toBe(one.key);
	});

	it('that n8n keeps elsewhere is known by its ID, and by the size that n8n tells', async () => {
		expect(await given({ data: 'database', id: 'database:1', bytes: 5000 })).toMatchObject({
			key: 'database:1',
			bytes: 5000,
		});
		expect((await given({ data: 'database', id: 'database:1' })).bytes).toBeUndefined();
	});
});

describe('The time zone', () => {
	it.each([
		[{ timezone: 'Asia/Tokyo' }, true],
		[{ timezone: 'DEFAULT' }, false],
		[{}, false],
		[undefined, false],
	])('is chosen for this workflow with the settings %j: %p', async (settings, isChosen) => {
		const zone = await read((item) => item.zone, {}, settings ? { settings } : {});
		expect(zone).toEqual({ name: 'Asia/Shanghai', isChosen });
	});
});
