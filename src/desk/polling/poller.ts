// The loop that polls: one round at a time, with a new delay before each.
import type { Clock } from '../../service/ports';

interface Poller {
	/** Schedules the first round, or schedules the next one again because the pace changed. */
	reschedule(): void;
	dispose(): void;
}

/**
 * @param round one round; it handles its own failures and never rejects
 * @param delay ms from now to the next round, undefined for none before the next `reschedule`
 */
export function createPoller(clock: Clock, round: () => Promise<void>, delay: () => number | undefined): Poller {
	let isUnderWay = false;
	let isDisposed = false;
	let cancelTimer: (() => void) | undefined;

	function reschedule(): void {
		cancelTimer?.();
		cancelTimer = undefined;
		const span = isDisposed || isUnderWay ? undefined : delay();
		if (span !== undefined) {
			cancelTimer = clock.setTimer(begin, Math.max(0, span));
		}
	}

	function begin(): void {
		cancelTimer = undefined;
		isUnderWay = true;
		void round().finally(() => {
			isUnderWay = false;
			reschedule();
		});
	}

	return {
		reschedule,
		dispose() {
			isDisposed = true;
			cancelTimer?.();
			cancelTimer = undefined;
		},
	};
}
