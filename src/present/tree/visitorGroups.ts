// The groups of the visitors view with their first rows, kept up to date from list to list.
import { type RowChanges, rowChanges } from '../../desk/reads/rowChanges';
import type { Wait } from '../../desk/state';
import type { Id, Visitor } from '../../service/model';
import { urgencyOf } from '../../service/urgency';
import { sameInputs } from './tree';
import { compareRanked, placeOf, type Ranked, rankOf, type SortBy } from './treeOrder';

export interface VisitorGroup {
	/** How many visitors are in it. */
	readonly count: number;
	/** The first of them in order: at least as many as are shown, and some more. */
	readonly first: readonly Ranked[];
	/** Another number whenever `first` is another list. */
	readonly version: number;
}

export interface Arrangement {
	readonly groupOf: (visitor: Visitor) => string;
	readonly sortBy: SortBy;
	/** Whether a visitor is shown at all. */
	readonly accepts: (visitor: Visitor) => boolean;
	/** Whether `accepts` is too slow to be asked again about a visitor who leaves. */
	readonly isSlow: boolean;
	/** All values that the above depends on: with the same ones (compared by identity) the groups are the same. */
	readonly inputs: readonly unknown[];
	/** How many rows of a group are shown at most. */
	readonly shownRows: (group: string) => number;
}

export interface VisitorGroups {
	/** By group; a visitor whom the list contains twice is in it once, with the first row that is accepted. */
	update(
		visitors: readonly Visitor[],
		waits: ReadonlyMap<Id, Wait>,
		arrangement: Arrangement,
	): ReadonlyMap<string, VisitorGroup>;
}

/** How many rows are kept in order for so many that are shown: one that leaves is then replaced without a look at all visitors. */
function mostKept(shown: number): number {
	return Math.ceil(shown * 1.5);
}

interface Group {
	count: number;
	first: Ranked[];
	version: number;
}

