// The state of visitors that a panel shows, from the list or from a read by id.
import { type ApiError, conclusionOf } from '../../service/errors';
import type { Id, Visitor } from '../../service/model';
import { urgencyOf } from '../../service/urgency';
import type { WatchedVisitor } from '../state';

type WatchedVisitors = ReadonlyMap<Id, WatchedVisitor>;

export const unread: WatchedVisitor = { visitor: undefined, asOf: undefined, left: false, error: undefined };

/** @param now instant (ms) of the answer */
export function watchedAs(visitor: Visitor, now: number): WatchedVisitor {
	return { visitor, asOf: now, left: urgencyOf(visitor.status) === 'left', error: undefined };
}

/** Updates the watched visitors that are in the list; the others stay as they are. */
export function watchedAfterList(watched: WatchedVisitors, visitors: readonly Visitor[], now: number): WatchedVisitors {
	if (watched.size === 0) {
		return watched;
	}
	const after = new Map(watched);
	for (const visitor of visitors) {
		if (after.has(visitor.id)) {
			after.set(visitor.id, watchedAs(visitor, now));
		}
	}
	return after;
}

/**
 * After a failed read by id. The last data stays. A visitor who was known, and isn't any more, has left.
 * A 401 is ignored here: polls handle it.
 */
export function watchedAfterFailure(before: WatchedVisitor, error: ApiError): WatchedVisitor {
	if (error.kind === 'unauthorized') {
		return before;
	}
	const isUnknown = error.kind === 'notFound' && conclusionOf(error) === 'refused';
	const left = before.left || (isUnknown && before.visitor !== undefined);
	const { kind, status, code, isServiceAnswer } = error;
	return { ...before, left, error: left ? undefined : { kind, status, code, isServiceAnswer } };
}
