// The keys of the global state that say whether a site is stored.
import type { Memento } from 'vscode';

export const sitesKey = 'frontdesk.sites';

/** The ids of the sites that were signed out of and of which something may be left. */
export const restKey = 'frontdesk.signedOutSites';

/** Whether there is a site to open, or something to remove of one. */
export function isAnythingStored(memento: Pick<Memento, 'get'>): boolean {
	return [sitesKey, restKey].some((key) => memento.get<readonly unknown[]>(key, []).length > 0);
}
