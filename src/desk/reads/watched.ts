// What is known of the visitors whom a panel shows, by the list where they are in it and by id where not; pure functions over the map.
import type { ApiError } from '../../service/errors';
import type { Id, Visitor } from '../../service/model';
import type { Followed } from '../state';
import { urgencyOf } from '../urgency';

export type FollowedVisitors = ReadonlyMap<Id, Followed>;

export const unread: Followed = { visitor: undefined, asOf: undefined, left: false, problem: undefined };

/** @param now instant (ms) of the answer */
export function followedAs(visitor: Visitor, now: number): Followed {
	return { visitor, asOf: now, left: urgencyOf(visitor.status) === 'left', problem: undefined };
}

/** After a list: who is in it is as the list says; who is not stays as known. */
export function followedAfterList(
	followed: FollowedVisitors,
	visitors: readonly Visitor[],
	now: number,
): FollowedVisitors {
	if (followed.size === 0) {
		return followed;
	}
	const rows = new Map(visitors.map((visitor) => [visitor.id, visitor]));
	return new Map(
		[...followed].map(([id, before]) => {
			const row = rows.get(id);
			return [id, row ? followedAs(row, now) : before];
		}),
	);
}

/** After a read by id failed: the last data stays. A visitor known before whom the service no longer knows has left. */
export function followedAfterFailure(before: Followed, error: ApiError): Followed {
	const left = before.left || (error.kind === 'notFound' && before.visitor !== undefined);
	const { kind, status, code } = error;
	return { ...before, left, problem: left ? undefined : { kind, status, code } };
}
