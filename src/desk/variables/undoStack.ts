// The saves of one site that can be undone. They are kept when the user signs in again or switches sites.
import type { Id } from '../../service/model';
import type { SavedEdits } from './saveVariables';

/** How many saves can be undone (docs/rules.md#rule-3). */
const undoDepth = 20;

export interface Undoable {
	readonly visitorId: Id;
	readonly saved: SavedEdits;
}

export interface UndoStack {
	readonly last: Undoable | undefined;
	has(save: Undoable): boolean;
	push(save: Undoable): void;
	/** Removes a save, except for the variables that could not be undone. */
	settle(save: Undoable, left: readonly string[]): void;
}

export function createUndoStack(): UndoStack {
	let saves: readonly Undoable[] = [];
	return {
		get last() {
			return saves.at(-1);
		},
		has: (save) => saves.includes(save),
		push(save) {
			saves = [...saves, save].slice(-undoDepth);
		},
		settle(save, left) {
			saves = saves.flatMap((each) => {
				if (each !== save) {
					return [each];
				}
				return left.length > 0 ? [{ ...save, saved: { ...save.saved, names: left } }] : [];
			});
		},
	};
}
