// The real clock of the extension host.
import type { Clock } from '../service/ports';

export const clock: Clock = {
	now: () => Date.now(),
	setTimer(callback, delay) {
		const timer = setTimeout(callback, delay);
		return () => clearTimeout(timer);
	},
};
