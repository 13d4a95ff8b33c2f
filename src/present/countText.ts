// The text of a count that the service sent.

/** Above this a count is a mistake of the service, and its digits would not fit. */
const maxCount = 999_999;

/** Whole digits, never negative; "999999+" for more. Empty for undefined. */
export function countText(count: number | undefined): string {
	if (count === undefined) {
		return '';
	}
	return count > maxCount ? `${maxCount}+` : String(count > 0 ? Math.floor(count) : 0);
}
