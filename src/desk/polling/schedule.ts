// When this window polls next and which lists it reads, from the shared data and the state of this window.

import type { Lists } from '../reads/reads';
import type { PollError } from '../state';
import { factorNow, silentUntil } from '../windows/backoff';
import { type CallSlot, roomAt, spanWithin } from '../windows/callBudget';
import type { Shared } from '../windows/shared';
import {
	type Attention,
	type Intervals,
	longestPause,
	type PaceInput,
	pace,
	readsVisitors,
	usualSpan,
	type VisitorNeeds,
} from './pace';

/** The state of this window at one moment. */
export interface OwnView {
	readonly id: string;
	/** Whether the service refused the credentials of this window. */
	readonly refused: boolean;
	/** Instant (ms) from which a poll shows whether a first 401 counts; undefined if there is none. */
	readonly checkAt: number | undefined;
	readonly attention: Attention;
	/** Instant (ms) of the last change of the attention. */
	readonly attendedAt: number;
	/** Whether a view or panel of ours is visible. */
	readonly isVisible: boolean;
	readonly needs: VisitorNeeds;
	readonly intervals: Intervals;
	/** Maximum calls per 5 minutes, and the calls made, on all sites. */
	readonly budget: number;
	readonly spent: readonly CallSlot[];
	/** Calls that the last whole poll took. */
	readonly lastCost: number;
	/** A number in [0, 1) that stays the same from one poll to the next. */
	readonly jitter: number;
	/** Instant (ms) at which this window itself last tried to read the visitors, and the error if that failed. */
	readonly rowsTriedAt: number | undefined;
	readonly rowsError: PollError | undefined;
}

/** Whether this window polls for all. */
function polls(shared: Shared, view: OwnView): boolean {
	return !view.refused && shared.lease?.holder === view.id;
}

function paceInput(shared: Shared, view: OwnView, now: number): PaceInput {
	const follows = !polls(shared, view);
	// An error of the visitors doesn't slow down the reads of the agents. Throttling does, because it counts all calls.
	const ofVisitors = shared.visitorsError?.kind === 'throttled' ? shared.visitorsError : undefined;
	const hindrance = shared.pollError ?? ofVisitors;
	const until = silentUntil(shared.backoff, now);
	const from = follows ? view.rowsTriedAt : shared.polledAt;
	return {
		// A window that doesn't poll for all reads rows for itself at the slow pace.
		attention: follows && view.attention === 'focused' ? 'unfocused' : view.attention,
		isVisible: view.isVisible,
		somebodyWaits: !follows && (shared.waits?.length ?? 0) > 0,
		quietFor: now - (shared.changedAt ?? now),
		fastPolls: follows ? 0 : shared.fastPolls,
		failures: follows ? rowsFailures(view) : (hindrance?.missed ?? 0),
		factor: factorNow(shared.backoff, now),
		budgetSpan: spanWithin(view.budget, Math.max(1, view.lastCost)),
		silence: until === undefined ? undefined : until - (from ?? now),
		refused: view.refused,
	};
}

/** Time (ms) from the end of the last poll to the next; undefined for never. */
export function spanOf(shared: Shared, view: OwnView, now: number): number | undefined {
	return pace(paceInput(shared, view, now), view.intervals, view.jitter);
}

/** Failures that slow down the reads of visitors. A missing permission (403) doesn't: an administrator may grant it at any time. */
function rowsFailures({ rowsError }: OwnView): number {
	const isPermission = rowsError?.kind === 'forbidden' && rowsError.isServiceAnswer;
	return rowsError && !isPermission ? rowsError.missed : 0;
}

/** Time (ms) from a read of the visitors that has just ended to the next; undefined for never. */
export function rowsSpanOf(shared: Shared, view: OwnView, now: number): number | undefined {
	const input = paceInput(shared, view, now);
	return pace({ ...input, failures: Math.max(input.failures, rowsFailures(view)) }, view.intervals, view.jitter);
}

