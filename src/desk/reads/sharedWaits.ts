// Converts the waits between the shared list and the map in the state of a window.
import type { Id } from '../../service/model';
import type { Wait } from '../state';

type SharedWaits = readonly (readonly [Id, Wait])[];

/** The maps of shared lists, so that unchanged waits are recognized by identity. */
const maps = new WeakMap<SharedWaits, ReadonlyMap<Id, Wait>>();

export function toSharedWaits(waits: ReadonlyMap<Id, Wait>): SharedWaits {
	const shared = [...waits];
	maps.set(shared, waits);
	return shared;
}

/** The shared waits; the same map as `before` if it is equal. */
export function sharedWaits(shared: SharedWaits, before: ReadonlyMap<Id, Wait>): ReadonlyMap<Id, Wait> {
	const known = maps.get(shared);
	if (known === before) {
		return before;
	}
	const isSame = ([id, wait]: readonly [Id, Wait]) =>
		before.get(id)?.since === wait.since && before.get(id)?.atLeast === wait.atLeast;
	const waits = before.size === shared.length && shared.every(isSame) ? before : (known ?? new Map(shared));
	maps.set(shared, waits);
	return waits;
}
