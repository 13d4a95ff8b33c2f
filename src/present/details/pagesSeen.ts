// The pages that a visitor was on while a panel was open, kept in memory.
import type { WatchedVisitor } from '../../desk/state';
import { linkIn } from '../links';
import type { DetailsPage } from './detailsModel';

/** Maximum pages kept. */
const mostPages = 50;

interface PagesSeen {
	/** The newest first. */
	readonly list: readonly DetailsPage[];
	/** Adds the current page if it is a new one. */
	see(watched: WatchedVisitor | undefined): void;
	forget(): void;
}

export function createPagesSeen(): PagesSeen {
	let list: readonly DetailsPage[] = [];
	return {
		get list() {
			return list;
		},
		see(watched) {
			const text = watched?.visitor?.currentBrowsing.trim() ?? '';
			if (text !== '' && watched?.asOf !== undefined && text !== list[0]?.text) {
				const link = linkIn(text);
				list = [{ text, at: watched.asOf, ...(link && { link }) }, ...list].slice(0, mostPages);
			}
		},
		forget() {
			list = [];
		},
	};
}
