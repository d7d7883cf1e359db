// Values that are too long for their field, cut.
import fc from 'fast-check';
import { ruleOf } from '../../../../wechat/templates/rules';
import { checkValue, truncateValue } from '../../../../wechat/templates/values';

const EMOJI = '👩‍👩‍👧‍👦';

describe('cutting', () => {
	it.each([
		['thing', 'abcdefghijklmnopqrstuvwxyz', 'abcdefghijklmnopqrs…'],
		['thing', 'abcdefghijklmnopqrst', 'abcdefghijklmnopqrst'],
		['thing', `${'x'.repeat(12)}${EMOJI}tail`, `${'x'.repeat(12)}…`],
		['thing', `${'x'.repeat(18)}👍 and more`, `${'x'.repeat(18)}…`],
		['thing', `${'x'.repeat(18)} and more`, `${'x'.repeat(18)}…`],
		['short_thing', EMOJI, '👩…'],
		['character_string', 'x'.repeat(40), `${'x'.repeat(29)}...`],
		['number', '1'.repeat(40), '1'.repeat(40)],
		['const', 'x'.repeat(40), 'x'.repeat(40)],
		['free', 'x'.repeat(40), 'x'.repeat(40)],
	])('%s %p becomes %p', (type, value, expected) => {
		expect(truncateValue(type, value)).toBe(expected);
	});

	const printable = fc
		.string({
			unit: fc.constantFrom('a', 'Z', '9', '汉', '，', ' ', 'é', 'e\u0301', '👍', '👍🏽', EMOJI, '🇨🇳'),
			minLength: 1,
		})
		.filter((text) => text.trim() !== '');

	it('of thing and short_thing always fits and never splits a surrogate pair', () => {
		fc.assert(
			fc.property(fc.constantFrom('thing', 'short_thing'), printable, (type, value) => {
				const cut = truncateValue(type, value);
				expect(checkValue('subscription', type, cut)).toBeUndefined();
				expect(cut).not.toMatch(/\p{Cs}/u);
				expect(value.startsWith(cut.replace(/…$/, '').trimEnd())).toBe(true);
			}),
		);
	});

	it('of any text never makes a broken character and never exceeds the limit', () => {
		fc.assert(
			fc.property(fc.constantFrom('thing', 'short_thing'), fc.string({ unit: 'binary' }), (type, value) => {
				const cut = truncateValue(type, value);
				expect(cut).not.toMatch(/\p{Cs}/u);
				expect(cut.length).toBeLessThanOrEqual(ruleOf('subscription', type)?.limit ?? 0);
			}),
		);
	});

	it('of character_string always fits', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 100 }), (value) => {
				const fault = checkValue(
					'subscription',
					'character_string',
					truncateValue('character_string', value),
				);
				expect(fault?.rule ?? 'empty').toBe('empty');
			}),
		);
	});

	it('twice is the same as once', () => {
		fc.assert(
			fc.property(
				fc.constantFrom('thing', 'character_string'),
				fc.string({ unit: 'grapheme' }),
				(type, value) => {
					const once = truncateValue(type, value);
					expect(truncateValue(type, once)).toBe(once);
				},
			),
		);
	});
});
