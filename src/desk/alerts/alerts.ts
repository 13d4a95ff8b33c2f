// What the windows of one VS Code share about waiting alerts: the snooze, and what the user was told.
import type { Snooze } from './snooze';

export interface Alerts {
	readonly snooze: Snooze | undefined;
	/** Instant (ms) of the last notification; undefined if there was none since the last snooze. */
	readonly toldAt: number | undefined;
	/** Start (ms) of the newest wait that was in it, or since when its segment asks for it: the user doesn't know of later ones. */
	readonly toldSince: number | undefined;
}

export const noAlerts: Alerts = { snooze: undefined, toldAt: undefined, toldSince: undefined };

/** After a snooze, the user is told of everyone who still waits then. */
export function withSnooze(snooze: Snooze | undefined): Alerts {
	return { ...noAlerts, snooze };
}
