// Takes steps one at a time: whenever something has changed, and when the next one is due.
import type { Clock } from '../../service/ports';

interface StepsOptions {
	readonly clock: Pick<Clock, 'setTimer'>;
	/** Resolves with true if another step follows at once. */
	readonly step: () => Promise<boolean>;
	/** The time (ms) until the next step is due; undefined if only a change can bring one. */
	readonly untilNext: () => number | undefined;
	/** What a step rejected with. The steps go on. */
	readonly onFailure: (reason: unknown) => void;
}

interface Steps {
	readonly isDisposed: boolean;
	/** Takes a step now; during a step, another one follows it. */
	check(): void;
	dispose(): void;
}

export function createSteps({ clock, step, untilNext, onFailure }: StepsOptions): Steps {
	let cancel: (() => void) | undefined;
	let isStepping = false;
	let stepsAgain = false;
	let isDisposed = false;

	async function take(): Promise<void> {
		isStepping = true;
		stepsAgain = false;
		try {
			stepsAgain = (await step()) || stepsAgain;
		} catch (reason) {
			onFailure(reason);
		}
		isStepping = false;
		if (stepsAgain) {
			check();
		} else {
			schedule();
		}
	}

	function check(): void {
		if (isStepping) {
			stepsAgain = true;
		} else if (!isDisposed) {
			void take();
		}
	}

	function schedule(): void {
		cancel?.();
		const delay = isDisposed ? undefined : untilNext();
		cancel = delay === undefined ? undefined : clock.setTimer(check, delay);
	}

	return {
		get isDisposed() {
			return isDisposed;
		},
		check,
		dispose() {
			isDisposed = true;
			cancel?.();
		},
	};
}
