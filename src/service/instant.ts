// Reads the date formats of the service.

/** Date, and optionally time, fraction and zone: `2021-05-26 10:30:16.1234567 +00`. */
const isoDate =
	/^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d+))?)?(?: ?(?:(z|utc|gmt)|([+-\u2212]\d{2})(?::?(\d{2}))?))?$/i;
const dotNetDate = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/;

/** Earlier instants stand for "never" in a database (`0001-01-01T00:00:00Z`, the epoch). */
const earliest = Date.UTC(1990, 0, 1);

/**
 * An instant in ms since 1970 UTC; undefined if the text is no date or stands for "never".
 * A date without a zone is UTC (docs/api.md#dates).
 */
export function parseInstant(text: string): number | undefined {
	const trimmed = text.trim();
	const dotNet = dotNetDate.exec(trimmed);
	const instant = dotNet ? Number(dotNet[1]) : Date.parse(toStandardForm(trimmed));
	return Number.isFinite(instant) && instant >= earliest ? instant : undefined;
}

/** The one form of a date that every runtime reads; `''` if the text is no date. */
function toStandardForm(text: string): string {
	const parts = isoDate.exec(text);
	if (!parts) {
		return '';
	}
	const [, date, time = '00:00', fraction = '0', , hours, minutes = '00'] = parts;
	const seconds = time.length === 5 ? ':00' : '';
	const zone = hours === undefined ? 'Z' : `${hours.replace('\u2212', '-')}:${minutes}`;
	return `${date}T${time}${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}${zone}`;
}

/** Whether a date stands for "never": there is nothing to show. */
export function isNever(text: string): boolean {
	return /^0001-01-01/.test(text.trim());
}
