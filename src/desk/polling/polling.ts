// Polls one site for all windows of this VS Code, or follows the window that does: when, what, and within which budget. Reads through reads.ts.
import type { Activity } from '../activity';
import type { DeskStore } from '../deskStore';
import type { Env } from '../env';
import type { Names } from '../names/names';
import { applyShared } from '../reads/applyShared';
import { joinReads } from '../reads/joinReads';
import type { Failures, Lists, Reads } from '../reads/reads';
import type { DeskSession } from '../session';
import type { PollError } from '../state';
import { silentUntil } from '../windows/backoff';
import type { CallRecord } from '../windows/callRecord';
import { type Candidate, followEvery, leaseAfter } from '../windows/lease';
import type { RateLimiter } from '../windows/rateLimiter';
import type { Share } from '../windows/share';
import type { Shared } from '../windows/shared';
import { fastPollCount, type VisitorNeeds } from './pace';
import { currentPollError, isSamePollError, pollErrorAfter, pollErrorOfRefusal, withMissed } from './pollError';
import { createPoller } from './poller';
import { dueLists, forgetsWaits, type OwnView, overduePolls, rowsSpanOf, spanOf, untilNextRound } from './schedule';
import { trackWindowFocus } from './windowFocus';

export interface PollingOptions {
	readonly store: DeskStore;
	readonly share: Share;
	readonly callRecord: CallRecord;
	readonly reads: Reads;
	readonly rateLimiter: RateLimiter;
	/** Hears of each look at what is shared, and of each poll that went well. */
	readonly names: Pick<Names, 'follow' | 'polled'>;
	readonly env: Env;
	readonly activity: Activity;
	readonly session: DeskSession;
	readonly needs: () => VisitorNeeds;
	/** Requests sent so far to this site: lists may have pages, and redirects count too. Undefined where nobody counts. */
	readonly sent: (() => number) | undefined;
	readonly signal: AbortSignal;
}

export interface Polling {
	/** Polls and follows by itself from now on. */
	start(): void;
	/** Reads lists now, for the user; what brings as much and is under way is joined. Rejects with the first failure. */
	refresh(which: Lists): Promise<void>;
	/** The user wrote: looks more often for a moment, and at once where no answer came. */
	lookAgain(atOnce: boolean): void;
	/** What the pace depends on changed: attention, settings, what is in sight. */
	reschedule(): void;
	/** Ends it all; settles when the lease is given back. */
	dispose(): Promise<void>;
}

/** A round that came to nothing (another window was faster, the budget is used up) is tried again after so long (ms). */
const denied = 1_000;

/** Clicks within so long (ms) of the first are one refresh. */
const oneRefresh = 1_000;

