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

/** The waits of all waiting visitors of a list, so that only the new rows of the next list have to be checked. */
const waitsOfList = new WeakMap<readonly Visitor[], ReadonlyMap<Id, Wait>>();

/**
 * The waits after a new list. A visitor who waits in both lists keeps the wait, also over a short gap; `waits` is the same map if
 * nothing changed.
 * @param last the list before, if this window has it
 * @param first whether this is the first list: its visitors may have been waiting before
 * @param now instant (ms) of the answer
 */
export function observeWaits(
	before: Waits,
	last: readonly Visitor[] | undefined,
	visitors: readonly Visitor[],
	first: boolean,
	now: number,
): Waits {
	const changes =
		last && waitsOfList.get(last) === before.waits
			? changedWaits(before.waits, last, visitors)
			: allWaits(before.waits, visitors);
	const { ended, begun, isCertain } = changes;
	const waits =
		ended.size + begun.size > 0 ? withChanges(before, changes, { since: now, atLeast: first }) : before.waits;
	if (isCertain) {
		waitsOfList.set(visitors, waits);
	}
	const gaps = [...ended].flatMap((id) => {
		const wait = before.waits.get(id);
		return wait ? [{ id, ...wait, at: now, lists: 1 }] : [];
	});
	return { waits, interrupted: [...gaps, ...before.interrupted.flatMap((each) => stillInterrupted(each, waits, now))] };
}

function withChanges(before: Waits, { ended, begun }: WaitChanges, begins: Wait): ReadonlyMap<Id, Wait> {
	const earlier = new Map(before.interrupted.map(({ id, since, atLeast }): [Id, Wait] => [id, { since, atLeast }]));
	const waits = new Map(before.waits);
	for (const id of ended) {
		waits.delete(id);
	}
	for (const id of begun) {
		waits.set(id, earlier.get(id) ?? begins);
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

function stillInterrupted(
	each: InterruptedWait,
	waiting: ReadonlyMap<Id, Wait>,
	now: number,
): readonly InterruptedWait[] {
	const lists = each.lists + 1;
	const isOver = waiting.has(each.id) || !isShortGap(lists, now - each.at);
	return isOver ? [] : [{ ...each, lists }];
}
