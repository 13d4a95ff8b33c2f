// The order of the visitors in a group.
import type { Wait } from '../../desk/state';
import type { Id, Visitor } from '../../service/model';
import { urgencyOf } from '../../service/urgency';
import type { WaitLevel } from '../alerts/waitLevels';
import { toSingleLine } from '../text';

/**
 * - `wait`: the longest wait first, then visitors who don't wait, the newest visit first
 * - `newest`: the newest visit first · `visits`: the most visits first
 * - `name`: by name, else e-mail; visitors with neither are last
 *
 * Before that, visitors who wait too long come first.
 */
export type SortBy = 'wait' | 'newest' | 'visits' | 'name';

/** A visitor with its sort keys, computed once: it is compared many times. */
export interface Ranked {
	readonly visitor: Visitor;
	/** The level of the wait. */
	readonly level: WaitLevel;
	readonly rank: number;
	readonly text: string;
	readonly second: number;
}

/** @param levels of the waits that have reached a threshold */
export function rankOf(
	visitor: Visitor,
	sortBy: SortBy,
	waits: ReadonlyMap<Id, Wait>,
	levels: ReadonlyMap<Id, WaitLevel>,
): Ranked {
	const level = urgencyOf(visitor.status) === 'waiting' ? (levels.get(visitor.id) ?? 0) : 0;
	switch (sortBy) {
		case 'wait':
			return { visitor, level, rank: waitStart(visitor, waits), text: '', second: mostFirst(visitor.visitTime) };
		case 'newest':
			return { visitor, level, rank: mostFirst(visitor.visitTime), text: '', second: 0 };
		case 'visits':
			return { visitor, level, rank: mostFirst(visitor.visits), text: '', second: 0 };
		case 'name': {
			const text = toSingleLine(visitor.name, 80) || toSingleLine(visitor.email, 80);
			return { visitor, level, rank: text === '' ? 1 : 0, text, second: 0 };
		}
	}
}

const collator = new Intl.Collator(undefined, { numeric: true });

/** Never 0 for visitors of different ids. */
export function compareRanked(a: Ranked, b: Ranked): number {
	return (
		ascending(b.level, a.level) ||
		ascending(a.rank, b.rank) ||
		(a.text === b.text ? 0 : collator.compare(a.text, b.text)) ||
		ascending(a.second, b.second) ||
		ascending(a.visitor.id, b.visitor.id)
	);
}

/** The index of a visitor in a sorted list, or the index at which to insert it. */
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

/** Inserts a visitor into the first `most` of a sorted list, and drops those beyond. Returns false if the visitor belongs beyond them. */
export function keepFirst(sorted: Ranked[], ranked: Ranked, most: number): boolean {
	sorted.splice(most);
	const last = sorted[most - 1];
	if (last && compareRanked(last, ranked) < 0) {
		return false;
	}
	sorted.splice(placeOf(sorted, ranked), 0, ranked);
	if (sorted.length > most) {
		sorted.pop();
	}
	return true;
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

/** What the order of waiting visitors depends on beside the visitors. */
export interface WaitOrder {
	readonly waits: ReadonlyMap<Id, Wait>;
	readonly levels: ReadonlyMap<Id, WaitLevel>;
}

/** The ids whose wait begins at another instant or has another level. */
export function otherRanks(before: WaitOrder, after: WaitOrder): Set<Id> {
	const starts = ({ waits }: WaitOrder) => new Map([...waits].map(([id, { since }]) => [id, since]));
	return new Set([
		...(before.waits === after.waits ? [] : otherKeys(starts(before), starts(after))),
		...(before.levels === after.levels ? [] : otherKeys(before.levels, after.levels)),
	]);
}

/** The keys whose value differs, or is there in one of both only. */
function otherKeys<Value>(before: ReadonlyMap<Id, Value>, after: ReadonlyMap<Id, Value>): readonly Id[] {
	return [
		...[...after.keys()].filter((id) => before.get(id) !== after.get(id)),
		...[...before.keys()].filter((id) => !after.has(id)),
	];
}
