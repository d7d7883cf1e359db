// Writes numbers, dates and times the way the template field of that type takes them.
import { FREE } from './rules';
import { checkValue } from './values';

/** Luxon's DateTime, Moment and whatever else looks like them. */
interface DateLike {
	toISO?: () => string | null;
	/** Moment's gives null where it holds no date. */
	toISOString?: () => string | null;
	toJSDate?: () => Date;
	/** Luxon's: the zone whose clock it shows. */
	zoneName?: string | null;
}

export type FieldValue = string | number | Date | DateLike;

/** Date, time, optional offset: `2026-11-21T15:01:00.000+08:00`. A date alone is written as it is. */
const ISO = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::\d{2}(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * What looks like an offset, and is the end of a range to people: `2022-01-27 15:00-16:00`, also `09:00-10:00`. No place on
 * earth is more than 14 hours ahead or behind.
 */
const TIME_RANGE = / \d{2}:\d{2}[+-]|[+-](?:1[5-9]|[2-9]\d):?\d{2}$/;

/** Whether the value is a date object of any kind; objects of another realm (n8n's sandbox) count too. */
export function isDateLike(value: unknown): value is Date | DateLike {
	if (typeof value !== 'object' || value === null) return false;
	return ['toISO', 'toJSDate', 'toISOString'].some((name) => typeof Reflect.get(value, name) === 'function');
}

/** What a date object says: `iso`, and whether it is told by a clock of its own (a DateTime has a zone, a Date has none). */
function read(value: DateLike): { iso: string; ownClock: boolean } | undefined {
	if (value.toISO) {
		const iso = value.toISO();
		return iso === null ? undefined : { iso, ownClock: true };
	}
	const date: DateLike = value.toJSDate ? value.toJSDate() : value;
	if (Object.prototype.toString.call(date) === '[object Date]') {
		const time = Number(date);
		return Number.isNaN(time) ? undefined : { iso: new Date(time).toISOString(), ownClock: false };
	}
	const iso = date.toISOString?.();
	return iso ? { iso, ownClock: false } : undefined;
}

/** By time zone: making one takes longer than all else that is done with a message, and a workflow has one zone. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** @throws RangeError for a time zone that Intl does not know */
function clockOf(timezone: string): Intl.DateTimeFormat {
	const known = clocks.get(timezone);
	if (known) return known;
	const clock = new Intl.DateTimeFormat('en-US', {
		timeZone: timezone,
		hourCycle: 'h23',
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
		hour: '2-digit',
		minute: '2-digit',
	});
	clocks.set(timezone, clock);
	return clock;
}

/** Whether Intl knows the IANA time zone. */
export function isTimezone(timezone: string): boolean {
	try {
		return clockOf(timezone) !== undefined;
	} catch {
		return false;
	}
}

/** `2026-11-21` and `15:01`. */
interface WallClock {
	day: string;
	clock: string;
	/** The zone of the workflow tells this clock: an instant was put on it, or the text's offset is that of the zone then. */
	isInZone?: true;
}

/**
 * What a clock on the wall shows.
 *
 * @param iso date, time, optional offset
 * @param timezone where an instant is shown. Where the text has no offset, or one other than Z, the clock is the one that
 *   the text shows.
 */
function wallClock(iso: string, timezone: string): WallClock | undefined {
	const match = ISO.exec(iso);
	if (!match || TIME_RANGE.test(iso)) return undefined;
	const [, day, clock, offset] = match;
	if (offset === 'Z') return clockIn(new Date(`${day}T${clock}:00Z`), timezone);
	const own: WallClock = { day, clock };
	if (offset === undefined) return own;
	// What n8n makes without being told a zone (`$now`) reaches a node as text with the offset of the workflow's zone.
	const there = clockIn(
		new Date(`${day}T${clock}:00${offset.replace(/(\d{2}):?(\d{2})$/, '$1:$2')}`),
		timezone,
	);
	return there?.day === day && there.clock === clock ? there : own;
}

function clockIn(instant: Date, timezone: string): WallClock | undefined {
	if (Number.isNaN(instant.getTime())) return undefined;
	const parts = clockOf(timezone).formatToParts(instant);
	const { year, month, day, hour, minute } = Object.fromEntries(
		parts.map(({ type, value }) => [type, value]),
	);
	return { day: `${year}-${month}-${day}`, clock: `${hour}:${minute}`, isInZone: true };
}

function formatNumber(type: string, value: number): string {
	if (type === 'amount' && !Number.isInteger(value)) return value.toFixed(2);
	// Never an exponent: WeChat takes digits only.
	return value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 });
}

/** Seconds since 1970, from 2001 to 2286: WeChat's own times (`subscribe_time`) are such numbers. */
const UNIX_SECONDS = /^\d{10}$/;

const isTimed = (type: string) => type === 'time' || type === 'date';

/**
 * Writes a value as text the field takes. Numbers lose exponents and amounts get two decimals unless they are whole;
 * dates become `2026-11-21` in a `date` field and `2026-11-21 15:01` anywhere else. ISO text and Unix time in seconds (ten
 * digits) that a `time` or `date` field would not take are rewritten; every other text stays as it is, without blanks around
 * it. Under a free key text stays as it is altogether.
 *
 * Whatever has a zone of its own keeps its wall clock: a DateTime, an ISO text with an offset. An instant (a text that ends
 * in Z, Unix time, a Date) is shown in `options.timezone`.
 *
 * @param type as `typeOfKey` has it
 * @param value text, number, Date, Luxon DateTime or Moment
 * @param options.timezone IANA name
 * @returns the text; empty when a date object holds no valid date
 * @see docs/wechat/templates.md
 */
export function formatValue(type: string, value: FieldValue, options: { timezone?: string } = {}): string {
	return writeValue(type, value, options).text;
}

/** A value as text, and whether it would read differently in another zone than `options.timezone`. */
interface Written {
	text: string;
	isInZone: boolean;
}

/** As `formatValue`, and says whether the zone it was given decided what the text says. */
export function writeValue(
	type: string,
	value: FieldValue,
	{ timezone = 'UTC' }: { timezone?: string } = {},
): Written {
	if (typeof value === 'string' && type === FREE) return asIs(value);
	if (typeof value === 'string' || typeof value === 'number') {
		const text = typeof value === 'number' ? formatNumber(type, value) : value.trim();
		if (!isTimed(type)) return asIs(text);
		if (UNIX_SECONDS.test(text)) return written(type, text, clockIn(new Date(Number(text) * 1000), timezone));
		// Both tables have the same form for days and times.
		if (checkValue('template', type, text) === undefined) return asIs(text);
		return written(type, text, wallClock(text, timezone));
	}
	const date = read(value);
	if (!date) return asIs('');
	if (!date.ownClock) return written(type, date.iso, wallClock(date.iso, timezone));
	const { text } = written(type, date.iso, wallClock(date.iso, 'UTC'));
	// What n8n makes without being told a zone (`$now`) has that of the workflow.
	return { text, isInZone: 'zoneName' in value && value.zoneName === timezone };
}

const asIs = (text: string): Written => ({ text, isInZone: false });

/** @param text what stays where there is no clock to be read */
function written(type: string, text: string, wall: WallClock | undefined): Written {
	if (!wall) return asIs(text);
	const { day, clock, isInZone = false } = wall;
	return { text: type === 'date' ? day : `${day} ${clock}`, isInZone };
}
