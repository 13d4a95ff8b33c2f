// When the windows last tried to read the names of a site, and the outcomes; contains no names.
import type { SiteNames } from '../state';

export type NameList = keyof SiteNames;

interface NamesTry {
	/** Instant (ms) at which the read began. */
	readonly at: number;
	/** `refused` 403 or 404 by the service itself: not tried again in this sign-in · `failed` anything else · `begun` a read that has not ended. */
	readonly outcome: 'read' | 'refused' | 'failed' | 'begun';
}

export interface NamesNote {
	/** The reads in this sign-in; another sign-in may have more permissions. */
	readonly tries: Readonly<Partial<Record<NameList, NamesTry>>>;
	/** Instant (ms) at which the newest stored names were stored; undefined if none are. */
	readonly storedAt: number | undefined;
}
