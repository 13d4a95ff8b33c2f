// The saves of one site that can be taken back; outlives the desk, for signing in again or switching sites shall not lose them.
import type { Id } from '../../service/model';
import type { SavedEdits } from './saveVariables';

/** How many saves can be undone (PRODUCT.md, rule 3). */
const undoDepth = 20;

export interface Undoable {
	readonly visitorId: Id;
	readonly saved: SavedEdits;
}

export interface UndoStack {
	readonly last: Undoable | undefined;
	push(save: Undoable): void;
	remove(save: Undoable): void;
}

export function createUndoStack(): UndoStack {
	let saves: readonly Undoable[] = [];
	return {
		get last() {
			return saves.at(-1);
		},
		push(save) {
			saves = [...saves, save].slice(-undoDepth);
		},
		remove(save) {
			saves = saves.filter((other) => other !== save);
		},
	};
}
