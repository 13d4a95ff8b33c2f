// What is known of the visitors whom a panel shows, from the list or from a read by id.
import { type ApiError, conclusionOf } from '../../service/errors';
import type { Id, Visitor } from '../../service/model';
import { urgencyOf } from '../../service/urgency';
import type { WatchedVisitor } from '../state';

export type WatchedVisitors = ReadonlyMap<Id, WatchedVisitor>;

export const unread: WatchedVisitor = { visitor: undefined, asOf: undefined, left: false, error: undefined };

/** @param now instant (ms) of the answer */
export function watchedAs(visitor: Visitor, now: number): WatchedVisitor {
	return { visitor, asOf: now, left: urgencyOf(visitor.status) === 'left', error: undefined };
}

/** After a list: who is in it is as the list says; who is not stays as known. */
export function watchedAfterList(
	followed: WatchedVisitors,
	visitors: readonly Visitor[],
	now: number,
): WatchedVisitors {
	if (followed.size === 0) {
		return followed;
	}
	const after = new Map(followed);
	for (const visitor of visitors) {
		if (after.has(visitor.id)) {
			after.set(visitor.id, watchedAs(visitor, now));
		}
	}
	return after;
}

/**
 * After a read by id failed: the last data stays. A visitor known before whom the service no longer knows has left.
 * What a 401 means is told by the polls.
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
