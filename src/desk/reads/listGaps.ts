// How many rows of a list are not in it.
import type { List } from '../../service/chatClient';
import type { ListGaps } from '../state';

/** Whether the list lacks rows: rows that could not be read, or that did not arrive. */
export function isPartial({ skipped, missing }: List<unknown>): boolean {
	return skipped !== 0 || missing !== undefined;
}

/** Undefined if nothing is missing; the same object as before if it is equal. */
export function gapsOf(list: List<unknown>, before: ListGaps | undefined): ListGaps | undefined {
	const { skipped, missing } = list;
	return isPartial(list) ? sameGaps(before, { skipped, ...(missing !== undefined && { missing }) }) : undefined;
}

/** The gaps before if they are equal. */
export function sameGaps(before: ListGaps | undefined, gaps: ListGaps | undefined): ListGaps | undefined {
	return before && gaps && before.skipped === gaps.skipped && before.missing === gaps.missing ? before : gaps;
}
