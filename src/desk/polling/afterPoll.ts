// What a poll changes after it has ended: the shared data of the windows, and the error that this window shows.
import type { Failures, Lists } from '../reads/reads';
import type { DeskState, PollError } from '../state';
import { type Candidate, leaseAfter } from '../windows/lease';
import type { Shared } from '../windows/shared';
import { currentPollError, pollErrorAfter, pollErrorOfRefusal, sameError, withMissed } from './pollError';
import { forgetsWaits, type OwnView, overduePolls, rowsSpanOf, spanOf } from './schedule';

export interface EndedPoll {
	readonly which: Lists;
	readonly failures: Failures;
	/** Whether the service answered 401 to the sign-in. */
	readonly isRefused: boolean;
}

/** The shared data after a poll, and the instant (ms) at which the visitors are read again; undefined for never. */
export function sharedAfterPoll(
	shared: Shared,
	{ which, failures, isRefused }: EndedPoll,
	view: (shared: Shared) => OwnView,
	candidate: Candidate,
	now: number,
): readonly [Shared, number | undefined] {
	const hasPolled = which.agents && shared.polledAt !== undefined;
	const counts = which.agents && !isRefused;
	const pollError = counts ? pollErrorAfter(shared.pollError, failures.agents, now) : shared.pollError;
	const countsVisitors = counts && which.visitors;
	const visitorsError = countsVisitors
		? pollErrorAfter(shared.visitorsError, failures.visitors, now)
		: shared.visitorsError;
	const next: Shared = {
		...shared,
		// Undefined if a write asked for a poll at once: this poll began before the write.
		polledAt: hasPolled ? now : shared.polledAt,
		fastPolls: hasPolled ? Math.max(0, shared.fastPolls - 1) : shared.fastPolls,
		pollError,
		visitorsError,
		// Removed once no window reads the visitors any more: the waits would be out of date.
		waits: forgetsWaits(shared, view(shared), now) ? undefined : shared.waits,
		lease: leaseAfter(shared.lease, candidate, now),
	};
	const after = (span: number | undefined) => (span === undefined ? undefined : now + span);
	const retryAt = after(rowsSpanOf(next, view(next), now));
	const withRetries = {
		...next,
		pollError: pollError && { ...pollError, retryAt: after(spanOf(next, view(next), now)) },
		visitorsError: visitorsError && which.visitors ? { ...visitorsError, retryAt } : visitorsError,
	};
	return [withRetries, retryAt];
}

interface PollStatusInput {
	readonly state: DeskState;
	readonly shared: Shared;
	readonly view: OwnView;
	/** Instant (ms) at which the site was opened here. */
	readonly openedAt: number;
	/** Whether this window's secret is refused, and whether another window has a newer one. */
	readonly isRefused: boolean;
	readonly isOutdated: boolean;
}

/** The poll errors that this window shows. Equal errors stay the same objects. */
export function pollStatus(
	{ state, shared, view, openedAt, isRefused, isOutdated }: PollStatusInput,
	now: number,
): Pick<DeskState, 'missed' | 'pollError' | 'visitorsError'> {
	const overdue = overduePolls(shared, view, state.agentsAsOf ?? openedAt, now);
	const missed = Math.max(overdue, shared.pollError?.missed ?? 0);
	const pollError = isRefused
		? pollErrorOfRefusal(state.pollError, isOutdated, now)
		: currentPollError(shared, missed, now);
	return {
		missed,
		pollError: sameError(state.pollError, pollError),
		visitorsError: sameError(state.visitorsError, visitorsErrorOf(state, shared, view, now)),
	};
}

/**
 * Without visible rows, this window shows the waits that the polling window has read, so that window's error counts.
 * The age of rows counts from their last read, so rows that were hidden for a long time are stale after the first failure.
 */
function visitorsErrorOf(state: DeskState, shared: Shared, view: OwnView, now: number): PollError | undefined {
	const { rows } = view.needs;
	const error = (rows ? view.rowsError : undefined) ?? shared.visitorsError;
	const asOf = (rows ? state.visitorsAsOf : shared.visitorsAsOf) ?? now;
	// The agents could be read with this sign-in, so a single 401 for the visitors may come from a gateway.
	const isDoubtful = error?.kind === 'unauthorized' && error.missed < 2;
	return error && !isDoubtful ? withMissed(error, overduePolls(shared, view, asOf, now)) : undefined;
}
