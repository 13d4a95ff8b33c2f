// Reads the date formats of the service.

/** Date, and optionally time, fraction and zone: `2021-05-26 10:30:16.1234567 +00`. */
const isoDate =
	/^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d+))?)?(?: ?(?:(z|utc|gmt)|([+-\u2212]\d{2})(?::?(\d{2}))?))?$/i;
/** The usual form, which every runtime reads as it is. */
const standardDate = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/;
const dotNetDate = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/;

/** Earlier instants stand for "never" in a database (`0001-01-01T00:00:00Z`, the epoch). */
const earliest = Date.UTC(1990, 0, 1);

/**
 * An instant in ms since 1970 UTC; undefined if the text is no date or stands for "never".
 * A date without a zone is UTC (docs/api.md#dates).
 */
export function parseInstant(text: string): number | undefined {
	const instant = standardDate.test(text) ? standardInstant(text) : unusualInstant(text.trim());
	return Number.isFinite(instant) && instant >= earliest ? instant : undefined;
}

/** The days of each month; 29 February is left to the checks of `unusualInstant`. */
const shortestMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Faster than Date.parse, with the same result for every date that exists. */
function standardInstant(text: string): number {
	const year = digits(text, 0, 4);
	const month = digits(text, 5, 7);
	const day = digits(text, 8, 10);
	const hour = digits(text, 11, 13);
	const minute = digits(text, 14, 16);
	const second = digits(text, 17, 19);
	const isUsual = year >= 1970 && day >= 1 && day <= (shortestMonths[month - 1] ?? 0);
	if (!isUsual || hour > 23 || minute > 59 || second > 59) {
		return unusualInstant(text); // checks whether there is such a day
	}
	const millisecond = text.length === 24 ? digits(text, 20, 23) : 0;
	return text.length === 24 || text.length === 20
		? Date.UTC(year, month - 1, day, hour, minute, second, millisecond)
		: unusualInstant(text);
}

/** The number that stands there in digits. */
function digits(text: string, from: number, end: number): number {
	let number = 0;
	for (let at = from; at < end; at++) {
		number = number * 10 + text.charCodeAt(at) - 0x30;
	}
	return number;
}

function unusualInstant(text: string): number {
	const dotNet = dotNetDate.exec(text);
	return dotNet ? Number(dotNet[1]) : Date.parse(toStandardForm(text));
}

/** The one form of a date that every runtime reads; `''` if the text is no date. */
function toStandardForm(text: string): string {
	const parts = isoDate.exec(text);
	if (!parts) {
		return '';
	}
	const [, date = '', time = '00:00', fraction = '0', , hours, minutes = '00'] = parts;
	const day = new Date(`${date}T00:00Z`);
	if (Number.isNaN(day.getTime()) || !day.toISOString().startsWith(date)) {
		return ''; // Date.parse takes 30 February for a day in March
	}
	const seconds = time.length === 5 ? ':00' : '';
	const zone = hours === undefined ? 'Z' : `${hours.replace('\u2212', '-')}:${minutes}`;
	return `${date}T${time}${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}${zone}`;
}

/** Whether a date stands for "never": there is nothing to show. */
export function isNever(text: string): boolean {
	return /^0001-01-01/.test(text.trim());
}
