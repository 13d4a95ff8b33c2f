// The groups of the visitors view with their first rows, kept up to date from list to list.

import type { Wait } from '../../desk/state';
import { findRowChanges, type RowChanges, rowChanges } from '../../service/lists/rowChanges';
import type { Id, Visitor } from '../../service/model';
import { finish, rowsPerYield, type SlicedWork } from '../../service/slices';
import { urgencyOf } from '../../service/urgency';
import type { WaitLevel } from '../alerts/waitLevels';
import { sameInputs } from './tree';
import {
	compareRanked,
	keepFirst,
	otherRanks,
	placeOf,
	type Ranked,
	rankOf,
	type SortBy,
	type WaitOrder,
} from './treeOrder';

export interface VisitorGroup {
	/** How many visitors are in it. */
	readonly count: number;
	/** The first of them in order: those that are shown and some more. */
	readonly first: readonly Ranked[];
	/** Changes whenever `first` changes. */
	readonly version: number;
}

export interface Arrangement {
	readonly groupOf: (visitor: Visitor) => string;
	readonly sortBy: SortBy;
	/** The levels of the waits, as far as the order depends on them; the same object if they are equal. */
	readonly levels: ReadonlyMap<Id, WaitLevel>;
	/** Whether a visitor is shown at all. */
	readonly accepts: (visitor: Visitor) => boolean;
	/** Whether `accepts` is too slow to be called again for a visitor who leaves. */
	readonly isSlow: boolean;
	/** All values that the above depends on: with the same ones (compared by identity) the groups are the same. */
	readonly inputs: readonly unknown[];
	/** How many rows of a group are shown at most. */
	readonly shownRows: (group: string) => number;
}

interface VisitorGroups {
	/** By group; a visitor whom the list contains twice is in it once, with the first row that is accepted. */
	update(
		visitors: readonly Visitor[],
		waits: ReadonlyMap<Id, Wait>,
		arrangement: Arrangement,
	): ReadonlyMap<string, VisitorGroup>;
	/** Does the slow part of `update` beforehand, in slices. */
	prepare(visitors: readonly Visitor[], waits: ReadonlyMap<Id, Wait>, arrangement: Arrangement): SlicedWork<void>;
}

/** How many sorted rows are kept for a number of shown rows. The extra ones replace rows that leave, without a pass over all visitors. */
function mostKept(shown: number): number {
	return Math.ceil(shown * 1.5);
}

interface Group {
	count: number;
	first: Ranked[];
	version: number;
}

interface Groups {
	readonly byKey: Map<string, Group>;
	hasDuplicates: boolean;
	/** Who was accepted, where that is slow to find out. */
	readonly accepted: Set<Visitor> | undefined;
}

