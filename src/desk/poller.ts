// The loop that polls: one round at a time, the next one timed by the pace; knows nothing of what a round reads.
import type { Clock } from '../service/ports';

export interface Poller {
	/** Begins now, or joins the round under way. Settles with it. */
	round(): Promise<void>;
	/** Settles once no round is under way; never rejects. */
	idle(): Promise<void>;
	/** The pace changed (focus, settings): times the next round anew, counted from the end of the last. */
	repace(): void;
	dispose(): void;
}

/**
 * @param round one round; it handles its own failures, and what it throws all the same goes to the caller of `round` alone
 * @param delay ms from the end of a round to the next, undefined for none
 */
export function createPoller(
	clock: Clock,
	round: (signal: AbortSignal) => Promise<void>,
	delay: () => number | undefined,
): Poller {
	const abort = new AbortController();
	let underWay: Promise<void> | undefined;
	let endedAt: number | undefined;
	let cancelTimer: (() => void) | undefined;

	function schedule(): void {
		cancelTimer?.();
		cancelTimer = undefined;
		const span = abort.signal.aborted || underWay || endedAt === undefined ? undefined : delay();
		if (span !== undefined && endedAt !== undefined) {
			// A clock that was set back must not stretch the pause beyond the span itself.
			const passed = Math.max(0, clock.now() - endedAt);
			cancelTimer = clock.setTimer(
				() => {
					begin().catch(() => undefined); // nobody asked for this round: it has logged its own failure
				},
				Math.max(0, span - passed),
			);
		}
	}

	function begin(): Promise<void> {
		if (underWay) {
			return underWay;
		}
		if (abort.signal.aborted) {
			return Promise.resolve();
		}
		cancelTimer?.();
		underWay = round(abort.signal).finally(() => {
			underWay = undefined;
			endedAt = clock.now();
			schedule();
		});
		return underWay;
	}

	return {
		round: begin,
		idle: async () => {
			await underWay?.catch(() => undefined); // its callers have heard of it
		},
		repace: schedule,
		dispose() {
			abort.abort();
			cancelTimer?.();
			cancelTimer = undefined;
		},
	};
}
