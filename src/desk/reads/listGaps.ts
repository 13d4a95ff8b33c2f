// How many rows of a list are not in it.
import type { List } from '../../service/chatClient';
import type { ListGaps } from '../state';

/** Undefined if nothing is missing; the same object as before if it is equal. */
export function gapsOf({ skipped, missing }: List<unknown>, before: ListGaps | undefined): ListGaps | undefined {
	const gaps = { skipped, ...(missing !== undefined && { missing }) };
	return skipped === 0 && missing === undefined ? undefined : sameGaps(before, gaps);
}

/** The gaps before if they are equal. */
export function sameGaps(before: ListGaps | undefined, gaps: ListGaps | undefined): ListGaps | undefined {
	return before && gaps && before.skipped === gaps.skipped && before.missing === gaps.missing ? before : gaps;
}
