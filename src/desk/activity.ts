// The user's activity and settings in this window, as far as polling and what is shared depend on them.
import type { Id } from '../service/model';
import type { Attention, Intervals } from './polling/pace';
import type { Segments } from './segments/segments';

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
	/** Whether the waiting visitors must be known while no list is visible. */
	readonly alerts: () => boolean;
	/** Maximum calls per 5 minutes of the polls of all windows. */
	readonly budget: () => number;
	/** The segments of the settings. @param departmentNames the service's names */
	readonly segments: (departmentNames: ReadonlyMap<Id, string>) => Segments;
}
