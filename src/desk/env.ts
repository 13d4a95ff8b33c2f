// What a desk needs of the window that it runs in, apart from what the user does there.
import type { Clock, Log } from '../service/ports';

export interface Env {
	readonly clock: Clock;
	/** A number in [0, 1), as `Math.random`. */
	readonly random: () => number;
	readonly log: Log;
	/** This window, among all of this VS Code. */
	readonly windowId: string;
}
