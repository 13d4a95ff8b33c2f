// Reads the datetimes of the service's family; a date that means nothing is no date.

const withZone = /(?:z|[+-]\d{2}:?\d{2})$/i;
const dotNetDate = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/;

/** Instants before this are a database's way to say "never" (`0001-01-01T00:00:00Z`, the epoch itself). */
const first = Date.UTC(1990, 0, 1);

/**
 * An instant in ms since 1970 UTC; undefined where the text is no date or stands for "never".
 * A date without a zone is UTC (API.md, Quirks).
 */
export function parseInstant(text: string): number | undefined {
	const trimmed = text.trim();
	const dotNet = dotNetDate.exec(trimmed);
	const instant = dotNet
		? Number(dotNet[1])
		: /^\d{4}-\d{2}-\d{2}/.test(trimmed)
			? Date.parse(trimmed.includes('T') || trimmed.includes(' ') ? utc(trimmed.replace(' ', 'T')) : trimmed)
			: Number.NaN;
	return Number.isFinite(instant) && instant >= first ? instant : undefined;
}

function utc(text: string): string {
	return withZone.test(text) ? text : `${text}Z`;
}

/** Whether a text is one of the ways to say "never": known, and so nothing to show. */
export function isNever(text: string): boolean {
	return /^0001-01-01/.test(text.trim());
}
