// What this window does next about one site, from what the windows share and what this one knows of itself.

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

/** This window at one moment. */
export interface OwnView {
	readonly id: string;
	/** Whether the service refused who this window is. */
	readonly refused: boolean;
	/** Instant (ms) from which a poll shows whether a first 401 counts; undefined if there is none. */
	readonly checkAt: number | undefined;
	readonly attention: Attention;
	/** Instant (ms) since which the attention has been what it is. */
	readonly attendedAt: number;
	/** Whether a view or panel of ours is visible. */
	readonly isVisible: boolean;
	readonly needs: VisitorNeeds;
	readonly intervals: Intervals;
	/** Calls per 5 minutes, and those made on all sites. */
	readonly budget: number;
	readonly spent: readonly CallSlot[];
	/** Calls that the last whole poll took. */
	readonly lastCost: number;
	/** A number in [0, 1) that stays the same from one poll to the next. */
	readonly jitter: number;
	/** Instant (ms) at which this window itself last tried to read the visitors, and how that went. */
	readonly rowsTriedAt: number | undefined;
	readonly rowsError: PollError | undefined;
}

/** Whether this window polls for all. */
function polls(shared: Shared, view: OwnView): boolean {
	return !view.refused && shared.lease?.holder === view.id;
}

function paceInput(shared: Shared, view: OwnView, now: number): PaceInput {
	const follows = !polls(shared, view);
	// Visitors that can't be read don't delay the agents, nor my status; throttling counts calls of every kind.
	const ofVisitors = shared.visitorsError?.kind === 'throttled' ? shared.visitorsError : undefined;
	const hindrance = shared.pollError ?? ofVisitors;
	const until = silentUntil(shared.backoff, now);
	const from = follows ? view.rowsTriedAt : shared.polledAt;
	return {
		// Who follows reads rows for itself at the slow pace.
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

/** The span (ms) from the end of the last poll to the next; undefined for never. */
export function spanOf(shared: Shared, view: OwnView, now: number): number | undefined {
	return pace(paceInput(shared, view, now), view.intervals, view.jitter);
}

/** Somebody without the permission to see visitors (403) asks at the usual pace: it may be given. */
function rowsFailures({ rowsError }: OwnView): number {
	const isPermission = rowsError?.kind === 'forbidden' && rowsError.isServiceAnswer;
	return rowsError && !isPermission ? rowsError.missed : 0;
}

/** The span (ms) until the visitors are read again, after they were just tried; undefined for never. */
export function rowsSpanOf(shared: Shared, view: OwnView, now: number): number | undefined {
	const input = paceInput(shared, view, now);
	return pace({ ...input, failures: Math.max(input.failures, rowsFailures(view)) }, view.intervals, view.jitter);
}

/** Whether the window that polls leaves the visitors out for now, because they failed: it said when it tries again. */
function leavesVisitorsOut(shared: Shared, view: OwnView, now: number): boolean {
	const rest = (view.rowsError?.retryAt ?? now) - now;
	return polls(shared, view) && rowsFailures(view) > 0 && rest > 0 && rest <= longestPause;
}

/** The span (ms) between polls while nothing hinders them and nobody wrote: what is older by three of them is stale. */
export function calmSpan(shared: Shared, view: OwnView, now: number): number {
	return usualSpan({ ...paceInput(shared, view, now), fastPolls: 0, failures: 0 }, view.intervals);
}

/** A read takes its time; only from so much later (ms) on is a poll missed. */
const grace = 5_000;

/**
 * How many polls are overdue. Whoever comes back to a window does not see at once as stale what was read at a slower pace:
 * so the pace of now counts from then on. But the slowest pace there is counts from the read itself, however often one goes and comes.
 * @param asOf instant (ms) of what is shown
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

/** Span (ms) from now to the next round of this window; undefined for none before something changes. */
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

/** Whether who waits is no longer known: nobody has read the visitors for a while, and nothing needs them. */
export function forgetsWaits(shared: Shared, view: OwnView, now: number): boolean {
	const { alerts, rows } = view.needs;
	return !alerts && !rows && now - (shared.visitorsAsOf ?? now) > 3 * calmSpan(shared, view, now);
}
