// Combines calls that follow each other quickly.
import type { Clock } from '../../service/ports';

interface Coalescer {
	/** Acts now, or at the end of the window of time if it acted in it already. */
	request(): void;
	/** What was done last had no effect: the next request acts at once. */
	release(): void;
	dispose(): void;
}

/** Acts at once and then at most once in `windowMs`; the last request is never lost. */
export function createCoalescer(act: () => void, windowMs: number, setTimer: Clock['setTimer']): Coalescer {
	let cancel: (() => void) | undefined;
	let isRequested = false;
	let isDisposed = false;

	function actNow(): void {
		isRequested = false;
		cancel = setTimer(() => {
			cancel = undefined;
			if (isRequested) {
				actNow();
			}
		}, windowMs);
		act();
	}

	return {
		request() {
			isRequested = true;
			if (!cancel && !isDisposed) {
				actNow();
			}
		},
		release() {
			cancel?.();
			cancel = undefined;
			if (isRequested && !isDisposed) {
				actNow();
			}
		},
		dispose() {
			isDisposed = true;
			cancel?.();
		},
	};
}
