// Saves and undoes custom variables on one desk: one write per visitor at a time, each remembered for Undo Last Save.
import type { Id, NamedValue } from '../../service/model';
import type { DeskStore } from '../deskStore';
import { watchedAs } from '../reads/watched';
import type { WriteOrder } from '../reads/writeOrder';
import type { RateLimiter } from '../windows/rateLimiter';
import { isOfEdit } from './comparison';
import { type SaveOutcome, saveVariables, type VariableClient } from './saveVariables';
import type { Undoable, UndoStack } from './undoStack';
import { type Conflict, editsBack, rebased, type VariableEdit } from './variableEdits';
import { createPartialWrites, type WriteModeOptions } from './writeMode';

export interface VariableWrites {
	/** Rejects with an `ApiError` if nothing was sent, or if the service refused the write. */
	save(id: Id, edits: readonly VariableEdit[]): Promise<SaveOutcome>;
	/** The save that `undo` would undo; undefined if there is none. */
	readonly lastSave: Undoable | undefined;
	/**
	 * Undoes the last save; a second call meanwhile is the same undo. What could not be undone stays undoable. Undefined if there is
	 * nothing to undo, or if the save of `again` can't be undone any more; rejects as `save`.
	 */
	undo(again?: UndoAgain): Promise<SaveOutcome | undefined>;
}

/** An undo that met conflicts, to be tried again: later saves, of other visitors too, stay as they are. */
export interface UndoAgain {
	readonly save: Undoable;
	/** The conflicts whose values the user decided to overwrite. */
	readonly over: readonly Conflict[];
}

interface VariableWritesOptions {
	readonly store: DeskStore;
	readonly client: VariableClient;
	readonly rateLimiter: Pick<RateLimiter, 'call'>;
	readonly writes: WriteOrder;
	readonly undoStack: UndoStack;
	/** Without it, complete lists are sent. */
	readonly writeMode?: WriteModeOptions | undefined;
	readonly now: () => number;
	readonly signal: AbortSignal;
}

export function createVariableWrites(options: VariableWritesOptions): VariableWrites {
	const { store, client, rateLimiter, writes, undoStack, now, signal } = options;
	const partialWrites = createPartialWrites(options.writeMode);
	const queues = new Map<Id, Promise<unknown>>();
	/** Of visitors whose last write nobody knows the end of: what it may have removed. */
	const atRisk = new Map<Id, readonly NamedValue[]>();
	const undos = new Map<Undoable, Promise<SaveOutcome>>();
	/** A Retry-After between the read and the write of a save also counts for the write. */
	const limited: VariableClient = {
		getVisitor: (id, abort) => rateLimiter.call(() => client.getVisitor(id, abort)),
		putVariables: (id, variables, abort) => rateLimiter.call(() => client.putVariables(id, variables, abort)),
	};

	/** One at a time, so that the second reads what the first wrote. */
	function queued<Result>(id: Id, work: () => Promise<Result>): Promise<Result> {
		const result = (queues.get(id) ?? Promise.resolve()).then(work);
		const settled = result.catch(() => undefined); // the caller gets the failure; the next in the queue goes on
		queues.set(id, settled);
		void settled.then(() => queues.get(id) === settled && queues.delete(id));
		return result;
	}

	async function write(id: Id, edits: readonly VariableEdit[]): Promise<SaveOutcome> {
		let outcome: SaveOutcome;
		try {
			const context = { client: limited, id, signal, partialWrites, atRisk: atRisk.get(id) ?? [] };
			outcome = await saveVariables(context, edits);
		} finally {
			writes.end(id);
		}
		if (outcome.kind === 'unknown') {
			atRisk.set(id, outcome.atRisk);
		} else if (outcome.kind === 'saved' || outcome.kind === 'notSaved' || outcome.kind === 'unchanged') {
			atRisk.delete(id); // there again, or told
		}
		if (outcome.kind !== 'unknown') {
			const { visitor } = outcome;
			const { visitors, watched } = store.state;
			store.update({
				visitors: visitors?.map((row) => (row.id === id ? visitor : row)),
				watched: watched.has(id) ? new Map(watched).set(id, watchedAs(visitor, now())) : watched,
			});
		}
		return outcome;
	}

	async function undoSave(save: Undoable, over: readonly Conflict[]): Promise<SaveOutcome> {
		const { before, after, names } = save.saved;
		const edits = editsBack(before, after, names).map((edit) => {
			const conflict = over.find((each) => each.edit.name === edit.name);
			return conflict ? rebased(edit, conflict.theirs) : edit;
		});
		const outcome = await queued(save.visitorId, () => write(save.visitorId, edits));
		if (outcome.kind === 'unchanged') {
			undoStack.settle(save, []);
		} else if (outcome.kind === 'saved') {
			const left = outcome.differences.filter(({ kind }) => isOfEdit(kind) && kind !== 'altered');
			undoStack.settle(
				save,
				left.map(({ name }) => name),
			);
		}
		return outcome;
	}

	return {
		async save(id, edits) {
			const outcome = await queued(id, () => write(id, edits));
			if (outcome.kind === 'saved') {
				undoStack.push({ visitorId: id, saved: outcome.saved });
			}
			return outcome;
		},
		get lastSave() {
			return undoStack.last;
		},
		async undo(again) {
			const save = again ? again.save : undoStack.last;
			if (!save || !undoStack.has(save)) {
				return undefined;
			}
			const undo = undos.get(save) ?? undoSave(save, again?.over ?? []).finally(() => undos.delete(save));
			undos.set(save, undo);
			return await undo;
		},
	};
}
