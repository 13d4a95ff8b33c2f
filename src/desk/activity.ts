// What the user does in this window and has set, as far as the polling depends on it.
import type { Attention, Intervals } from './polling/pace';

/** What of Frontdesk can be seen in this window. */
export interface Visibility {
	readonly agents: boolean;
	readonly visitors: boolean;
	/** The panel of a visitor. */
	readonly panel: boolean;
}

export interface Activity {
	readonly attention: () => Attention;
	readonly visibility: () => Visibility;
	readonly intervals: () => Intervals;
	/** Whether who waits must be known while no list is visible. */
	readonly alerts: () => boolean;
	/** Calls per 5 minutes that the polls of all windows keep to. */
	readonly budget: () => number;
}
