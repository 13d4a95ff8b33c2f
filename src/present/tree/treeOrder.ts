// The order of the visitors in a group.
import type { Wait } from '../../desk/state';
import type { Id, Visitor } from '../../service/model';
import { urgencyOf } from '../../service/urgency';
import { toSingleLine } from '../text';

/**
 * - `wait`: the longest wait first, then visitors who don't wait, the newest visit first
 * - `newest`: the newest visit first · `visits`: the most visits first
 * - `name`: by name, else e-mail; visitors with neither are last
 */
export type SortBy = 'wait' | 'newest' | 'visits' | 'name';

/** A visitor with its sort keys, computed once: it is compared many times. */
export interface Ranked {
	readonly visitor: Visitor;
	readonly rank: number;
	readonly text: string;
	readonly second: number;
}

export function rankOf(visitor: Visitor, sortBy: SortBy, waits: ReadonlyMap<Id, Wait>): Ranked {
	switch (sortBy) {
		case 'wait':
			return { visitor, rank: waitStart(visitor, waits), text: '', second: mostFirst(visitor.visitTime) };
		case 'newest':
			return { visitor, rank: mostFirst(visitor.visitTime), text: '', second: 0 };
		case 'visits':
			return { visitor, rank: mostFirst(visitor.visits), text: '', second: 0 };
		case 'name': {
			const text = toSingleLine(visitor.name, 80) || toSingleLine(visitor.email, 80);
			return { visitor, rank: text === '' ? 1 : 0, text, second: 0 };
		}
	}
}

const collator = new Intl.Collator(undefined, { numeric: true });

/** Never 0 for visitors of different ids. */
export function compareRanked(a: Ranked, b: Ranked): number {
	return (
		ascending(a.rank, b.rank) ||
		(a.text === b.text ? 0 : collator.compare(a.text, b.text)) ||
		ascending(a.second, b.second) ||
		ascending(a.visitor.id, b.visitor.id)
	);
}

/** The index at which a visitor stands in a sorted list, or would stand if it were in it. */
export function placeOf(sorted: readonly Ranked[], ranked: Ranked): number {
	let low = 0;
	let high = sorted.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		const other = sorted[middle];
		if (other && compareRanked(other, ranked) < 0) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}

function ascending<Value extends number | string>(a: Value, b: Value): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

/** Waiting visitors without a known start come after other waiting ones; visitors who don't wait come last. */
function waitStart({ id, status }: Visitor, waits: ReadonlyMap<Id, Wait>): number {
	if (urgencyOf(status) !== 'waiting') {
		return Number.POSITIVE_INFINITY;
	}
	return waits.get(id)?.since ?? Number.MAX_VALUE;
}

/** Unknown values come last. */
function mostFirst(value: number | undefined): number {
	return value === undefined ? Number.POSITIVE_INFINITY : -value;
}