export function createPolling(options: PollingOptions): Polling {
	const { store, share, reads, rateLimiter, env, activity, needs, session, callRecord, signal } = options;
	const { clock, windowId } = env;
	let jitter = env.random();
	const use = trackWindowFocus(activity.attention, clock.now);
	let openedAt = clock.now();
	/** Instant (ms) at which this window itself last tried to read the visitors, and how that went. */
	let rowsTriedAt: number | undefined;
	let rowsError: PollError | undefined;
	let lastCost = 0;
	let isStarted = false;
	/** Whether the last round was not to be: then the next is not at once. */
	let wasDenied = false;
	let cancelTick: (() => void) | undefined;
	const poller = createPoller(clock, round, delay);
	const reading = joinReads(clock.now, 0, readNow);
	const refreshing = joinReads(clock.now, oneRefresh, refreshNow);

	function view(shared: Shared): OwnView {
		return {
			id: windowId,
			refused: session.isRefused(shared),
			attention: activity.attention(),
			attendedAt: use.attendedAt,
			isVisible: Object.values(activity.visibility()).includes(true),
			needs: needs(),
			intervals: activity.intervals(),
			budget: activity.budget(),
			spent: callRecord.calls,
			...{ lastCost, jitter, rowsTriedAt, rowsError },
		};
	}

	function delay(): number | undefined {
		const next = isStarted ? untilNextRound(share.current, view(share.current), clock.now()) : undefined;
		return next === undefined ? undefined : Math.max(next, wasDenied ? denied : 0);
	}

	/** One poll, if it is this window's turn: asked and noted in one step, so that no two windows take the same; and if the budget has room, in another. */
	async function round(): Promise<void> {
		const poll = await share.change<{ readonly lists: Lists; readonly calls: number } | undefined>((before, now) => {
			const shared = { ...before, lease: leaseAfter(before.lease, candidate(before), now) };
			const lists = dueLists(shared, view(shared), now);
			const calls = Math.max(reads.cost(lists), lists.agents && lists.visitors ? lastCost : 0);
			const isSilent = silentUntil(shared.backoff, now) !== undefined;
			if (calls === 0 || isSilent || signal.aborted) {
				return [shared, undefined];
			}
			const polledAt = lists.agents ? now : shared.polledAt;
			return [
				{ ...shared, polledAt },
				{ lists, calls },
			];
		});
		// The windows of another site may have taken the last of it a moment ago: then one poll is left out.
		const isTaken = poll !== undefined && (await callRecord.take(poll.calls, activity.budget()));
		wasDenied = !isTaken;
		if (poll && isTaken) {
			await reading.ask(poll.lists, poll.calls);
		}
	}

	/** @param noted calls of it that are counted already */
	async function readNow(which: Lists, noted: number): Promise<Failures> {
		const sentBefore = options.sent?.() ?? 0;
		const failures = await reads.lists(which);
		const calls = options.sent ? options.sent() - sentBefore : noted;
		if (!signal.aborted) {
			callRecord.record(calls - noted);
			await conclude(which, failures);
			lastCost = which.agents && which.visitors ? calls : lastCost;
		}
		return failures;
	}

	/** Notes how it went, for this window and for the others. */
	async function conclude(which: Lists, { agents, visitors }: Failures): Promise<void> {
		jitter = env.random();
		const now = clock.now();
		if (which.visitors) {
			rowsTriedAt = now;
			rowsError = pollErrorAfter(rowsError, visitors, now);
		}
		const isRefused = (agents ?? visitors)?.kind === 'unauthorized';
		if (isRefused || (which.agents && !agents)) {
			await session.note(!isRefused);
		}
		const retryAt = await share.change((shared) => {
			const hasPolled = which.agents && shared.polledAt !== undefined;
			const polled = which.agents && !isRefused;
			const pollError = polled ? pollErrorAfter(shared.pollError, agents, now) : shared.pollError;
			const visitorsError =
				polled && which.visitors ? pollErrorAfter(shared.visitorsError, visitors, now) : shared.visitorsError;
			const next = {
				...shared,
				// A write meanwhile asked for a look at once: this one began before it.
				polledAt: hasPolled ? now : shared.polledAt,
				fastPolls: hasPolled ? Math.max(0, shared.fastPolls - 1) : shared.fastPolls,
				pollError,
				visitorsError,
				// Where nobody reads the visitors any more, nobody knows who waits.
				waits: forgetsWaits(shared, view(shared), now) ? undefined : shared.waits,
				lease: leaseAfter(shared.lease, candidate(shared), now),
			};
			const after = (wait: number | undefined) => (wait === undefined ? undefined : now + wait);
			const retryAt = after(rowsSpanOf(next, view(next), now));
			return [
				{
					...next,
					pollError: pollError && { ...pollError, retryAt: after(spanOf(next, view(next), now)) },
					visitorsError: visitorsError && which.visitors ? { ...visitorsError, retryAt } : visitorsError,
				},
				retryAt,
			];
		});
		rowsError = rowsError && which.visitors ? { ...rowsError, retryAt } : rowsError;
		adopt();
		if (which.agents && !agents) {
			options.names.polled();
		}
	}

	/** Brings what is shared into the state of this window. */
	function adopt(): void {
		if (signal.aborted) {
			return;
		}
		const now = clock.now();
		const shared = share.current;
		openedAt = Math.min(openedAt, now); // the clock may have been set back
		const asOf = Math.min(store.state.agentsAsOf ?? openedAt, now);
		const missed = Math.max(overduePolls(shared, view(shared), asOf, now), shared.pollError?.missed ?? 0);
		const before = store.state;
		const pollError = session.isRefused(shared)
			? pollErrorOfRefusal(before.pollError, session.isOutdated, now)
			: currentPollError(shared, missed, now);
		// A window without rows knows who waits from the one that polls. Rows that were hidden for long are old with the first failure.
		const { rows } = needs();
		const unread = (rows ? rowsError : undefined) ?? shared.visitorsError;
		const visitorsAsOf = (rows ? before.visitorsAsOf : shared.visitorsAsOf) ?? now;
		const visitorsError = unread && withMissed(unread, overduePolls(shared, view(shared), visitorsAsOf, now));
		const next = { ...applyShared(before, shared, now), missed, pollError, visitorsError };
		const changed = Object.entries(next).filter(([key, value]) => {
			const known = before[key as keyof typeof before];
			return value !== known && !isSamePollError(value, known);
		});
		if (changed.length > 0) {
			store.update(Object.fromEntries(changed));
		}
		poller.reschedule();
	}

	function candidate(shared: Shared): Candidate {
		return { id: windowId, usedAt: use.focusedAt, refused: session.isRefused(shared) };
	}

	/** Takes the lease where it is this window's to take, and shows that it lives. */
	async function hold(): Promise<void> {
		const { lease } = share.current;
		if (!signal.aborted && leaseAfter(lease, candidate(share.current), clock.now()) !== lease) {
			await share.change((shared, now) => [
				{ ...shared, lease: leaseAfter(shared.lease, candidate(shared), now) },
				undefined,
			]);
		}
	}

	async function tick(): Promise<void> {
		use.note();
		await Promise.all([share.sync(), callRecord.sync()]);
		if (!signal.aborted) {
			await session.follow();
			await hold();
			adopt();
			options.names.follow();
		}
		cancelTick?.();
		cancelTick = signal.aborted ? undefined : clock.setTimer(() => void tick(), followEvery);
	}

	function start(): void {
		if (!isStarted && !signal.aborted) {
			isStarted = true;
			void tick();
		}
	}

	async function refreshNow(which: Lists, calls: number): Promise<void> {
		const { agents, visitors } = await rateLimiter.call(async () => {
			await share.change((shared, now) => [{ ...shared, polledAt: now }, undefined]);
			return await reading.ask(which, calls);
		}, calls);
		if (agents || visitors) {
			throw agents ?? visitors;
		}
	}

	return {
		start,
		refresh(which) {
			start();
			return refreshing.ask(which, Number(which.agents) + Number(which.visitors));
		},
		lookAgain(atOnce) {
			// What was asked before the write is not what is asked after it.
			refreshing.forget();
			reading.forget();
			const polledAt = (before: number | undefined) => (atOnce ? undefined : before);
			void share
				.change((shared) => [{ ...shared, fastPolls: fastPollCount, polledAt: polledAt(shared.polledAt) }, undefined])
				.then(() => poller.reschedule());
		},
		reschedule() {
			use.note();
			if (isStarted && !signal.aborted) {
				void hold().then(() => adopt());
			}
		},
		dispose() {
			poller.dispose();
			cancelTick?.();
			const left = share.change((shared) => [
				shared.lease?.holder === windowId ? { ...shared, lease: undefined } : shared,
				undefined,
			]);
			share.close();
			callRecord.close();
			return left;
		},
	};
}
