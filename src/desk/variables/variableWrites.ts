// Saves and undoes custom variables on one desk: one write per visitor at a time, each remembered for Undo Last Save.
import type { Id } from '../../service/model';
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
	/** Rejects with an `ApiError` where nothing was sent, or where the service refused the write. */
	save(id: Id, edits: readonly VariableEdit[]): Promise<SaveOutcome>;
	/** The save that `undo` would undo; undefined where there is none. */
	readonly lastSave: Undoable | undefined;
	/**
	 * Undoes the last save; a second call meanwhile is the same undo. What could not be undone stays undoable. Undefined where there is
	 * nothing to undo; rejects as `save`.
	 * @param over conflicts of an earlier try whose values the user decided to overwrite
	 */
	undo(over?: readonly Conflict[]): Promise<SaveOutcome | undefined>;
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
	let undoing: Promise<SaveOutcome | undefined> | undefined;
	/** A Retry-After that comes between the read and the write of a save binds the write. */
	const limited: VariableClient = {
		getVisitor: (id, abort) => rateLimiter.call(() => client.getVisitor(id, abort)),
		putVariables: (id, variables, abort) => rateLimiter.call(() => client.putVariables(id, variables, abort)),
	};

	/** One at a time, so that the second reads what the first wrote. */
	function queued<Result>(id: Id, work: () => Promise<Result>): Promise<Result> {
		const result = (queues.get(id) ?? Promise.resolve()).then(work);
		const settled = result.catch(() => undefined); // its caller hears of it; the next in the queue goes on
		queues.set(id, settled);
		void settled.then(() => queues.get(id) === settled && queues.delete(id));
		return result;
	}

	async function write(id: Id, edits: readonly VariableEdit[]): Promise<SaveOutcome> {
		let outcome: SaveOutcome;
		try {
			outcome = await saveVariables({ client: limited, id, signal, partialWrites }, edits);
		} finally {
			writes.end(id);
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

	async function undoLast(over: readonly Conflict[]): Promise<SaveOutcome | undefined> {
		const { last } = undoStack;
		if (!last) {
			return undefined;
		}
		const { before, after, names } = last.saved;
		const edits = editsBack(before, after, names).map((edit) => {
			const conflict = over.find((each) => each.edit.name === edit.name);
			return conflict ? rebased(edit, conflict.theirs) : edit;
		});
		const outcome = await queued(last.visitorId, () => write(last.visitorId, edits));
		if (outcome.kind === 'unchanged') {
			undoStack.settle(last, []);
		} else if (outcome.kind === 'saved') {
			const left = outcome.differences.filter(({ kind }) => isOfEdit(kind) && kind !== 'altered');
			undoStack.settle(
				last,
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
		undo(over = []) {
			undoing ??= undoLast(over).finally(() => {
				undoing = undefined;
			});
			return undoing;
		},
	};
}
