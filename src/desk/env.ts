// What a desk needs from its window, apart from the user's activity: clock, randomness, log and window id.
import type { Clock, Log } from '../service/ports';

export interface Env {
	readonly clock: Clock;
	/** A number in [0, 1), as `Math.random`. */
	readonly random: () => number;
	readonly log: Log;
	/** Identifies this window among all windows of this VS Code. */
	readonly windowId: string;
}
