// Polls one site for all windows of this VS Code, or follows the window that does.
import type { Activity } from '../activity';
import type { DeskStore } from '../deskStore';
import type { Env } from '../env';
import { applyShared } from '../reads/applyShared';
import { joinReads } from '../reads/joinReads';
import type { Failures, Lists, Reads } from '../reads/reads';
import type { DeskSession } from '../session';
import { silentUntil } from '../windows/backoff';
import type { CallRecord } from '../windows/callRecord';
import { leaseAfter, syncEvery } from '../windows/lease';
import type { RateLimiter } from '../windows/rateLimiter';
import type { Share } from '../windows/share';
import { type EndedPoll, pollStatus, sharedAfterPoll } from './afterPoll';
import { createOwnWindow } from './ownWindow';
import { fastPollCount, type VisitorNeeds } from './pace';
import { createPoller } from './poller';
import { createQuietAttempts } from './quietAttempts';
import { dueLists, untilNextRound } from './schedule';

interface PollingOptions {
	readonly store: DeskStore;
	readonly share: Share;
	readonly callRecord: CallRecord;
	readonly reads: Reads;
	readonly rateLimiter: RateLimiter;
	readonly env: Env;
	readonly activity: Activity;
	readonly session: DeskSession;
	readonly needs: () => VisitorNeeds;
	/** Requests sent so far to this site: lists may have pages, and redirects count too. Undefined if they are not counted. */
	readonly sent: (() => number) | undefined;
	/** Called after each sync with the other windows. */
	readonly onSync: () => void;
	/** Called after each poll that read the agents. */
	readonly onPoll: () => void;
	readonly signal: AbortSignal;
}

interface Polling {
	/** Starts to poll, or to follow the window that polls. */
	start(): void;
	/** Reads lists now, for the user; joins a read under way that includes them. Rejects with the first failure. */
	refresh(which: Lists): Promise<void>;
	/** Call it after a write of the user's. Polls faster for a short time, and at once if the write was not answered. */
	verifyWrite(isAnswered: boolean): void;
	/** Schedules the next poll again, because attention, settings or visibility changed. */
	reschedule(): void;
	/** Ends all timers; resolves when the lease is given back. */
	dispose(): Promise<void>;
}

/** Time (ms) to the next try after a round that didn't poll: another window was faster, or the budget is used up. */
const retryDenied = 1_000;

/** Further clicks on Refresh within this time (ms) join the same read. */
const oneRefresh = 1_000;

