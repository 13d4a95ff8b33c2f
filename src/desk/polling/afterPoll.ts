// What a poll changes once it has ended: in what the windows share, and in how this window says that polls bring nothing.
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

/** What is shared after a poll, and the instant (ms) at which the visitors are read again; undefined for never. */
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
		// A write meanwhile asked for a poll at once: this one began before it.
		polledAt: hasPolled ? now : shared.polledAt,
		fastPolls: hasPolled ? Math.max(0, shared.fastPolls - 1) : shared.fastPolls,
		pollError,
		visitorsError,
		// Where nobody reads the visitors any more, nobody knows who waits.
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

export interface PollStatusInput {
	readonly state: DeskState;
	readonly shared: Shared;
	readonly view: OwnView;
	/** Instant (ms) at which the site was opened here. */
	readonly openedAt: number;
	/** Whether this window's secret is refused, and whether another window has a newer one. */
	readonly isRefused: boolean;
	readonly isOutdated: boolean;
}

/** What this window says of its polls; what says the same stays the same object. */
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

/** A window without rows knows who waits from the one that polls. Rows that were hidden for long are old with the first failure. */
function visitorsErrorOf(state: DeskState, shared: Shared, view: OwnView, now: number): PollError | undefined {
	const { rows } = view.needs;
	const error = (rows ? view.rowsError : undefined) ?? shared.visitorsError;
	const asOf = (rows ? state.visitorsAsOf : shared.visitorsAsOf) ?? now;
	// The sign-in was accepted for the agents: one 401 for the visitors may be none of the service.
	const isDoubtful = error?.kind === 'unauthorized' && error.missed < 2;
	return error && !isDoubtful ? withMissed(error, overduePolls(shared, view, asOf, now)) : undefined;
}
