// Finds which rows of a list are new and which are gone since the list before, by identity.

import { finish, rowsPerYield, type SlicedWork } from '../slices';

interface Identified {
	readonly id: unknown;
}

export interface RowChanges<Row> {
	readonly removed: readonly Row[];
	readonly added: readonly Row[];
}

interface Known {
	/** Weak, so that no list keeps all those before it in memory. */
	readonly before: WeakRef<readonly Identified[]>;
	readonly changes: RowChanges<Identified>;
}

/** By the later list: several parts of a refresh ask for the same changes. */
const known = new WeakMap<readonly Identified[], Known>();

/** How far ahead a row is looked for when the two lists differ at a place. */
const reach = 32;

/**
 * A row that only moved is in neither list. Two lists that differ in few places are compared by one walk over both, without a map of
 * all rows.
 */
export function rowChanges<Row extends Identified>(before: readonly Row[], after: readonly Row[]): RowChanges<Row> {
	return finish(findRowChanges(before, after));
}

/** The same in slices; `rowChanges` of the same lists returns it then without any work. */
export function* findRowChanges<Row extends Identified>(
	before: readonly Row[],
	after: readonly Row[],
): SlicedWork<RowChanges<Row>> {
	if (before === after) {
		return { removed: [], added: [] };
	}
	const last = known.get(after);
	if (last?.before.deref() === before) {
		return last.changes as RowChanges<Row>;
	}
	const changes = yield* compare(before, after);
	known.set(after, { before: new WeakRef(before), changes });
	return changes;
}

function* compare<Row extends Identified>(before: readonly Row[], after: readonly Row[]): SlicedWork<RowChanges<Row>> {
	const removed = new Set<Row>();
	const added: Row[] = [];
	let old = 0;
	let next = 0;
	for (let steps = 1; ; steps++) {
		while (old < before.length && next < after.length && before[old] === after[next]) {
			old++;
			next++;
		}
		if (old >= before.length && next >= after.length) {
			break;
		}
		if (steps % rowsPerYield === 0) {
			yield;
		}
		const [oldSteps, nextSteps] = stepsToCommonRow(before, old, after, next);
		for (const end = old + oldSteps; old < end; old++) {
			removed.add(before[old] as Row);
		}
		for (const end = next + nextSteps; next < end; next++) {
			added.push(after[next] as Row);
		}
	}
	return { added: removed.size > 0 ? added.filter((row) => !removed.delete(row)) : added, removed: [...removed] };
}

/** How many rows of each list are passed over: to the next common row, if it is near, else one of each. */
function stepsToCommonRow<Row extends Identified>(
	before: readonly Row[],
	old: number,
	after: readonly Row[],
	next: number,
): readonly [number, number] {
	const oldLeft = before.length - old;
	const nextLeft = after.length - next;
	if (oldLeft > 0 && nextLeft > 0 && before[old]?.id === after[next]?.id) {
		return [1, 1]; // a row that changed in its place
	}
	for (let ahead = 1; ahead < reach; ahead++) {
		if (ahead < oldLeft && ahead < nextLeft && before[old + ahead] === after[next + ahead]) {
			return [ahead, ahead];
		}
		if (ahead < nextLeft && oldLeft > 0 && before[old] === after[next + ahead]) {
			return [0, ahead];
		}
		if (ahead < oldLeft && nextLeft > 0 && before[old + ahead] === after[next]) {
			return [ahead, 0];
		}
	}
	return [Math.min(1, oldLeft), Math.min(1, nextLeft)];
}
