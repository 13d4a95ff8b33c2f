// Reads the date formats of the service.

const withZone = /(?:z|[+-]\d{2}:?\d{2})$/i;
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
	const instant = dotNet
		? Number(dotNet[1])
		: /^\d{4}-\d{2}-\d{2}/.test(trimmed)
			? Date.parse(trimmed.includes('T') || trimmed.includes(' ') ? utc(trimmed.replace(' ', 'T')) : trimmed)
			: Number.NaN;
	return Number.isFinite(instant) && instant >= earliest ? instant : undefined;
}

function utc(text: string): string {
	return withZone.test(text) ? text : `${text}Z`;
}

/** Whether a date stands for "never": there is nothing to show. */
export function isNever(text: string): boolean {
	return /^0001-01-01/.test(text.trim());
}