/** Keeps only the first rows of each group, so that a list of fifty thousand visitors costs no memory and no sorting here. */
export function createVisitorGroups(): VisitorGroups {
	let visitors: readonly Visitor[] = [];
	let waits: ReadonlyMap<Id, Wait> = new Map();
	let arrangement: Arrangement | undefined;
	let groups: Groups = { byKey: new Map(), hasDuplicates: false, accepted: undefined };
	let version = 0;

	/** The groups of all visitors of a list. */
	function* build(list: readonly Visitor[], waits: ReadonlyMap<Id, Wait>, how: Arrangement): SlicedWork<Groups> {
		const built: Groups = { byKey: new Map(), hasDuplicates: false, accepted: how.isSlow ? new Set() : undefined };
		const seen = new Set<Id>();
		for (let next = 0; next < list.length; next += rowsPerYield) {
			addAll(built, seen, list.slice(next, next + rowsPerYield), waits, how);
			yield;
		}
		return built;
	}

	function addAll(
		built: Groups,
		seen: Set<Id>,
		rows: readonly Visitor[],
		waits: ReadonlyMap<Id, Wait>,
		how: Arrangement,
	): void {
		for (const visitor of rows) {
			if (!how.accepts(visitor)) {
				continue;
			}
			const { size } = seen;
			if (seen.add(visitor.id).size === size) {
				built.hasDuplicates = true;
				continue;
			}
			built.accepted?.add(visitor);
			const key = how.groupOf(visitor);
			const group = groupAt(built.byKey, key);
			group.count++;
			keepFirst(group.first, rankOf(visitor, how.sortBy, waits, how.levels), mostKept(how.shownRows(key)));
		}
	}

	function groupAt(byKey: Map<string, Group>, key: string): Group {
		let group = byKey.get(key);
		if (!group) {
			group = { count: 0, first: [], version: ++version };
			byKey.set(key, group);
		}
		return group;
	}

	function remove(visitor: Visitor, how: Arrangement, before: WaitOrder): void {
		groups.accepted?.delete(visitor);
		const group = groupAt(groups.byKey, how.groupOf(visitor));
		group.count--;
		let place = placeOf(group.first, rankOf(visitor, how.sortBy, before.waits, before.levels));
		if (group.first[place]?.visitor !== visitor) {
			// The row is behind the first rows, or its sort keys are NaN.
			place = group.first.findIndex((ranked) => ranked.visitor === visitor);
		}
		if (place >= 0) {
			group.first.splice(place, 1);
			group.version = ++version;
		}
	}

	function add(visitor: Visitor, how: Arrangement): void {
		groups.accepted?.add(visitor);
		const key = how.groupOf(visitor);
		const group = groupAt(groups.byKey, key);
		const last = group.first.at(-1);
		const ranked = rankOf(visitor, how.sortBy, waits, how.levels);
		// There may be others between the last of the first rows and this one.
		const isAmongFirst = group.first.length === group.count || (last && compareRanked(ranked, last) < 0);
		group.count++;
		if (isAmongFirst && keepFirst(group.first, ranked, mostKept(how.shownRows(key)))) {
			group.version = ++version;
		}
	}

	/** Whether a visitor was accepted already. */
	function isAccepted(visitor: Visitor, how: Arrangement): boolean {
		return groups.accepted?.has(visitor) ?? how.accepts(visitor);
	}

	/**
	 * The accepted rows that go and come; undefined if most rows are new, or if somebody is accepted twice now. A visitor with another
	 * wait goes and comes, where the order depends on it.
	 */
	function changesOf(before: readonly Visitor[], order: WaitOrder, how: Arrangement): RowChanges<Visitor> | undefined {
		if (!hasFewChanges(before, visitors)) {
			return undefined;
		}
		const changes = rowChanges(before, visitors);
		const removed = changes.removed.filter((visitor) => isAccepted(visitor, how));
		const added = changes.added.filter(how.accepts);
		if (hasDuplicateOf(removed, added, how)) {
			return undefined;
		}
		const ranked = otherRanks(order, { waits: how.sortBy === 'wait' ? waits : order.waits, levels: how.levels });
		for (const { id } of ranked.size ? [...removed, ...added] : []) {
			ranked.delete(id);
		}
		for (const visitor of ranked.size ? visitors : []) {
			if (ranked.has(visitor.id) && urgencyOf(visitor.status) === 'waiting' && isAccepted(visitor, how)) {
				removed.push(visitor);
				added.push(visitor);
			}
		}
		return { removed, added };
	}

	/** Whether one of the added rows has the id of another accepted row; before, no two of them had the same id. */
	function hasDuplicateOf(removed: readonly Visitor[], added: readonly Visitor[], how: Arrangement): boolean {
		const ids = new Set(added.map(({ id }) => id));
		if (ids.size < added.length) {
			return true;
		}
		for (const { id } of removed) {
			ids.delete(id);
		}
		if (ids.size === 0) {
			return false;
		}
		const isNew = new Set(added);
		let rows = 0;
		for (const visitor of visitors) {
			if (ids.has(visitor.id) && (isNew.has(visitor) || isAccepted(visitor, how))) {
				rows++;
			}
		}
		return rows > ids.size;
	}

	/** Passes over all visitors to find the first rows of the groups that have too few. */
	function refill(how: Arrangement): void {
		const short = new Map<string, Group>();
		for (const [key, group] of groups.byKey) {
			if (group.count === 0) {
				groups.byKey.delete(key);
			} else if (group.first.length < Math.min(group.count, how.shownRows(key))) {
				short.set(key, group);
				group.first = [];
				group.version = ++version;
			}
		}
		for (const visitor of short.size > 0 ? visitors : []) {
			if (isAccepted(visitor, how)) {
				const key = how.groupOf(visitor);
				const group = short.get(key);
				if (group) {
					keepFirst(group.first, rankOf(visitor, how.sortBy, waits, how.levels), mostKept(how.shownRows(key)));
				}
			}
		}
	}

	return {
		update(nextVisitors, nextWaits, next) {
			const isSame = arrangement !== undefined && sameInputs(arrangement.inputs, next.inputs);
			const before = visitors;
			const order: WaitOrder = { waits, levels: arrangement?.levels ?? next.levels };
			visitors = nextVisitors;
			waits = nextWaits;
			arrangement = next;
			const changes = isSame && !groups.hasDuplicates ? changesOf(before, order, next) : undefined;
			if (changes) {
				for (const visitor of changes.removed) {
					remove(visitor, next, order);
				}
				for (const visitor of changes.added) {
					add(visitor, next);
				}
			} else if (!isSame || before !== visitors || order.waits !== waits || order.levels !== next.levels) {
				groups = finish(build(visitors, waits, next));
			}
			refill(next);
			return groups.byKey;
		},
		*prepare(nextVisitors, nextWaits, next) {
			const isSame = arrangement !== undefined && sameInputs(arrangement.inputs, next.inputs);
			if (isSame) {
				yield* findRowChanges(visitors, nextVisitors);
			}
			const isKnown = visitors === nextVisitors && waits === nextWaits && arrangement?.levels === next.levels;
			if (!isSame || !(isKnown || (!groups.hasDuplicates && hasFewChanges(visitors, nextVisitors)))) {
				const built = yield* build(nextVisitors, nextWaits, next);
				[visitors, waits, arrangement, groups] = [nextVisitors, nextWaits, next, built];
			}
		},
	};
}

/** Whether it takes less time to change the groups than to build them again. */
function hasFewChanges(before: readonly Visitor[], after: readonly Visitor[]): boolean {
	const { removed, added } = rowChanges(before, after);
	return removed.length + added.length <= after.length / 2;
}
