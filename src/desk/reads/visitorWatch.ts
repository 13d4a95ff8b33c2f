// Counts the panels and commands that watch each visitor, and keeps watched visitors in the state.
import type { Id } from '../../service/model';
import type { DeskStore } from '../deskStore';
import { unread, watchedAs } from './watched';

interface VisitorWatch {
	/** Whether anyone watches a visitor. */
	readonly isBusy: boolean;
	/** Keeps that visitor in `state.watched` until the returned function is called. */
	watch(id: Id): () => void;
}

/**
 * @param read reads a visitor who is in no list
 * @param now returns the current instant (ms)
 */
export function createVisitorWatch(store: DeskStore, read: (id: Id) => void, now: () => number): VisitorWatch {
	const watchers = new Map<Id, number>();

	function begin(id: Id): void {
		watchers.set(id, (watchers.get(id) ?? 0) + 1);
		const { watched, visitors, visitorsAsOf, pinned } = store.state;
		if (!watched.has(id)) {
			const listed = visitors?.find((visitor) => visitor.id === id);
			const pin = pinned.get(id);
			const known = listed ? watchedAs(listed, visitorsAsOf ?? now()) : pin ? watchedAs(pin.visitor, pin.asOf) : unread;
			store.update({ watched: new Map(watched).set(id, known) });
			if (!listed) {
				read(id);
			}
		}
	}

	function end(id: Id): void {
		const left = (watchers.get(id) ?? 1) - 1;
		if (left > 0) {
			watchers.set(id, left);
			return;
		}
		watchers.delete(id);
		const watched = new Map(store.state.watched);
		watched.delete(id);
		store.update({ watched });
	}

	return {
		get isBusy() {
			return watchers.size > 0;
		},
		watch(id) {
			begin(id);
			let isWatching = true;
			return () => {
				if (isWatching) {
					isWatching = false;
					end(id);
				}
			};
		},
	};
}
