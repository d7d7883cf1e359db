// What is a whole number within bounds, and what is not: above all nothing, which JavaScript takes for 0.
import { mustBeWhole, wholeNumber } from '../../../../../nodes/shared/run/wholeNumber';

const bounds = { min: 0, max: 30 };

it.each([
	[0, 0],
	[30, 30],
	['0', 0],
	['007', 7],
	[-0, 0],
])('%p is %p', (value, number) => {
	// Of -0, what counts is that it is sent as 0.
	expect(String(wholeNumber(value, bounds))).toBe(String(number));
});

it.each([
	['nothing', undefined],
	['null', null],
	['an empty text', ''],
	['a space', ' '],
	['true', true],
	['false', false],
	['a list of one', [7]],
	['an empty list', []],
	['a broken number', 1.5],
	['not a number', NaN],
	['no end', Infinity],
	['text of a broken number', '7.0'],
	['text with an exponent', '1e1'],
	['hexadecimal text', '0x10'],
	['digits of another script', '\u0667'],
	['one below', -1],
	['text of one below', '-1'],
	['one above', 31],
])('%s is none', (_, value) => {
	expect(wholeNumber(value, bounds)).toBeUndefined();
});

it('takes any height where there is no highest', () => {
	expect(wholeNumber(2 ** 70, { min: 1 })).toBe(2 ** 70);
	expect(wholeNumber(Infinity, { min: 1 })).toBeUndefined();
});

it('says which it asks for', () => {
	expect(mustBeWhole(bounds)).toBe('must be a whole number from 0 to 30');
	expect(mustBeWhole({ min: 1 })).toBe('must be a whole number from 1');
});
