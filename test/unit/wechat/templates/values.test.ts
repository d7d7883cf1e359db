import fc from 'fast-check';
import { formatValue } from '../../../../wechat/templates/format';
import { VALUE_TYPES, ruleOf } from '../../../../wechat/templates/rules';
import * as values from '../../../../wechat/templates/values';

const { truncateValue, typeOfKey } = values;
/** The table of subscribe messages; where that of template messages differs, the tests say so. */
const checkValue = (type: string, value: string) => values.checkValue('subscription', type, value);

const EMOJI = '👩‍👩‍👧‍👦';

describe('values that fit', () => {
	it.each([
		['thing', '第3号订单 shipped!'],
		['thing', 'x'.repeat(20)],
		['short_thing', '已发货'],
		['const', '审核通过'],
		['character_string', 'A-17_b/#42'],
		['character_string', 'x'.repeat(32)],
		['number', '12'],
		['number', `${'1'.repeat(30)}.25`],
		['letter', 'abcXYZ'],
		['symbol', '★★★!'],
		['time', '15:01'],
		['time', '15:01:59'],
		['time', '2019年10月1日 15:01'],
		['time', '2019-10-01 15:01'],
		['time', '15:01~16:30'],
		['time', '2019-10-01 15:01 ~ 2019-10-02 16:00'],
		['date', '2019年10月1日'],
		['date', '2019年10月1日 15:01'],
		['date', '2018-01-01'],
		['date', '2018/01/01'],
		['date', '2018.01.01'],
		['date', '2018-01'],
		['date', '01-01'],
		['date', '2018年1月'],
		['date', '1月2日'],
		['date', '2019-12-25 09:42'],
		['date', '2018-01-01~2018-01-03'],
		['amount', '￥100'],
		['amount', '¥12.50元'],
		['amount', '1234567890.12'],
		['amount', '$ 5'],
		['phone_number', '+86-0766-66888866'],
		['car_number', '粤A8Z888挂'],
		['name', '欧阳修'],
		['name', 'Jean-Luc Picard'],
		['phrase', '配送中'],
		['enum_string', 'any value of the list'],
		['free', 'x'.repeat(300)],
		['free', ''],
		['free', 'two\nlines'],
	])('%s takes %p', (type, value) => {
		expect(checkValue(type, value)).toBeUndefined();
	});
});

describe('the type of a key', () => {
	it.each([
		['thing1', 'thing'],
		['short_thing12', 'short_thing'],
		['enum_string3', 'enum_string'],
		['number01', 'number'],
		...[
			'thing',
			'name',
			'date',
			'first',
			'keyword1',
			'my_thing1',
			'thing1a',
			'Thing1',
			'thing\uff11',
			'room type',
		].map((key) => [key, 'free']),
		['constructor1', 'free'],
		['1', 'free'],
	])('%s is %s', (key, type) => {
		expect(typeOfKey(key)).toBe(type);
	});
});

describe('the table of template messages', () => {
	it.each([
		['amount', '123456789012'],
		['amount', '¥123456789012.50元'],
		['const', ''],
		['thing', 'x'.repeat(20)],
	])('takes %s %p', (type, value) => {
		expect(values.checkValue('template', type, value)).toBeUndefined();
	});

	it.each([
		['amount', '1234567890123', 'length', 12],
		['amount', '', 'empty', 12],
		['const', 'x'.repeat(21), 'length', 20],
		['number', '-3', 'characters', 32],
		['thing', '', 'empty', 20],
	])('refuses %s %p', (type, value, rule, limit) => {
		expect(values.checkValue('template', type, value)).toMatchObject({ rule, limit });
	});

	it('says the limit that counts', () => {
		expect(values.checkValue('template', 'amount', 'ten')?.message).toContain('up to 12 digits');
		expect(checkValue('amount', 'ten')?.message).toContain('up to 10 digits');
	});
});

