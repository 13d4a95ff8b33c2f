// Since when each visitor has been waiting: the service tells only when the visit began.
import type { Id, Visitor } from '../../service/model';
import { urgencyOf } from '../../service/urgency';
import type { Wait } from '../state';

/**
 * The waits after a new list. A visitor who waits in both lists keeps the wait; the same map comes back where nothing changed.
 * @param first whether this is the first list: who waits in it may have waited before
 * @param now instant (ms) of the answer
 */
export function observeWaits(
	before: ReadonlyMap<Id, Wait>,
	visitors: readonly Visitor[],
	first: boolean,
	now: number,
): ReadonlyMap<Id, Wait> {
	const waiting = visitors.filter(({ status }) => urgencyOf(status) === 'waiting');
	if (waiting.length === before.size && waiting.every(({ id }) => before.has(id))) {
		return before;
	}
	return new Map(waiting.map(({ id }) => [id, before.get(id) ?? { since: now, atLeast: first }]));
}
