// Since when each visitor has been waiting: the service tells only when the visit began.
import type { Id, Visitor } from '../../service/model';
import { urgencyOf } from '../../service/urgency';
import type { Wait } from '../state';

/** The wait of a visitor who isn't waiting now, and may be again in the next list. */
export interface InterruptedWait extends Wait {
	readonly id: Id;
	/** Instant (ms) of the first list that didn't show the wait, and how many there have been since, with that one. */
	readonly at: number;
	readonly lists: number;
}

export interface Waits {
	readonly waits: ReadonlyMap<Id, Wait>;
	readonly interrupted: readonly InterruptedWait[];
}

/** A wait goes on after a gap of so many lists, or of so long (ms): a list may lack a row, or show another status for a moment. */
const maxGap = { lists: 2, ms: 30_000 };

/**
 * The waits after a new list. A visitor who waits in both lists keeps the wait, also over a short gap; `waits` is the same map if
 * nothing changed.
 * @param first whether this is the first list: who waits in it may have waited before
 * @param now instant (ms) of the answer
 */
export function observeWaits(before: Waits, visitors: readonly Visitor[], first: boolean, now: number): Waits {
	const waiting = new Set<Id>();
	let isSame = true;
	for (const { id, status } of visitors) {
		if (urgencyOf(status) === 'waiting') {
			waiting.add(id);
			isSame &&= before.waits.has(id);
		}
	}
	if (isSame && waiting.size === before.waits.size) {
		const interrupted = before.interrupted.flatMap((each) => stillInterrupted(each, waiting, now));
		return { waits: before.waits, interrupted };
	}
	const ended = [...before.waits].filter(([id]) => !waiting.has(id));
	const interrupted = [
		...ended.map(([id, wait]) => ({ id, ...wait, at: now, lists: 1 })),
		...before.interrupted.flatMap((each) => stillInterrupted(each, waiting, now)),
	];
	const earlier = new Map(before.interrupted.map(({ id, since, atLeast }): [Id, Wait] => [id, { since, atLeast }]));
	const waitOf = (id: Id) => before.waits.get(id) ?? earlier.get(id) ?? { since: now, atLeast: first };
	return { waits: new Map([...waiting].map((id) => [id, waitOf(id)])), interrupted };
}

function stillInterrupted(each: InterruptedWait, waiting: ReadonlySet<Id>, now: number): readonly InterruptedWait[] {
	const lists = each.lists + 1;
	const isOver = waiting.has(each.id) || (lists > maxGap.lists && now - each.at > maxGap.ms);
	return isOver ? [] : [{ ...each, lists }];
}
