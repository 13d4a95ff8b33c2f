// Lets an act happen at once and then at most once in a window of time; nothing asked for is lost. Knows nothing of what it gathers.
import type { Clock } from '../../service/ports';

export interface Coalescer {
	/** Acts now, or at the end of the window where something happened in it already. */
	ask(): void;
	dispose(): void;
}

export function createCoalescer(act: () => void, windowMs: number, setTimer: Clock['setTimer']): Coalescer {
	let cancel: (() => void) | undefined;
	let isAsked = false;

	function actNow(): void {
		isAsked = false;
		cancel = setTimer(() => {
			cancel = undefined;
			if (isAsked) {
				actNow();
			}
		}, windowMs);
		act();
	}

	return {
		ask() {
			isAsked = true;
			if (!cancel) {
				actNow();
			}
		},
		dispose() {
			cancel?.();
			cancel = () => undefined; // a question that comes late changes nothing
		},
	};
}