describe('values that do not fit', () => {
	it.each([
		['thing', 'x'.repeat(21), 'length', 20],
		['thing', '汉'.repeat(21), 'length', 20],
		['thing', '👍'.repeat(11), 'length', 20],
		['thing', 'two\nlines', 'lineBreak', 20],
		['thing', 'half \ud83d', 'lineBreak', 20],
		['thing', '   ', 'empty', 20],
		['short_thing', 'six ch', 'length', 5],
		['const', 'x'.repeat(21), 'length', 20],
		['character_string', '订单17', 'characters', 32],
		['character_string', 'x'.repeat(33), 'length', 32],
		['number', '1,234', 'characters', 32],
		['number', '12元', 'characters', 32],
		['number', '-3', 'characters', 32],
		['number', '+10', 'characters', 32],
		['const', '', 'empty', 20],
		['number', '1'.repeat(33), 'length', 32],
		['letter', 'abc1', 'characters', 32],
		['symbol', 'a!', 'characters', 5],
		['symbol', '!!!!!!', 'length', 5],
		['time', '2019-10-01', 'characters', 0],
		['time', '25:01', 'characters', 0],
		['time', '3pm', 'characters', 0],
		['time', '15:01～16:30', 'characters', 0],
		['time', '1:00~2:00~3:00', 'characters', 0],
		['date', 'tomorrow', 'characters', 0],
		['date', '2018-01/01', 'characters', 0],
		['date', '15:01', 'characters', 0],
		['amount', '12345678901', 'length', 10],
		['amount', 'ten', 'characters', 10],
		['phone_number', '1'.repeat(18), 'length', 17],
		['phone_number', 'call 12345', 'characters', 17],
		['car_number', '粤A8Z888888', 'length', 8],
		['car_number', '粤A 8Z8', 'characters', 8],
		['name', '一二三四五六七八九十甲', 'length', 10],
		['name', 'Anna 一二三四五六七', 'length', 10],
		['name', 'x'.repeat(21), 'length', 20],
		['name', '用户1234', 'characters', 10],
		['phrase', '审核已经通过', 'length', 5],
		['phrase', 'ok', 'characters', 5],
		['enum_string', '', 'empty', 0],
	])('%s refuses %p for its %s', (type, value, rule, limit) => {
		const fault = checkValue(type, value);
		expect(fault).toMatchObject({ rule, limit });
		expect(fault?.message).toContain(type);
	});

	it('says how to write a range and what a time lacks', () => {
		expect(checkValue('time', '15:01～16:30')?.message).toContain('half-width ~');
		expect(checkValue('time', '2019-10-01')?.message).toContain('time of day is missing');
		expect(checkValue('time', '1708432089530')?.message).toContain('Unix time in milliseconds');
		expect(checkValue('number', '-3')?.message).toContain('WeChat refuses a sign');
	});

	it.each(VALUE_TYPES.filter((type) => type !== 'enum_string'))(
		'%s answers to 200,000 characters without running for ever',
		(type) => {
			for (const unit of ['1', 'a', '汉', '!', '1-', ' ', '1~', '年']) {
				expect(checkValue(type, `${unit.repeat(200_000)}!汉`)).toBeDefined();
			}
		},
	);
});

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
				expect(checkValue(type, cut)).toBeUndefined();
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
				const fault = checkValue('character_string', truncateValue('character_string', value));
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

