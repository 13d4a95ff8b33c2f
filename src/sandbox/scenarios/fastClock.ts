// A clock that runs faster than the system's: in development builds, the minutes of a rule take seconds in a test.
import type { Clock } from '../../service/ports';

/**
 * @param pace the speed, and the instant (ms) from which on it holds, like "10 1764446400000": windows with the same pace have the same time;
 *   a third number is what the clock shows at that instant, where that isn't the instant itself
 */
export function fastClock(system: Clock, pace: string): Clock {
	const [speed = 1, since = 0, shown = since] = pace.split(' ').map(Number);
	return {
		now: () => shown + (system.now() - since) * speed,
		setTimer: (callback, delay) => system.setTimer(callback, delay / speed),
	};
}
