// The state of one desk, and its listeners.
import type { Log } from '../service/ports';
import { errorName } from './failureLog';
import type { DeskState } from './state';

type DeskListener = (state: DeskState, before: DeskState) => void;

export interface DeskStore {
	readonly state: DeskState;
	/**
	 * Replaces the parts named, then calls the listeners if one of them is new.
	 * Does nothing after `close`: an answer may arrive after a sign-out.
	 */
	update(change: Partial<DeskState>): void;
	onChange(listener: DeskListener): () => void;
	close(): void;
}

export function createDeskStore(initial: DeskState, log: Pick<Log, 'error'>): DeskStore {
	const listeners = new Set<DeskListener>();
	let state = initial;
	let closed = false;
	return {
		get state() {
			return state;
		},
		update(change) {
			const before = state;
			const isSame = (Object.keys(change) as (keyof DeskState)[]).every((key) => change[key] === before[key]);
			if (closed || isSame) {
				return;
			}
			state = { ...before, ...change };
			for (const listener of listeners) {
				try {
					listener(state, before);
				} catch (reason) {
					// A listener that throws must not stop the polling or the other listeners.
					log.error(`a listener failed because of an internal error: ${errorName(reason)}`);
				}
			}
		},
		onChange(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		close() {
			closed = true;
			listeners.clear();
		},
	};
}