/** Keeps only the first rows of each group, so that a list of fifty thousand visitors costs no memory and no sorting here. */
export function createVisitorGroups(): VisitorGroups {
	let visitors: readonly Visitor[] = [];
	let waits: ReadonlyMap<Id, Wait> = new Map();
	let arrangement: Arrangement | undefined;
	const groups = new Map<string, Group>();
	let version = 0;
	let hasDuplicates = false;
	/** Who was accepted, where that is slow to find out. */
	let accepted: Set<Visitor> | undefined;

	function build(how: Arrangement): void {
		groups.clear();
		accepted = how.isSlow ? new Set() : undefined;
		const seen = new Set<Id>();
		hasDuplicates = false;
		for (const visitor of visitors) {
			if (!how.accepts(visitor)) {
				continue;
			}
			const size = seen.size;
			if (seen.add(visitor.id).size === size) {
				hasDuplicates = true;
				continue;
			}
			accepted?.add(visitor);
			const key = how.groupOf(visitor);
			const group = groupAt(key);
			group.count++;
			keepFirst(group, rankOf(visitor, how.sortBy, waits), mostKept(how.shownRows(key)));
		}
	}

	function groupAt(key: string): Group {
		let group = groups.get(key);
		if (!group) {
			group = { count: 0, first: [], version: ++version };
			groups.set(key, group);
		}
		return group;
	}

	/** Inserts a row, unless there are `most` before it. Rows behind those are left out, so that none is missing among those that stay. */
	function keepFirst({ first }: Group, ranked: Ranked, most: number): boolean {
		first.splice(most);
		const last = first[most - 1];
		if (last && compareRanked(last, ranked) < 0) {
			return false;
		}
		first.splice(placeOf(first, ranked), 0, ranked);
		if (first.length > most) {
			first.pop();
		}
		return true;
	}

	function remove(visitor: Visitor, how: Arrangement, waitsBefore: ReadonlyMap<Id, Wait>): void {
		accepted?.delete(visitor);
		const group = groupAt(how.groupOf(visitor));
		group.count--;
		let place = placeOf(group.first, rankOf(visitor, how.sortBy, waitsBefore));
		if (group.first[place]?.visitor !== visitor) {
			// It is behind the first rows, or numbers that are none have no order.
			place = group.first.findIndex((ranked) => ranked.visitor === visitor);
		}
		if (place >= 0) {
			group.first.splice(place, 1);
			group.version = ++version;
		}
	}

	function add(visitor: Visitor, how: Arrangement): void {
		accepted?.add(visitor);
		const key = how.groupOf(visitor);
		const group = groupAt(key);
		const last = group.first.at(-1);
		const ranked = rankOf(visitor, how.sortBy, waits);
		// Behind the last of the first rows there may be others before it.
		const isAmongFirst = group.first.length === group.count || (last && compareRanked(ranked, last) < 0);
		group.count++;
		if (isAmongFirst && keepFirst(group, ranked, mostKept(how.shownRows(key)))) {
			group.version = ++version;
		}
	}

	/** Whether a visitor was accepted already. */
	function isAccepted(visitor: Visitor, how: Arrangement): boolean {
		return accepted ? accepted.has(visitor) : how.accepts(visitor);
	}

	/**
	 * The accepted rows that go and come; undefined if most rows are new, or if somebody is accepted twice now. A visitor with another
	 * wait goes and comes, where the order depends on it.
	 */
	function changesOf(
		before: readonly Visitor[],
		waitsBefore: ReadonlyMap<Id, Wait>,
		how: Arrangement,
	): RowChanges<Visitor> | undefined {
		const changes = rowChanges(before, visitors);
		if (changes.removed.length + changes.added.length > visitors.length / 2) {
			return undefined;
		}
		const removed = changes.removed.filter((visitor) => isAccepted(visitor, how));
		const added = changes.added.filter(how.accepts);
		if (hasDuplicateOf(removed, added, how)) {
			return undefined;
		}
		const ranked = how.sortBy === 'wait' ? otherWaits(waitsBefore, waits) : undefined;
		for (const { id } of ranked?.size ? [...removed, ...added] : []) {
			ranked?.delete(id);
		}
		for (const visitor of ranked?.size ? visitors : []) {
			if (ranked?.has(visitor.id) && urgencyOf(visitor.status) === 'waiting' && isAccepted(visitor, how)) {
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

	/** Looks at all visitors for the first rows of the groups that have too few of them. */
	function refill(how: Arrangement): void {
		const short = new Map<string, Group>();
		for (const [key, group] of groups) {
			if (group.count === 0) {
				groups.delete(key);
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
					keepFirst(group, rankOf(visitor, how.sortBy, waits), mostKept(how.shownRows(key)));
				}
			}
		}
	}

	return {
		update(nextVisitors, nextWaits, next) {
			const isSame = arrangement !== undefined && sameInputs(arrangement.inputs, next.inputs);
			const [before, waitsBefore] = [visitors, waits];
			visitors = nextVisitors;
			waits = nextWaits;
			arrangement = next;
			const changes = isSame && !hasDuplicates ? changesOf(before, waitsBefore, next) : undefined;
			if (changes) {
				for (const visitor of changes.removed) {
					remove(visitor, next, waitsBefore);
				}
				for (const visitor of changes.added) {
					add(visitor, next);
				}
			} else if (!isSame || before !== visitors || waitsBefore !== waits) {
				build(next);
			}
			refill(next);
			return groups;
		},
	};
}

/** The ids whose wait begins at another instant, or is there in one of both only. */
function otherWaits(before: ReadonlyMap<Id, Wait>, after: ReadonlyMap<Id, Wait>): Set<Id> {
	const ids = new Set<Id>();
	if (before !== after) {
		for (const [id, { since }] of after) {
			if (before.get(id)?.since !== since) {
				ids.add(id);
			}
		}
		for (const id of before.keys()) {
			if (!after.has(id)) {
				ids.add(id);
			}
		}
	}
	return ids;
}
