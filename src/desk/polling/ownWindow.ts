// The state of this window that its polling depends on: focus, its own reads, and which lists it needs.
import type { Activity } from '../activity';
import type { Env } from '../env';
import type { DeskSession } from '../session';
import type { PollError } from '../state';
import type { CallRecord } from '../windows/callRecord';
import { clampInstants } from '../windows/clampInstants';
import type { Candidate } from '../windows/lease';
import { checkAt } from '../windows/refusal';
import type { Shared } from '../windows/shared';
import type { EndedPoll } from './afterPoll';
import type { Attention, VisitorNeeds } from './pace';
import { pollErrorAfter } from './pollError';
import type { OwnView } from './schedule';

/** If this much time (ms) has passed since the last check of the attention, the machine was asleep: checks are at most 10 s apart. */
const asleepAfter = 30_000;

/** The values that are kept from one poll to the next. */
interface Memory {
	/** Instant (ms) at which the site was opened here. */
	readonly openedAt: number;
	readonly attention: Attention | undefined;
	/** Instant (ms) of the last change of the attention. */
	readonly attendedAt: number;
	/** Instant (ms) since which this window has had the focus; undefined while it has not. */
	readonly focusedAt: number | undefined;
	/** Instant (ms) at which the user came back to this window, or the machine from its sleep. */
	readonly returnedAt: number | undefined;
	/** Instant (ms) at which the attention was last checked. */
	readonly attentionCheckedAt: number;
	/** Instant (ms) at which this window itself last tried to read the visitors, and how that went. */
	readonly rowsTriedAt: number | undefined;
	readonly rowsError: PollError | undefined;
	/** Calls that the last whole poll took. */
	readonly lastCost: number;
	readonly jitter: number;
}

interface OwnWindowOptions {
	readonly env: Env;
	readonly activity: Activity;
	readonly session: DeskSession;
	readonly callRecord: CallRecord;
	readonly needs: () => VisitorNeeds;
}

interface OwnWindow {
	/** Instant (ms) at which the site was opened here. */
	readonly openedAt: number;
	readonly lastCost: number;
	readonly rowsError: PollError | undefined;
	/** Instant (ms) at which the user came back to this window, or the machine from its sleep. */
	readonly returnedAt: number | undefined;
	view(shared: Shared): OwnView;
	candidate(shared: Shared): Candidate;
	/** Checks the attention. Returns whether it has changed. */
	updateAttention(): boolean;
	/** Records a read of this window and its number of calls. If the agents were refused too, the error of the visitors isn't counted. */
	recordRead(read: EndedPoll, calls: number): void;
	/** Sets the instant (ms) at which visitors that could not be read are read again. */
	setRowsRetry(retryAt: number | undefined): void;
}

export function createOwnWindow(options: OwnWindowOptions): OwnWindow {
	const { env, activity, session, callRecord, needs } = options;
	const { clock, random, windowId } = env;
	let memory: Memory = {
		openedAt: clock.now(),
		attention: undefined,
		attendedAt: clock.now(),
		focusedAt: undefined,
		returnedAt: undefined,
		attentionCheckedAt: clock.now(),
		rowsTriedAt: undefined,
		rowsError: undefined,
		lastCost: 0,
		jitter: random(),
	};

	function current(): Memory {
		memory = clampInstants(memory, clock.now());
		return memory;
	}

	return {
		get openedAt() {
			return current().openedAt;
		},
		get lastCost() {
			return memory.lastCost;
		},
		get rowsError() {
			return current().rowsError;
		},
		get returnedAt() {
			return current().returnedAt;
		},
		view(shared) {
			const { attendedAt, rowsTriedAt, rowsError, lastCost, jitter } = current();
			return {
				id: windowId,
				refused: session.isRefused(shared),
				checkAt: checkAt(session.refusal(shared)),
				attention: activity.attention(),
				attendedAt,
				isVisible: Object.values(activity.visibility()).includes(true),
				needs: needs(),
				intervals: activity.intervals(),
				budget: activity.budget(),
				spent: callRecord.calls,
				lastCost,
				jitter,
				rowsTriedAt,
				rowsError,
			};
		},
		candidate: (shared) => ({
			id: windowId,
			usedAt: current().focusedAt,
			refused: session.isRefused(shared),
			isInactive: activity.attention() === 'inactive',
		}),
		updateAttention() {
			const now = clock.now();
			const attention = activity.attention();
			const isChange = attention !== memory.attention;
			const hasSlept = now - current().attentionCheckedAt >= asleepAfter;
			memory = {
				...memory,
				attentionCheckedAt: now,
				...(isChange && { attention, attendedAt: now, focusedAt: attention === 'focused' ? now : undefined }),
				...((hasSlept || (isChange && attention === 'focused')) && { returnedAt: now }),
			};
			return isChange;
		},
		recordRead({ which, failures, isRefused }, calls) {
			const now = clock.now();
			const countsVisitors = which.visitors && !(which.agents && isRefused);
			memory = {
				...memory,
				rowsTriedAt: which.visitors ? now : memory.rowsTriedAt,
				rowsError: countsVisitors ? pollErrorAfter(memory.rowsError, failures.visitors, now) : memory.rowsError,
				lastCost: which.agents && which.visitors ? calls : memory.lastCost,
				jitter: random(),
			};
		},
		setRowsRetry(retryAt) {
			memory = { ...memory, rowsError: memory.rowsError && { ...memory.rowsError, retryAt } };
		},
	};
}
