// The texts of spans, ages and instants.
import * as l10n from '@vscode/l10n';
import { pluralText } from './countText';
import { perLanguage } from './language';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A hundred years (ms). A longer span comes from a wrong clock or a wrong value. */
const longestSpan = 36_525 * day;

/** A span that can be shown: negative (two clocks that differ) and NaN are 0, and it is at most `longestSpan`. */
export function shownSpan(ms: number): number {
	return ms > 0 ? Math.min(ms, longestSpan) : 0;
}

function twoDigits(value: number): string {
	return value < 10 ? `0${value}` : String(value);
}

/** "45 s", "3 min", "1 h 05 min", "2 days 3 h"; rounded down. */
export function formatSpan(ms: number): string {
	const span = shownSpan(ms);
	if (span < minute) {
		return secondsText(Math.floor(span / second));
	}
	if (span < hour) {
		return l10n.t({ message: '{0} min', comment: 'Number of minutes', args: [Math.floor(span / minute)] });
	}
	if (span < day) {
		return l10n.t('{0} h {1} min', Math.floor(span / hour), twoDigits(Math.floor((span % hour) / minute)));
	}
	const days = Math.floor(span / day);
	const hours = Math.floor((span % day) / hour);
	return pluralText(days, { one: l10n.t('{0} day {1} h', days, hours), other: l10n.t('{0} days {1} h', days, hours) });
}

function secondsText(seconds: number): string {
	return l10n.t({ message: '{0} s', comment: 'Number of seconds', args: [seconds] });
}

/** A wait that changes every ten seconds under two minutes and every minute from there on, so that lists stay calm. */
export function formatWait(ms: number): string {
	const wait = waitStep(ms);
	return wait > minute && wait < 2 * minute ? l10n.t('1 min {0} s', (wait - minute) / second) : formatSpan(wait);
}

/** A wait (ms) rounded down to its last step. */
export function waitStep(ms: number): number {
	const wait = shownSpan(ms);
	return wait - (wait % (wait < 2 * minute ? 10 * second : minute));
}

/** "just now", "4 min ago", "1 h ago", "3 days ago", "2 years ago". */
export function formatAgo(ms: number): string {
	const age = shownSpan(ms);
	if (age < minute) {
		return l10n.t('just now');
	}
	if (age < hour) {
		return l10n.t('{0} min ago', Math.floor(age / minute));
	}
	if (age < day) {
		return l10n.t('{0} h ago', Math.floor(age / hour));
	}
	const days = Math.floor(age / day);
	if (days < 60) {
		return pluralText(days, { one: l10n.t('{0} day ago', days), other: l10n.t('{0} days ago', days) });
	}
	// Rounded, so that 60 days are two months and 730 days two years.
	return days < 730
		? l10n.t('{0} months ago', Math.round(days / 30.44))
		: l10n.t('{0} years ago', Math.floor(days / 365.25 + 0.01));
}

const exactFormat = /* @__PURE__ */ timeFormat({ year: 'numeric', month: 'short', day: 'numeric', second: '2-digit' });
const secondsFormat = /* @__PURE__ */ timeFormat({ second: '2-digit' });
const clockFormat = /* @__PURE__ */ timeFormat({});
const dayFormat = /* @__PURE__ */ timeFormat({ month: 'short', day: 'numeric' });
const yearFormat = /* @__PURE__ */ timeFormat({ year: 'numeric', month: 'short', day: 'numeric' });
const weekdayFormat = /* @__PURE__ */ timeFormat({ weekday: 'short' });

/**
 * Hours, minutes and what `parts` has, for times that `localTime` made: a format of the user's time zone would not follow when that changes.
 * Digits and calendar are those of the other texts, whatever the language has.
 */
function timeFormat(parts: Intl.DateTimeFormatOptions): () => Intl.DateTimeFormat {
	return perLanguage(
		(tag) =>
			new Intl.DateTimeFormat(tag, {
				hour: '2-digit',
				minute: '2-digit',
				...parts,
				hourCycle: 'h23',
				timeZone: 'UTC',
				calendar: 'gregory',
				numberingSystem: 'latn',
			}),
	);
}

/** Local date and time: "May 26, 2021, 18:30:16". */
export function formatExact(instant: number): string {
	return localText(localTime(instant), exactFormat);
}

/** Local time of day: "18:30:16". */
export function formatTime(instant: number): string {
	return localText(localTime(instant), secondsFormat);
}

/** Local time without seconds, with the date if that isn't today: "10:42", "May 26, 10:42", "May 26, 2021, 10:42". */
export function clockTime(instant: number, now: number): string {
	const local = localTime(instant);
	const localNow = localTime(now);
	const isIn = (span: (time: number) => number) =>
		local !== undefined && localNow !== undefined && span(local) === span(localNow);
	const isToday = isIn((time) => Math.floor(time / day));
	const isThisYear = isIn((time) => new Date(time).getUTCFullYear());
	return localText(local, isToday ? clockFormat : isThisYear ? dayFormat : yearFormat);
}

/** The instant (ms) at which UTC has the date and time that the user's time zone has at this one. Undefined for an invalid instant and for years that don't have four digits. */
function localTime(instant: number): number | undefined {
	const date = new Date(instant);
	const year = date.getFullYear();
	return year >= 1000 && year <= 9999
		? Date.UTC(year, date.getMonth(), date.getDate(), date.getHours(), date.getMinutes(), date.getSeconds())
		: undefined;
}

function localText(local: number | undefined, format: () => Intl.DateTimeFormat): string {
	return local === undefined ? unknownInstant() : format().format(local);
}

function unknownInstant(): string {
	return l10n.t({ message: 'unknown', comment: 'In place of a date or time that is not known' });
}

/** In UTF-16 units. A pattern with two runs of spaces takes quadratic time on a long text. */
const maxTimeZone = 40;

/** Minutes east of Greenwich of `GMT +08:00`, `UTC-3`, `GMT`, and of `GMT 06:00`, as the service writes +06:00. */
export function zoneOffset(timeZone: string): number | undefined {
	if (timeZone.length > maxTimeZone) {
		return undefined;
	}
	const match = /^(?=.)(?:GMT|UTC)?\s*(?:([+\-\u2212]?)\s*(\d{1,2})(?::?([0-5]\d))?)?$/i.exec(timeZone.trim());
	if (!match) {
		return undefined;
	}
	const [, sign = '', hours = 0, rest = 0] = match;
	const minutes = Number(hours) * 60 + Number(rest);
	const isWest = !'+'.includes(sign); // no sign is a plus
	const offset = isWest ? 0 - minutes : minutes;
	// Real time zones are between -12:00 and +14:00.
	return offset >= -12 * 60 && offset <= 14 * 60 ? offset : undefined;
}

/** Instants (ms) from about here on are no dates. */
const lastInstant = 8e15;

/** Weekday and time at the visitor's place: "Wed 18:30". @param offset minutes east of Greenwich; undefined if that isn't known */
export function visitorLocalTime(now: number, offset: number | undefined): string | undefined {
	return offset !== undefined && Math.abs(now) < lastInstant
		? weekdayFormat().format(now + offset * minute)
		: undefined;
}
