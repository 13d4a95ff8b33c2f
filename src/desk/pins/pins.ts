// The visitors that the user pinned: ids and times, shared by all windows of a site.
import type { Id, Visitor } from '../../service/model';
import { urgencyOf } from '../../service/urgency';

export interface Pin {
	readonly id: Id;
	/** Instants (ms): of the pinning, since when the visitor is known to have left, and of the last read by id. */
	readonly pinnedAt: number;
	readonly leftAt: number | undefined;
	readonly triedAt: number | undefined;
	/** Whether the last list had the visitor, or none was read yet. */
	readonly isListed: boolean;
}

/** A pinned visitor as this window last saw it: visitor data stays in memory. */
interface PinnedVisitor {
	readonly visitor: Visitor;
	/** Instant (ms). */
	readonly asOf: number;
}

export type PinnedVisitors = ReadonlyMap<Id, PinnedVisitor>;

/** Maximum number of pins of a site. */
export const mostPins = 20;

/** A list may lack a visitor for a moment: only after this time (ms) is it a return. */
const awayFor = 60_000;

export function newPin(id: Id, now: number): Pin {
	return { id, pinnedAt: now, leftAt: undefined, triedAt: undefined, isListed: true };
}

/** What is stored of the pins for the next run. */
export function storedPins(pins: readonly Pin[]): readonly Pin[] {
	return pins.map((pin) => ({ ...pin, triedAt: undefined }));
}

export interface PinChange {
	/** The same list if nothing changed. */
	readonly pins: readonly Pin[];
	readonly returned: readonly Id[];
}

/** @param isComplete whether the list lacks nothing: only then has a visitor left who isn't in it */
export function pinsAfterList(
	pins: readonly Pin[],
	rows: readonly Visitor[],
	isComplete: boolean,
	now: number,
): PinChange {
	if (pins.length === 0) {
		return { pins, returned: [] };
	}
	const listed = pinnedRows(pins, rows);
	return changed(
		pins,
		(pin) => {
			const visitor = listed.get(pin.id);
			if (visitor) {
				return pinAfter(pin, isPresent(visitor), true, now);
			}
			// A visitor whom no list has may still be on the site: the read by id decides.
			return isComplete && pin.isListed ? pinAfter(pin, false, false, now) : pin;
		},
		now,
	);
}

/** @param visitor undefined if the service doesn't have the visitor any more */
export function pinsAfterRead(pins: readonly Pin[], id: Id, visitor: Visitor | undefined, now: number): PinChange {
	return changed(
		pins,
		(pin) => (pin.id === id ? pinAfter(pin, visitor !== undefined && isPresent(visitor), pin.isListed, now) : pin),
		now,
	);
}

/** The rows of pinned visitors; of two with one id, the first. */
export function pinnedRows(pins: readonly Pin[], rows: readonly Visitor[]): ReadonlyMap<Id, Visitor> {
	const wanted = new Set(pins.map(({ id }) => id));
	const found = new Map<Id, Visitor>();
	for (const visitor of wanted.size > 0 ? rows : []) {
		if (wanted.delete(visitor.id)) {
			found.set(visitor.id, visitor);
		}
	}
	return found;
}

function isPresent({ status }: Visitor): boolean {
	return urgencyOf(status) !== 'left';
}

function pinAfter(pin: Pin, isHere: boolean, isListed: boolean, now: number): Pin {
	const leftAt = isHere ? undefined : (pin.leftAt ?? now);
	return leftAt === pin.leftAt && isListed === pin.isListed ? pin : { ...pin, leftAt, isListed };
}

function changed(before: readonly Pin[], change: (pin: Pin) => Pin, now: number): PinChange {
	const after = before.map(change);
	const hasReturned = ({ leftAt }: Pin, next: Pin | undefined) =>
		leftAt !== undefined && next?.leftAt === undefined && now - leftAt >= awayFor;
	return {
		pins: after.every((pin, n) => pin === before[n]) ? before : after,
		returned: before.filter((pin, n) => hasReturned(pin, after[n])).map(({ id }) => id),
	};
}

/** Minimum time (ms) between two reads by id of one pinned visitor, and between those of any two. */
const readEvery = 60_000;
const oneAtATime = 5_000;

/**
 * The pin whose visitor is read by id now: one that isn't in the list, or any if there is no fresh list; the one that was not read for
 * the longest. Undefined if none is due.
 */
export function duePin(pins: readonly Pin[], visitorsAsOf: number | undefined, now: number): Pin | undefined {
	const hasList = now - (visitorsAsOf ?? 0) < readEvery;
	const tried = ({ triedAt }: Pin) => triedAt ?? 0;
	return now - lastTry(pins) < oneAtATime
		? undefined
		: pins
				.filter((pin) => (!hasList || !pin.isListed) && now - tried(pin) >= readEvery)
				.reduce<Pin | undefined>((first, pin) => (first && tried(first) <= tried(pin) ? first : pin), undefined);
}

/** How many calls of a budget may be made when a pinned visitor is read: one a minute within all of it, more within a part, so that polls keep their pace. */
export function pinBudget(pins: readonly Pin[], budget: number, now: number): number {
	return now - lastTry(pins) < readEvery ? Math.floor(0.75 * budget) : budget;
}

function lastTry(pins: readonly Pin[]): number {
	return Math.max(0, ...pins.map(({ triedAt }) => triedAt ?? 0));
}