/** Whether the polling window skips the visitors, because they failed and their next try is not due yet. */
function leavesVisitorsOut(shared: Shared, view: OwnView, now: number): boolean {
	const rest = (view.rowsError?.retryAt ?? now) - now;
	return polls(shared, view) && rowsFailures(view) > 0 && rest > 0 && rest <= longestPause;
}

/** Time (ms) between polls without failures and fast polls. Data older than three of these is stale. */
export function calmSpan(shared: Shared, view: OwnView, now: number): number {
	return usualSpan({ ...paceInput(shared, view, now), fastPolls: 0, failures: 0 }, view.intervals);
}

/** A poll counts as missed only this long (ms) after it was due, because a read takes some time. */
const grace = 5_000;

/**
 * How many polls are overdue. When the user comes back to a window, data that was read at a slower pace must not be stale at once: the
 * current pace counts only since the attention changed. The slowest pace counts since the read, however often the attention changes.
 * @param asOf instant (ms) at which the shown data was read
 */
export function overduePolls(shared: Shared, view: OwnView, asOf: number, now: number): number {
	const spanAt = (attention: Attention) => calmSpan(shared, { ...view, attention }, now);
	const missed = (from: number, span: number) => Math.floor((now - grace - from) / span);
	const slowest = Math.max(spanAt('focused'), spanAt('unfocused'), spanAt('inactive'));
	return Math.max(0, missed(Math.max(asOf, view.attendedAt), spanAt(view.attention)), missed(asOf, slowest));
}

/** Instant (ms) at which a first 401 is checked; undefined if there is none, or a poll was made since. */
function uncheckedAt(shared: Shared, { checkAt }: OwnView): number | undefined {
	return checkAt !== undefined && (shared.polledAt ?? 0) < checkAt ? checkAt : undefined;
}

/** Which lists are due now. */
export function dueLists(shared: Shared, view: OwnView, now: number): Lists {
	const isPolling = polls(shared, view);
	const almost = calmSpan(shared, view, now) * 0.8;
	const isOld = (instant: number | undefined) => instant === undefined || now - instant >= almost;
	const isFast = isPolling && shared.fastPolls > 0;
	const isCheck = (uncheckedAt(shared, view) ?? Number.POSITIVE_INFINITY) <= now;
	const agents = isPolling && (isFast || isCheck || isOld(shared.polledAt));
	const justRead = !isOld(shared.visitorsAsOf) && !isFast;
	const rowsDue = isFast || (view.needs.rows ? isOld(view.rowsTriedAt) : agents);
	const isLeftOut = leavesVisitorsOut(shared, view, now);
	return { agents, visitors: rowsDue && !isLeftOut && readsVisitors(isPolling, view.needs, justRead) };
}

/** Time (ms) from now to the next round of this window; undefined for none until something changes. */
export function untilNextRound(shared: Shared, view: OwnView, now: number): number | undefined {
	const span = spanOf(shared, view, now);
	if (span === undefined) {
		return undefined;
	}
	const from = (instant: number | undefined) => (instant === undefined ? now : instant + span);
	const next = [
		...(polls(shared, view) ? [from(shared.polledAt), uncheckedAt(shared, view) ?? Number.POSITIVE_INFINITY] : []),
		...(view.needs.rows && !leavesVisitorsOut(shared, view, now) ? [from(view.rowsTriedAt)] : []),
	];
	if (next.length === 0) {
		return undefined;
	}
	const earliest = Math.max(Math.min(...next), silentUntil(shared.backoff, now) ?? 0);
	return Math.max(earliest, roomAt(view.spent, Math.max(1, view.lastCost), view.budget, now), now) - now;
}

/** Whether the waits are out of date: no window needs the visitors, and none has read them for a while. */
export function forgetsWaits(shared: Shared, view: OwnView, now: number): boolean {
	const { alerts, rows } = view.needs;
	return !alerts && !rows && now - (shared.visitorsAsOf ?? now) > 3 * calmSpan(shared, view, now);
}
