// The pages that a visitor was seen on while somebody looked; kept by whoever looks, and nowhere else.
import type { WatchedVisitor } from '../../desk/state';
import { linkIn } from '../links';
import type { DetailsPage } from './detailsModel';

/** More than this nobody scrolls through. */
const mostPages = 50;

export interface PagesSeen {
	/** The newest first. */
	readonly list: readonly DetailsPage[];
	/** Takes note of the page of what is known now. */
	see(followed: WatchedVisitor | undefined): void;
	forget(): void;
}

export function createPagesSeen(): PagesSeen {
	let list: readonly DetailsPage[] = [];
	return {
		get list() {
			return list;
		},
		see(followed) {
			const text = followed?.visitor?.currentBrowsing.trim() ?? '';
			if (text !== '' && followed?.asOf !== undefined && text !== list[0]?.text) {
				const link = linkIn(text);
				list = [{ text, at: followed.asOf, ...(link && { link }) }, ...list].slice(0, mostPages);
			}
		},
		forget() {
			list = [];
		},
	};
}
