import { FieldError, prepareFields, readFields } from '../../../../wechat/templates/fields';

function errorOf(input: unknown): string {
	const read = readFields(input, 'subscription');
	return 'error' in read ? read.error : '';
}

function faultOf(input: unknown, overlong: 'error' | 'truncate' = 'error'): FieldError {
	try {
		prepareFields(input, { kind: 'subscription', overlong });
	} catch (error) {
		if (error instanceof FieldError) return error;
	}
	return new FieldError('nothing was refused');
}

describe('shapes that are understood', () => {
	const expected = { data: { thing1: { value: 'Shipped' }, number2: { value: '12' } } };

	it.each<[string, unknown]>([
		['plain object', { thing1: 'Shipped', number2: 12 }],
		["WeChat's own shape", { thing1: { value: 'Shipped', color: '#173177' }, number2: { value: '12' } }],
		['JSON text', '{"thing1":"Shipped","number2":{"value":12}}'],
		['keys with .DATA', { 'thing1.DATA': 'Shipped', '{{number2.DATA}}': ' 12 ' }],
	])('%s', (_name, input) => {
		expect(prepareFields(input, { kind: 'subscription', overlong: 'error' }).data).toEqual(expected.data);
	});

	it('writes booleans as text and dates for their field', () => {
		const { data } = prepareFields(
			{ thing1: true, time2: new Date('2026-11-21T07:01:00Z'), date3: '2026-11-21T23:30:00Z' },
			{ kind: 'subscription', overlong: 'error', timezone: 'Asia/Shanghai' },
		);
		expect(data).toEqual({
			thing1: { value: 'true' },
			time2: { value: '2026-11-21 15:01' },
			date3: { value: '2026-11-22' },
		});
	});

	it('lets free keys be long or empty, as long as not all are empty', () => {
		const keyword1 = 'x'.repeat(60);
		expect(
			prepareFields({ first: '', keyword1, remark: null }, { kind: 'subscription', overlong: 'error' }).data,
		).toEqual({
			first: { value: '' },
			keyword1: { value: keyword1 },
			remark: { value: '' },
		});
		expect(errorOf({ first: '', remark: ' ' })).toContain('All fields are empty');
	});
});

describe('shapes that are refused, each with its reason and the right shape', () => {
	it.each<[unknown, string]>([
		['', 'No fields were given'],
		['  ', 'No fields were given'],
		[null, 'No fields were given'],
		[undefined, 'No fields were given'],
		[{}, 'the object is empty'],
		['{"thing1":', 'not valid JSON'],
		['thing1=hello', 'not valid JSON'],
		['"{\\"thing1\\":\\"x\\"}"', 'a single value'],
		[12, 'a single value'],
		[new Date(0), 'a single value'],
		[[{ thing1: 'x' }], 'a list'],
		[{ thing1: ['x'] }, '"thing1" is a list'],
		[{ thing1: { text: 'x' } }, '"thing1" is an object'],
		[{ thing1: { value: { value: 'x' } } }, '"thing1" is an object'],
		[{ data: { thing1: { value: 'x' } } }, 'inside "data"'],
		[{ thing1: '' }, '"thing1" is empty'],
		[{ thing1: '  ' }, '"thing1" is empty'],
		[{ thing1: { value: null } }, '"thing1" is empty'],
		[{ number1: NaN }, 'finite'],
		['{"number1": 2918131553548107776}', 'too big'],
		[{ thing1: 'a', 'thing1.DATA': 'b' }, 'twice'],
		[{ ' ': 'x' }, 'not the name of a template field'],
		[{ '{{thing1.DATA}} {{thing2.DATA}}': 'x' }, 'not the name of a template field'],
		[{ 'two\nlines': 'x' }, 'not the name of a template field'],
	])('%p', (input, reason) => {
		expect(errorOf(input)).toContain(reason);
		expect(errorOf(input)).toContain('{"thing1": "Order shipped"');
	});

	it('does not let a key reach a prototype', () => {
		expect(errorOf('{"__proto__":{"value":"x"}}')).toContain('not the name of a template field');
		const { data } = prepareFields('{"constructor":"x","toString":"y"}', {
			kind: 'subscription',
			overlong: 'error',
		});
		expect(Object.keys(data)).toEqual(['constructor', 'toString']);
		expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
		expect('value' in {}).toBe(false);
	});
});

describe('values that do not fit', () => {
	it('names field, limit, length and how to write it, but not the value', () => {
		const fault = faultOf({ thing1: 'private'.repeat(4) });
		expect(fault.field).toBe('thing1');
		expect(fault.message).toBe(
			`Field "thing1": The value is 28 long, the limit is 20. A thing field takes up to 20 characters of any kind. Shorten it, or set the option 'Overlong Values' to "Shorten".`,
		);
	});

	it('cuts what can be cut when told so, and refuses the rest', () => {
		const { data } = prepareFields(
			{ thing1: 'x'.repeat(28) },
			{ kind: 'subscription', overlong: 'truncate' },
		);
		expect(data.thing1.value).toBe(`${'x'.repeat(19)}…`);
		expect(faultOf({ phrase2: '审核已经通过了' }, 'truncate').field).toBe('phrase2');
	});

	it('names the field that cannot be read', () => {
		expect(faultOf({ thing1: 'ok', thing2: [] }).field).toBe('thing2');
		expect(faultOf({ thing1: 'ok', thing2: '' }).field).toBe('thing2');
	});

	it('names every field that does not fit, in the order given, and those that cannot be read among them', () => {
		const fault = faultOf({
			thing1: 'x'.repeat(21),
			time2: 'next Monday',
			number3: '3',
			thing4: '',
			phrase5: ['x'],
			name6: new Date(NaN),
		});
		expect(fault.fields).toEqual(['thing1', 'time2', 'thing4', 'phrase5', 'name6']);
		const lines = fault.message.split('\n');
		expect(lines).toHaveLength(5);
		for (const [at, key] of fault.fields.entries()) expect(lines[at]).toContain(`"${key}"`);
		expect(lines[0]).toContain('21 long, the limit is 20');
		expect(fault.message.match(/The fields look like/g)).toHaveLength(1);
	});

	it('says of what stands in a wrapping alone that it is one', () => {
		const fault = faultOf({ touser: '', number9: 'x', data: { thing1: { value: 'x' } } });
		expect(fault.message).toMatch(/^Give only what stands inside "data"/);
		expect(fault.message).not.toContain('number9');
	});

	it('refuses a date object without a date and a time zone that does not exist', () => {
		for (const key of ['time1', 'name']) {
			expect(faultOf({ [key]: new Date(NaN) })).toMatchObject({
				field: key,
				message: expect.stringContaining('not a valid one') as string,
			});
		}
		expect(() =>
			prepareFields({ thing1: 'x' }, { kind: 'subscription', overlong: 'error', timezone: 'Mars/Base' }),
		).toThrow('"Mars/Base" is not a time zone');
	});
});
