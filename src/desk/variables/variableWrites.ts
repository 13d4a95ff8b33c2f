// Saves and undoes custom variables on one desk: one write per visitor at a time, each remembered for Undo Last Save.
import type { Id } from '../../service/model';
import type { DeskStore } from '../deskStore';
import { watchedAs } from '../reads/watched';
import type { WriteOrder } from '../reads/writeOrder';
import type { RateLimiter } from '../windows/rateLimiter';
import { type SaveOutcome, saveVariables, type VariableClient } from './saveVariables';
import type { Undoable, UndoStack } from './undoStack';
import { editsBack, type VariableEdit } from './variableEdits';

export interface VariableWrites {
	save(id: Id, edits: readonly VariableEdit[]): Promise<SaveOutcome>;
	/** The save that `undo` would take back; undefined where there is none. */
	readonly lastSave: Undoable | undefined;
	/** Takes the last save back; a second call meanwhile is the same undo. It stays the last one where somebody changed the variables since (a conflict) or nothing was written. */
	undo(): Promise<SaveOutcome | undefined>;
}

export interface VariableWritesOptions {
	readonly store: DeskStore;
	readonly client: VariableClient;
	readonly rateLimiter: Pick<RateLimiter, 'call'>;
	readonly writes: WriteOrder;
	readonly undoStack: UndoStack;
	readonly now: () => number;
	readonly signal: AbortSignal;
}

export function createVariableWrites(options: VariableWritesOptions): VariableWrites {
	const { store, client, rateLimiter, writes, undoStack, now, signal } = options;
	const queues = new Map<Id, Promise<unknown>>();
	let undoing: Promise<SaveOutcome | undefined> | undefined;
	/** A Retry-After that comes between the read and the write of a save binds the write. */
	const limited: VariableClient = {
		getVisitor: (id, abort) => rateLimiter.call(() => client.getVisitor(id, abort)),
		putVariables: (id, variables, abort) => rateLimiter.call(() => client.putVariables(id, variables, abort)),
	};

	/** One after the other, so that the second reads what the first wrote. */
	function inTurn<Result>(id: Id, act: () => Promise<Result>): Promise<Result> {
		const turn = (queues.get(id) ?? Promise.resolve()).then(act);
		const settled = turn.catch(() => undefined); // its caller hears of it; the next in the queue goes on
		queues.set(id, settled);
		void settled.then(() => queues.get(id) === settled && queues.delete(id));
		return turn;
	}

	async function write(id: Id, edits: readonly VariableEdit[]): Promise<SaveOutcome> {
		let outcome: SaveOutcome;
		try {
			outcome = await saveVariables(limited, id, edits, signal);
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

	async function undoLast(): Promise<SaveOutcome | undefined> {
		const { last } = undoStack;
		if (!last) {
			return undefined;
		}
		const { before, after, names } = last.saved;
		const outcome = await inTurn(last.visitorId, () => write(last.visitorId, editsBack(before, after, names)));
		if (outcome.kind === 'saved' || outcome.kind === 'unchanged') {
			undoStack.remove(last);
		}
		return outcome;
	}

	return {
		async save(id, edits) {
			const outcome = await inTurn(id, () => write(id, edits));
			if (outcome.kind === 'saved') {
				undoStack.push({ visitorId: id, saved: outcome.saved });
			}
			return outcome;
		},
		get lastSave() {
			return undoStack.last;
		},
		undo() {
			undoing ??= undoLast().finally(() => {
				undoing = undefined;
			});
			return undoing;
		},
	};
}
