// How spans, ages and instants read to a person; never "Invalid Date", never a negative age. Holds no clock: the present is an argument.
import * as l10n from '@vscode/l10n';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A length that is no number, or below zero (two clocks that disagree), is none at all. */
function length(ms: number): number {
	return Number.isFinite(ms) && ms > 0 ? ms : 0;
}

function twoDigits(value: number): string {
	return String(value).padStart(2, '0');
}

/** "45 s", "3 min", "1 h 05 min", "2 days 3 h": rounded down. */
export function formatSpan(ms: number): string {
	const span = length(ms);
	if (span < minute) {
		return l10n.t('{0} s', Math.floor(span / second));
	}
	if (span < hour) {
		return l10n.t('{0} min', Math.floor(span / minute));
	}
	if (span < day) {
		return l10n.t('{0} h {1} min', Math.floor(span / hour), twoDigits(Math.floor((span % hour) / minute)));
	}
	const days = Math.floor(span / day);
	const hours = Math.floor((span % day) / hour);
	return days === 1 ? l10n.t('1 day {0} h', hours) : l10n.t('{0} days {1} h', days, hours);
}

/** A wait in calm steps: by ten seconds under two minutes, by the minute from there on (PRODUCT.md, rule 10). */
export function formatWait(ms: number): string {
	const wait = length(ms);
	const step = Math.floor((wait % minute) / (10 * second)) * 10;
	if (wait < minute) {
		return l10n.t('{0} s', step);
	}
	if (wait < 2 * minute && step > 0) {
		return l10n.t('1 min {0} s', step);
	}
	return formatSpan(wait);
}

/** "just now", "4 min ago", "1 h ago", "3 days ago", "2 years ago": one unit. */
export function formatAgo(ms: number): string {
	const age = length(ms);
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
		return days === 1 ? l10n.t('1 day ago') : l10n.t('{0} days ago', days);
	}
	// Rounded, so that 60 days are two months and 730 days two years.
	return days < 730
		? l10n.t('{0} months ago', Math.round(days / 30.44))
		: l10n.t('{0} years ago', Math.floor(days / 365.25 + 0.01));
}

/** Date and time to the second where the code runs, in an order that nobody can misread: "2021-05-26 18:30:16". */
export function formatExact(instant: number): string {
	const date = new Date(instant);
	if (Number.isNaN(date.getTime())) {
		return l10n.t('unknown');
	}
	const days = [String(date.getFullYear()), twoDigits(date.getMonth() + 1), twoDigits(date.getDate())].join('-');
	const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':');
	return `${days} ${time}`;
}

/** The time of day to the second where the code runs: "18:30:16". */
export function formatTime(instant: number): string {
	return formatExact(instant).slice(-8);
}

/** Minutes east of Greenwich of `GMT +08:00`, `GMT 06:00` (no sign: east; API.md, Quirks), `UTC-3`, `GMT`. */
export function zoneOffset(timeZone: string): number | undefined {
	const match = /^(?:GMT|UTC)?\s*([+\-\u2212]?)\s*(\d{1,2})(?::?([0-5]\d))?$/i.exec(timeZone.trim());
	if (!match) {
		return /^(?:GMT|UTC)$/i.test(timeZone.trim()) ? 0 : undefined;
	}
	const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
	const offset = match[1] === '' || match[1] === '+' ? minutes : 0 - minutes;
	// The zones of the world reach from -12:00 to +14:00: anything else is a mistake and would show a wrong time.
	return offset >= -12 * 60 && offset <= 14 * 60 ? offset : undefined;
}

/** Weekday and time where the visitor is: "Wed 18:30"; undefined where the zone means nothing. */
export function visitorLocalTime(now: number, timeZone: string): string | undefined {
	const offset = zoneOffset(timeZone);
	if (offset === undefined) {
		return undefined;
	}
	const there = new Date(now + offset * minute);
	const weekday = weekdays()[there.getUTCDay()];
	return weekday && `${weekday} ${twoDigits(there.getUTCHours())}:${twoDigits(there.getUTCMinutes())}`;
}

/** A function, because the texts are set up after this file was loaded. */
function weekdays(): readonly string[] {
	return [l10n.t('Sun'), l10n.t('Mon'), l10n.t('Tue'), l10n.t('Wed'), l10n.t('Thu'), l10n.t('Fri'), l10n.t('Sat')];
}