describe('writing values', () => {
	const luxonLike = { toISO: (): string => '2026-11-21T23:30:00.000+08:00', toJSDate: () => new Date(0) };

	it.each([
		['number', 12, '12'],
		['number', 1e21, '1000000000000000000000'],
		['number', 0.0000001, '0.0000001'],
		['amount', 12.5, '12.50'],
		['amount', 0.1 + 0.2, '0.30'],
		['amount', 12, '12'],
		['thing', 3, '3'],
		['thing', '  spaced  ', 'spaced'],
		['thing', '2026-11-21T23:30:00Z', '2026-11-21T23:30:00Z'],
		['time', '15:01', '15:01'],
		['time', '2026-11-21T23:30:00.000+08:00', '2026-11-21 23:30'],
		['time', '2026-11-21T23:30:00', '2026-11-21 23:30'],
		['time', luxonLike, '2026-11-21 23:30'],
		['date', luxonLike, '2026-11-21'],
		['thing', luxonLike, '2026-11-21 23:30'],
		['date', '2026-11-21', '2026-11-21'],
		['date', '2026-11-21 15:01', '2026-11-21 15:01'],
		['time', '2026-11-21 15:01:30', '2026-11-21 15:01:30'],
		['date', '2026年11月21日', '2026年11月21日'],
		['time', new Date('2026-11-21T15:30:00Z'), '2026-11-21 15:30'],
		['time', new Date(NaN), ''],
		['time', { toISO: (): string | null => null }, ''],
	])('%s %p becomes %p without a time zone', (type, value, expected) => {
		expect(formatValue(type, value)).toBe(expected);
	});

	it.each([
		['time', new Date('2026-11-21T15:30:00Z'), '2026-11-21 23:30'],
		['date', new Date('2026-11-21T17:30:00Z'), '2026-11-22'],
		['time', '2026-11-21T16:00:00Z', '2026-11-22 00:00'],
		['time', 1_700_000_000, '2023-11-15 06:13'],
		['time', '1700000000', '2023-11-15 06:13'],
		['date', 1_700_000_000, '2023-11-15'],
		['number', 1_700_000_000, '1700000000'],
		['free', '1700000000', '1700000000'],
		['time', '2026-11-21T23:30:00-0500', '2026-11-21 23:30'],
		// A range, as people write it; and an offset, as PostgreSQL writes it.
		['time', '2022-01-27 15:00-16:00', '2022-01-27 15:00-16:00'],
		['time', '2022-01-27 09:00-10:00', '2022-01-27 09:00-10:00'],
		['time', '2022-01-27T15:00-16:00', '2022-01-27T15:00-16:00'],
		['time', '2026-11-21 23:30:00-05:00', '2026-11-21 23:30'],
		['time', '2026-11-21T23:30-05:00', '2026-11-21 23:30'],
		['time', luxonLike, '2026-11-21 23:30'],
		['time', { toISO: (): string => '2026-11-21T23:30:00.000Z' }, '2026-11-21 23:30'],
		['time', '2026-11-21T23:30:00', '2026-11-21 23:30'],
		['date', '2026-11-21', '2026-11-21'],
		['date', { toJSDate: () => new Date('2026-11-21T17:30:00Z') }, '2026-11-22'],
	])('%s %p becomes %p in Shanghai', (type, value, expected) => {
		expect(formatValue(type, value, { timezone: 'Asia/Shanghai' })).toBe(expected);
	});

	it('shows an instant in the zone at either end of summer time', () => {
		const clock = (text: string) => formatValue('time', text, { timezone: 'America/New_York' });
		expect(clock('2026-03-08T06:59:00Z')).toBe('2026-03-08 01:59');
		expect(clock('2026-03-08T07:00:00Z')).toBe('2026-03-08 03:00');
		expect(clock('2026-11-01T05:30:00Z')).toBe('2026-11-01 01:30');
		expect(clock('2026-11-01T06:30:00Z')).toBe('2026-11-01 01:30');
		// There is no such time in New York; the text says it, so it stays.
		expect(clock('2026-03-08T02:30:00')).toBe('2026-03-08 02:30');
	});

	it('leaves text under a free key as it is', () => {
		for (const text of ['  spaced \n', '2026-11-21T23:30:00Z', '']) {
			expect(formatValue('free', text, { timezone: 'Asia/Shanghai' })).toBe(text);
		}
	});

	it('of any date fits its field', () => {
		fc.assert(
			fc.property(
				fc.constantFrom('time', 'date'),
				fc.date({ min: new Date('1970-01-01'), max: new Date('9990-01-01'), noInvalidDate: true }),
				fc.constantFrom(undefined, 'Asia/Shanghai', 'America/New_York'),
				(type, date, timezone) => {
					expect(checkValue(type, formatValue(type, date, { timezone }))).toBeUndefined();
				},
			),
		);
	});
});
