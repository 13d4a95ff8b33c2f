// What this window knows of itself: its focus, its own reads, and what is needed of it.
import type { Activity } from '../activity';
import type { Env } from '../env';
import type { Failures, Lists } from '../reads/reads';
import type { DeskSession } from '../session';
import type { PollError } from '../state';
import type { CallRecord } from '../windows/callRecord';
import { clampInstants } from '../windows/clampInstants';
import type { Candidate } from '../windows/lease';
import type { Shared } from '../windows/shared';
import type { Attention, VisitorNeeds } from './pace';
import { pollErrorAfter } from './pollError';
import type { OwnView } from './schedule';

/** What is remembered from one poll to the next. */
interface Memory {
	/** Instant (ms) at which the site was opened here. */
	readonly openedAt: number;
	readonly attention: Attention | undefined;
	/** Instant (ms) since which the attention has been what it is. */
	readonly attendedAt: number;
	/** Instant (ms) since which this window has had the focus; undefined while it has not. */
	readonly focusedAt: number | undefined;
	/** Instant (ms) at which this window itself last tried to read the visitors, and how that went. */
	readonly rowsTriedAt: number | undefined;
	readonly rowsError: PollError | undefined;
	/** Calls that the last whole poll took. */
	readonly lastCost: number;
	readonly jitter: number;
}

export interface OwnWindowOptions {
	readonly env: Env;
	readonly activity: Activity;
	readonly session: DeskSession;
	readonly callRecord: CallRecord;
	readonly needs: () => VisitorNeeds;
}

export interface OwnWindow {
	/** Instant (ms) at which the site was opened here. */
	readonly openedAt: number;
	readonly lastCost: number;
	readonly rowsError: PollError | undefined;
	view(shared: Shared): OwnView;
	candidate(shared: Shared): Candidate;
	/** Asks for the attention again. Returns whether it has changed. */
	updateAttention(): boolean;
	/** Records a read of this window's, and the calls that it took. */
	recordRead(which: Lists, failures: Failures, calls: number): void;
	/** Says when the visitors are read again (ms), where they could not be read. */
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
		view(shared) {
			const { attendedAt, rowsTriedAt, rowsError, lastCost, jitter } = current();
			return {
				id: windowId,
				refused: session.isRefused(shared),
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
			const attention = activity.attention();
			if (attention === memory.attention) {
				return false;
			}
			const now = clock.now();
			memory = { ...memory, attention, attendedAt: now, focusedAt: attention === 'focused' ? now : undefined };
			return true;
		},
		recordRead(which, { visitors }, calls) {
			const now = clock.now();
			memory = {
				...memory,
				rowsTriedAt: which.visitors ? now : memory.rowsTriedAt,
				rowsError: which.visitors ? pollErrorAfter(memory.rowsError, visitors, now) : memory.rowsError,
				lastCost: which.agents && which.visitors ? calls : memory.lastCost,
				jitter: random(),
			};
		},
		setRowsRetry(retryAt) {
			memory = { ...memory, rowsError: memory.rowsError && { ...memory.rowsError, retryAt } };
		},
	};
}
