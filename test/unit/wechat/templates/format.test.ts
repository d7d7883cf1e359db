// Values of any kind, written as WeChat's fields take them.
import fc from 'fast-check';
import { formatValue, writeValue } from '../../../../wechat/templates/format';
import { checkValue } from '../../../../wechat/templates/values';

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
					expect(checkValue('subscription', type, formatValue(type, date, { timezone }))).toBeUndefined();
				},
			),
		);
	});
});

describe('the zone of the workflow decides the hour', () => {
	const asked = (type: string, value: unknown) =>
		writeValue(type, value as string, { timezone: 'America/New_York' }).isInZone;
	/** Luxon's, which n8n hands to whoever drags a date. */
	const inZone = (zoneName: string) => ({ toISO: () => '2026-12-01T05:00:00.000-05:00', zoneName });

	it.each([
		['time', '2026-12-01T10:00Z'],
		['date', '2026-12-01T10:00:00.000Z'],
		['time', 1_700_000_000],
		['time', '1700000000'],
		['time', new Date('2026-12-01T10:00:00Z')],
		['thing', new Date('2026-12-01T10:00:00Z')],
		['time', inZone('America/New_York')],
		// What a node gets of $now: n8n makes text of it. New York is five hours behind in winter, four in summer.
		['time', '2026-12-01T05:00:00.000-05:00'],
		['date', '2026-07-01T05:00:00.000-0400'],
	])('of %s %p', (type, value) => {
		expect(asked(type, value)).toBe(true);
	});

	it.each([
		['time', '2026-12-01 10:00'],
		['time', '2026-12-01T10:00+08:00'],
		['time', '2026-12-01T10:00'],
		['time', '2026-12-01T10:00-04:00'],
		['time', '2026-07-01T10:00-05:00'],
		['time', '2026-13-01T10:00-05:00'],
		['thing', '2026-12-01T10:00-05:00'],
		['thing', '2026-12-01T10:00Z'],
		['thing', 'Z'],
		['number', 1_700_000_000],
		['time', new Date(NaN)],
		['time', inZone('Asia/Shanghai')],
	])('of %s %p it does not', (type, value) => {
		expect(asked(type, value)).toBe(false);
	});
});
