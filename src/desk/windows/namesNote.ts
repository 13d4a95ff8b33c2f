// When the windows last tried to read the names of a site, and the outcome; holds no name.
import type { SiteNames } from '../state';

export type NameList = keyof SiteNames;

interface NamesTry {
	/** Instant (ms) at which the read began. */
	readonly at: number;
	/** `refused` 403 or 404 by the service itself: no answer will come in this sign-in · `failed` anything else, and a read that has not ended. */
	readonly outcome: 'read' | 'refused' | 'failed';
}

export interface NamesNote {
	/** Those of this sign-in: another one may be permitted more. */
	readonly tries: Readonly<Partial<Record<NameList, NamesTry>>>;
	/** Which stored names are the newest, by the instant (ms) at which they were stored; undefined where none are. */
	readonly keptAt: number | undefined;
}
