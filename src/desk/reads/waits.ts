// Finds since when each visitor has been waiting: the service sends only the start of the visit.

import { rowChanges } from '../../service/lists/rowChanges';
import type { Id, Visitor } from '../../service/model';
import { urgencyOf } from '../../service/urgency';
import type { Wait } from '../state';

/** The wait of a visitor who isn't waiting in this list, but may be in the next one. */
export interface InterruptedWait extends Wait {
	readonly id: Id;
	/** Instant (ms) of the first list without the wait, and the number of lists without it so far. */
	readonly at: number;
	readonly lists: number;
}

export interface Waits {
	readonly waits: ReadonlyMap<Id, Wait>;
	readonly interrupted: readonly InterruptedWait[];
}

/** Maximum gap: a list may lack a row, or show another status for a moment. */
const maxGap = { lists: 2, ms: 30_000 };

/** Whether it may be a fault of the lists. @param span in ms */
export function isShortGap(lists: number, span: number): boolean {
	return lists <= maxGap.lists || span <= maxGap.ms;
}

/**
 * Maximum time (ms) for which a wait is kept while the lists are partial and lack the visitor. It is limited because visitors leave, and
 * lists may stay partial.
 */
const longestUnseen = 600_000;

/** The waits of all waiting visitors of a list, so that only the new rows of the next list have to be checked. */
const waitsOfList = new WeakMap<readonly Visitor[], ReadonlyMap<Id, Wait>>();

/** A new list of visitors, and what is known of the one before. */
export interface NewList {
	readonly visitors: readonly Visitor[];
	/** Whether a part did not arrive: a visitor who isn't in it may still wait. Rows that can't be read don't count, they may stay so. */
	readonly isPartial: boolean;
	/** The list before, if this window has it, and whether a part of it did not arrive. */
	readonly last: readonly Visitor[] | undefined;
	readonly wasPartial: boolean;
	/** Whether there is no recent list before: the visitors may have been waiting for long. */
	readonly isFirst: boolean;
}

/**
 * The waits after a new list. A visitor who waits in both lists keeps the wait, also over a short gap, and while the lists lack the
 * visitor because they are partial; `waits` is the same map if nothing changed.
 * @param now instant (ms) of the answer
 */
export function observeWaits(before: Waits, list: NewList, now: number): Waits {
	const { visitors, last } = list;
	const changes =
		last && waitsOfList.get(last) === before.waits
			? changedWaits(before.waits, last, visitors)
			: allWaits(before.waits, visitors);
	const { ended, begun, isCertain } = changes;
	const waits = ended.size + begun.size > 0 ? withChanges(before, changes, newWaits(list, now)) : before.waits;
	if (isCertain) {
		waitsOfList.set(visitors, waits);
	}
	const mayLack = list.isPartial && ended.size + before.interrupted.length > 0;
	const listed = mayLack ? new Set(visitors.map(({ id }) => id)) : undefined;
	const isUnseen = (id: Id) => listed !== undefined && !listed.has(id);
	const gaps = [...ended].flatMap((id) => {
		const wait = before.waits.get(id);
		return wait ? [{ id, ...wait, at: now, lists: isUnseen(id) ? 0 : 1 }] : [];
	});
	const others = before.interrupted.filter(({ id }) => !waits.has(id));
	return { waits, interrupted: [...gaps, ...others.flatMap((each) => stillInterrupted(each, isUnseen(each.id), now))] };
}

/** The wait of a visitor who waits in this list and did not in the one before. */
function newWaits({ isFirst, wasPartial, last = [] }: NewList, now: number): (id: Id) => Wait {
	const seen = wasPartial && !isFirst ? new Set(last.map(({ id }) => id)) : undefined;
	return (id) => ({ since: now, atLeast: isFirst || (seen !== undefined && !seen.has(id)) });
}

function withChanges(before: Waits, { ended, begun }: WaitChanges, newWait: (id: Id) => Wait): ReadonlyMap<Id, Wait> {
	const earlier = new Map(before.interrupted.map(({ id, since, atLeast }): [Id, Wait] => [id, { since, atLeast }]));
	const waits = new Map(before.waits);
	for (const id of ended) {
		waits.delete(id);
	}
	for (const id of begun) {
		waits.set(id, earlier.get(id) ?? newWait(id));
	}
	return waits;
}

interface WaitChanges {
	/** Visitors who stopped waiting, and those who started. */
	readonly ended: ReadonlySet<Id>;
	readonly begun: ReadonlySet<Id>;
	/** Whether no waiting visitor can be in the list twice. */
	readonly isCertain: boolean;
}

function allWaits(waits: ReadonlyMap<Id, Wait>, visitors: readonly Visitor[]): WaitChanges {
	const waiting = new Set<Id>();
	let rows = 0;
	for (const { id, status } of visitors) {
		if (urgencyOf(status) === 'waiting') {
			waiting.add(id);
			rows++;
		}
	}
	return {
		ended: new Set([...waits.keys()].filter((id) => !waiting.has(id))),
		begun: new Set([...waiting].filter((id) => !waits.has(id))),
		isCertain: rows === waiting.size,
	};
}

/** @param waits the waits of all waiting visitors of the list `before` */
function changedWaits(
	waits: ReadonlyMap<Id, Wait>,
	before: readonly Visitor[],
	visitors: readonly Visitor[],
): WaitChanges {
	const { removed, added } = rowChanges(before, visitors);
	const ended = new Set(waitingIds(removed));
	const begun = new Set<Id>();
	const addedIds = waitingIds(added);
	for (const id of addedIds) {
		if (!ended.delete(id)) {
			begun.add(id);
		}
	}
	return [...begun].some((id) => waits.has(id))
		? allWaits(waits, visitors)
		: { ended, begun, isCertain: new Set(addedIds).size === addedIds.length };
}

function waitingIds(visitors: readonly Visitor[]): readonly Id[] {
	return visitors.filter(({ status }) => urgencyOf(status) === 'waiting').map(({ id }) => id);
}

function stillInterrupted(each: InterruptedWait, isUnseen: boolean, now: number): readonly InterruptedWait[] {
	const span = now - each.at;
	if (isUnseen) {
		return span <= longestUnseen ? [each] : [];
	}
	const lists = each.lists + 1;
	return isShortGap(lists, span) ? [{ ...each, lists }] : [];
}
