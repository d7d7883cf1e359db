// Writes numbers, dates and times the way the template field of that type takes them.
import { checkValue } from './values';

/** Luxon's DateTime, Moment and whatever else looks like them. */
interface DateLike {
	toISO?: () => string | null;
	toISOString?: () => string;
	toJSDate?: () => Date;
}

export type FieldValue = string | number | Date | DateLike;

/** Date, optional time, optional offset: `2026-11-21`, `2026-11-21T15:01:00.000+08:00`. */
const ISO =
	/^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::\d{2}(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Whether the value is a date object of any kind; objects of another realm (n8n's sandbox) count too. */
export function isDateLike(value: unknown): value is Date | DateLike {
	if (typeof value !== 'object' || value === null) return false;
	return (
		Object.prototype.toString.call(value) === '[object Date]' ||
		['toISO', 'toJSDate', 'toISOString'].some((name) => typeof Reflect.get(value, name) === 'function')
	);
}

function isoOf(value: Date | DateLike): string | undefined {
	if ('toISO' in value && typeof value.toISO === 'function') return value.toISO() ?? undefined;
	const date = 'toJSDate' in value && typeof value.toJSDate === 'function' ? value.toJSDate() : value;
	if (Object.prototype.toString.call(date) === '[object Date]') {
		const time = Number(date);
		return Number.isNaN(time) ? undefined : new Date(time).toISOString();
	}
	return 'toISOString' in date ? date.toISOString?.() : undefined;
}

/** Asking Intl takes longer than all else that is done with a message, and a workflow has one time zone. */
const knownTimezones = new Set<string>();

/** Whether Intl knows the IANA time zone. */
export function isTimezone(timezone: string): boolean {
	if (knownTimezones.has(timezone)) return true;
	try {
		new Intl.DateTimeFormat('en-US', { timeZone: timezone });
		knownTimezones.add(timezone);
		return true;
	} catch {
		return false;
	}
}

/** `YYYY-MM-DD` and `HH:mm` as a clock on the wall shows them; no clock for a date alone. */
function wallClock(iso: string, timezone?: string): { day: string; clock?: string } | undefined {
	const match = ISO.exec(iso);
	if (!match) return undefined;
	const [, year, month, date, hour, minute, offset] = match;
	if (hour === undefined) return { day: `${year}-${month}-${date}` };
	// Without an offset the text already is local time; without a time zone we keep the clock the text shows.
	if (offset === undefined || timezone === undefined) {
		return { day: `${year}-${month}-${date}`, clock: `${hour}:${minute}` };
	}
	const colon = offset.length === 5 ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset;
	const instant = new Date(`${year}-${month}-${date}T${hour}:${minute}:00${colon}`);
	if (Number.isNaN(instant.getTime())) return undefined;
	const parts = new Intl.DateTimeFormat('en-US', {
		timeZone: timezone,
		hourCycle: 'h23',
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
		hour: '2-digit',
		minute: '2-digit',
	}).formatToParts(instant);
	const part = (type: string) => parts.find((found) => found.type === type)?.value ?? '';
	return {
		day: `${part('year')}-${part('month')}-${part('day')}`,
		clock: `${part('hour')}:${part('minute')}`,
	};
}

function formatNumber(type: string, value: number): string {
	if (type === 'amount' && !Number.isInteger(value)) return value.toFixed(2);
	// Never an exponent: WeChat takes digits only.
	return value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 });
}

/**
 * Writes a value as text the field takes. Numbers lose exponents and amounts get two decimals unless they are whole;
 * dates become `2026-11-21` in a `date` field and `2026-11-21 15:01` anywhere else. ISO text that a
 * `time` or `date` field would not take is rewritten; every other text stays as it is, without blanks around it.
 *
 * @param type key without trailing digits
 * @param value text, number, Date, Luxon DateTime or Moment
 * @param options.timezone IANA name into which dates are put; without it an ISO text or DateTime keeps its own clock, and a
 *   plain Date is written in UTC
 * @returns the text; empty when a date object holds no valid date
 * @see wechat-api.md section 7.3
 */
export function formatValue(type: string, value: FieldValue, options: { timezone?: string } = {}): string {
	if (typeof value === 'number') return formatNumber(type, value);
	const isText = typeof value === 'string';
	const text = isText ? value.trim() : (isoOf(value) ?? '');
	if (isText && ((type !== 'time' && type !== 'date') || checkValue(type, text) === undefined)) return text;
	const wall = wallClock(text, options.timezone);
	if (!wall) return text;
	return type === 'date' || wall.clock === undefined ? wall.day : `${wall.day} ${wall.clock}`;
}
