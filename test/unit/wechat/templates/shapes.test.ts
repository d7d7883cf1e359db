// What people and n8n's expressions give for the fields of a message: dates of every library, keys copied with their braces,
// and values whose refusal says what to do, and nothing that does not belong to it.
import { DateTime } from 'luxon';
import { FieldError, prepareFields, readFields } from '../../../../wechat/templates/fields';
import { formatValue, isTimezone } from '../../../../wechat/templates/format';
import { ruleOf } from '../../../../wechat/templates/rules';
import { checkValue, truncateValue } from '../../../../wechat/templates/values';

const dataOf = (input: unknown, timezone?: string) =>
	prepareFields(input, { kind: 'subscription', overlong: 'error', timezone }).data;
function refusalOf(input: unknown): string {
	try {
		dataOf(input);
		return 'nothing was refused';
	} catch (error) {
		return error instanceof FieldError ? error.message : `${String(error)}`;
	}
}
const hintOf = (type: string, value: string) => checkValue('subscription', type, value)?.message ?? 'it fits';

describe('A date object', () => {
	// Moment has toISOString of Luxon's and Date's methods; an invalid one gives null.
	const moment = (iso: string | null) => ({ toISOString: () => iso });
	const instant = '2026-11-21T15:30:00.000Z';

	it.each<[name: string, value: object, time: string]>([
		[
			'of Luxon keeps its own clock',
			DateTime.fromISO(instant, { zone: 'America/New_York' }),
			'2026-11-21 10:30',
		],
		['of Luxon in UTC keeps that', DateTime.fromISO(instant, { zone: 'utc' }), '2026-11-21 15:30'],
		['of JavaScript is shown in the zone', new Date(instant), '2026-11-21 23:30'],
		['of Moment is shown in the zone', moment(instant), '2026-11-21 23:30'],
		['that holds a Date is shown in the zone', { toJSDate: () => new Date(instant) }, '2026-11-21 23:30'],
		['that holds one of Moment, too', { toJSDate: () => moment(instant) }, '2026-11-21 23:30'],
		['that writes itself keeps its clock', { toISO: () => '2026-11-21T15:30:00+01:00' }, '2026-11-21 15:30'],
	])('%s', (_name, value, time) => {
		expect(dataOf({ time1: value }, 'Asia/Shanghai')).toEqual({ time1: { value: time } });
		expect(dataOf({ time1: { value } }, 'Asia/Shanghai')).toEqual({ time1: { value: time } });
	});

	it.each<[name: string, value: object]>([
		['Luxon', DateTime.invalid('test')],
		['JavaScript', new Date(NaN)],
		['Moment', moment(null)],
		['another library', { toJSDate: () => ({}) }],
	])('of %s that holds no date is refused', (_name, value) => {
		expect(refusalOf({ time1: value })).toContain('not a valid one');
		expect(refusalOf({ name: value })).toContain('not a valid one');
	});

	it('is a single value, not the fields', () => {
		for (const value of [moment(instant), { toISO: () => instant }, { toJSDate: () => new Date() }]) {
			expect(readFields(value, 'subscription')).toMatchObject({
				error: expect.stringContaining('a single value') as string,
			});
		}
	});
});

describe('A time that is written', () => {
	it('as text stays as it is where it is no time at all', () => {
		for (const text of [
			'2026-13-45T10:00:00Z',
			'2026-11-21',
			'at 2026-11-21T10:00:00Z',
			'2026-11-21T10:00:00Zulu',
		]) {
			expect(formatValue('time', text, { timezone: 'Asia/Shanghai' })).toBe(text);
		}
	});

	it('with more or fewer digits than Unix time in seconds stays as it is', () => {
		for (const text of ['170000000', '17000000000', '1700000000.5', 'x1700000000']) {
			expect(formatValue('time', text, { timezone: 'Asia/Shanghai' })).toBe(text);
		}
	});

	it('is written in UTC where no zone is given', () => {
		expect(formatValue('time', '2026-11-21T23:30:00Z')).toBe('2026-11-21 23:30');
		expect(formatValue('time', 1_700_000_000)).toBe('2023-11-14 22:13');
	});

	it('needs a zone that there is', () => {
		expect(isTimezone('Asia/Shanghai')).toBe(true);
		expect(isTimezone('Mars/Base')).toBe(false);
	});
});

describe('A key', () => {
	it('may come as it stands in the template, with blanks anywhere', () => {
		expect(dataOf({ ' {{ thing1 .DATA }} ': 'x' })).toEqual({ thing1: { value: 'x' } });
	});

	it.each(['a{{b', 'a}}b'])('%s is in no template', (key) => {
		expect(refusalOf({ [key]: 'x' })).toContain('not the name of a template field');
	});

	it('with .DATA within is another one', () => {
		expect(Object.keys(dataOf({ 'a.DATAb': 'x' }))).toEqual(['a.DATAb']);
	});

	it('of any length is named by its beginning', () => {
		const refusal = refusalOf({ [`{${'k'.repeat(100)}`]: 'x' });
		expect(refusal).toContain(`"{${'k'.repeat(39)}"`);
	});

	it('of an enumeration must have a value', () => {
		expect(refusalOf({ enum_string1: '' })).toContain('"enum_string1" is empty');
	});
});

it('A number beyond all digits of JavaScript is written out', () => {
	expect(dataOf({ number1: 12345678901234567890n })).toEqual({ number1: { value: '12345678901234567890' } });
});

describe('The refusal', () => {
	it.each<[type: string, value: string, hint: string]>([
		['number', '-5', 'refuses a sign'],
		['number', '+5', 'refuses a sign'],
		['time', '15:01～16:30', 'instead of ～'],
		['date', '2018-01-01～2018-01-03', 'instead of ～'],
		['time', '1700000000000', 'milliseconds'],
		['date', '1700000000000', 'milliseconds'],
		['time', '2018-01-01', 'The time of day is missing'],
	])('of the %s %s says what helps', (type, value, hint) => {
		expect(hintOf(type, value)).toContain(hint);
	});

	it.each<[type: string, value: string]>([
		['number', 'abc'],
		['number', '12-3'],
		['letter', '-5'],
		['letter', '1700000000000'],
		['letter', '2018-01-01'],
		['letter', 'a～b'],
		['time', 'abc'],
		['time', '15:01~x'],
		['time', 'x~15:01'],
		['time', '15:01~15:02~15:03'],
		['time', '21700000000000'],
	])('of the %s %s says nothing else', (type, value) => {
		const takes = `A ${type} field takes ${ruleOf('subscription', type)?.takes}.`;
		expect(hintOf(type, value)).toBe(`The value does not have the right form. ${takes}`);
	});

	it('offers to shorten what can be cut, and nothing else', () => {
		expect(refusalOf({ thing1: 'x'.repeat(21) })).toContain('Shorten it');
		expect(refusalOf({ phrase1: '审核已经通过了' })).toMatch(/and nothing else\.$/);
		expect(refusalOf({ thing1: 'x\n'.repeat(20) })).not.toContain('Shorten it');
	});

	it('counts every digit of a number, those behind the point too', () => {
		expect(hintOf('number', `${'1'.repeat(30)}.25`)).toBe('it fits');
		expect(hintOf('number', `${'1'.repeat(31)}.25`)).toContain('33 long, the limit is 32');
	});
});

it('No joiner is left before the mark of a cut', () => {
	expect(truncateValue('thing', `a${'\u200d'.repeat(30)}`)).toBe('a…');
});