export function createPolling(options: PollingOptions): Polling {
	const { store, share, callRecord, reads, env, activity, session, signal } = options;
	const { clock, windowId } = env;
	const own = createOwnWindow(options);
	const poller = createPoller(clock, round, untilNext);
	const reading = joinReads(clock.now, 0, readNow);
	const refreshing = joinReads(clock.now, oneRefresh, refreshNow);
	const tryQuietly = createQuietAttempts({
		share,
		callRecord,
		session,
		activity,
		clock,
		signal,
		returnedAt: () => own.returnedAt,
		cost: reads.cost,
		read: reading.ask,
	});
	let isStarted = false;
	let wasDenied = false;
	let cancelSync: (() => void) | undefined;
	let isSyncing = false;
	let syncsAgain = false;

	function untilNext(): number | undefined {
		const next = isStarted ? untilNextRound(share.current, own.view(share.current), clock.now()) : undefined;
		return next === undefined ? undefined : Math.max(next, wasDenied ? retryDenied : 0);
	}

	/**
	 * Makes one poll if it is due for this window. It is claimed in one step, so that no two windows make it; its calls are taken from
	 * the budget in a second step.
	 */
	async function round(): Promise<void> {
		await callRecord.sync();
		if (untilNextRound(share.current, own.view(share.current), clock.now()) !== 0) {
			return; // the windows of another site have used the budget
		}
		const poll = await share.change<{ readonly lists: Lists; readonly calls: number } | undefined>((before, now) => {
			const shared = { ...before, lease: leaseAfter(before.lease, own.candidate(before), now) };
			const lists = dueLists(shared, own.view(shared), now);
			const calls = Math.max(reads.cost(lists), lists.agents && lists.visitors ? own.lastCost : 0);
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
		// The windows of another site may have just used up the budget: then this poll is skipped.
		const isTaken = poll !== undefined && (await callRecord.take(poll.calls, activity.budget()));
		wasDenied = !isTaken;
		if (poll && isTaken) {
			await reading.ask(poll.lists, poll.calls);
		}
	}

	/** @param recorded how many of its calls are counted already */
	async function readNow(which: Lists, recorded: number): Promise<Failures> {
		const sentBefore = options.sent?.() ?? 0;
		const sentAt = clock.now();
		const failures = await reads.readLists(which);
		if (!signal.aborted) {
			const calls = options.sent ? options.sent() - sentBefore : recorded;
			callRecord.record(calls - recorded);
			// The answer for the agents decides whether the sign-in is accepted; the visitors decide if only they were read.
			const isRefused = (which.agents ? failures.agents : failures.visitors)?.kind === 'unauthorized';
			const poll = { which, failures, isRefused };
			own.recordRead(poll, calls);
			await conclude(poll, sentAt);
		}
		return failures;
	}

	/** Records the outcome of a poll for this window and the others. */
	async function conclude(poll: EndedPoll, sentAt: number): Promise<void> {
		const { which, failures, isRefused } = poll;
		const isGood = which.agents && !failures.agents;
		if (isRefused || isGood) {
			await session.recordAnswer(!isRefused, sentAt);
		}
		const retryAt = await share.change((shared, now) =>
			sharedAfterPoll(shared, poll, own.view, own.candidate(shared), now),
		);
		if (which.visitors) {
			own.setRowsRetry(retryAt);
		}
		apply();
		if (isGood) {
			options.onPoll();
		}
	}

	/** Applies the shared data to the state of this window. */
	function apply(): void {
		if (signal.aborted) {
			return;
		}
		const now = clock.now();
		const shared = share.current;
		const state = { ...store.state, ...applyShared(store.state, shared, now) };
		const status = pollStatus(
			{
				state,
				shared,
				view: own.view(shared),
				openedAt: own.openedAt,
				isRefused: session.isRefused(shared),
				isOutdated: session.isOutdated,
			},
			now,
		);
		store.update({ ...state, ...status });
		poller.reschedule();
	}

	/** Takes the lease if this window should have it, or renews it if this window has it. */
	async function renewLease(): Promise<void> {
		const { lease } = share.current;
		if (!signal.aborted && leaseAfter(lease, own.candidate(share.current), clock.now()) !== lease) {
			await share.change((shared, now) => [
				{ ...shared, lease: leaseAfter(shared.lease, own.candidate(shared), now) },
				undefined,
			]);
		}
	}

	/** Syncs with the other windows now, and then regularly. */
	function sync(): void {
		cancelSync?.();
		if (isSyncing || signal.aborted) {
			syncsAgain = true;
			return;
		}
		isSyncing = true;
		syncsAgain = false;
		void syncOnce().finally(() => {
			isSyncing = false;
			const next = syncsAgain ? 0 : syncEvery[isInactive() ? 'inactive' : 'active'];
			cancelSync = signal.aborted ? undefined : clock.setTimer(sync, next);
		});
	}

	async function syncOnce(): Promise<void> {
		own.updateAttention();
		await share.sync();
		if (!signal.aborted) {
			await session.sync();
			await renewLease();
			apply();
			void tryQuietly();
			options.onSync();
		}
	}

	function isInactive(): boolean {
		return activity.attention() === 'inactive';
	}

	function start(): void {
		if (!isStarted && !signal.aborted) {
			isStarted = true;
			// While the machine is not in use, the next regular sync is early enough.
			share.watch(() => isInactive() || sync());
			callRecord.watch();
			sync();
		}
	}

	async function refreshNow(which: Lists, calls: number): Promise<void> {
		const { agents, visitors } = await options.rateLimiter.call(async () => {
			await share.change((shared, now) => [{ ...shared, polledAt: now }, undefined]);
			const wasBehindCache = reads.isBehindCache();
			const failures = await reading.ask({ ...which, isFresh: wasBehindCache }, calls);
			// The first answer of a cache: the user asked for what is now.
			const isFirst = !wasBehindCache && reads.isBehindCache();
			const isThrottled = [failures.agents, failures.visitors].some((failure) => failure?.kind === 'throttled');
			return isFirst && !isThrottled ? await reading.ask({ ...which, isFresh: true }, 0) : failures;
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
		verifyWrite(isAnswered) {
			// Reads that began before the write don't show it.
			refreshing.forget();
			reading.forget();
			void share
				.change((shared) => {
					const polledAt = isAnswered ? shared.polledAt : undefined;
					return [{ ...shared, fastPolls: fastPollCount, polledAt }, undefined];
				})
				.then(poller.reschedule);
		},
		reschedule() {
			const isChanged = own.updateAttention();
			if (isStarted && !signal.aborted) {
				void renewLease().then(apply);
				if (isChanged) {
					sync();
				}
			}
		},
		dispose() {
			poller.dispose();
			cancelSync?.();
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
