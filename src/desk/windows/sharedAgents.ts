// Agents as the windows share them, and the statuses that were set meanwhile.
import type { Id } from '../../service/model';

/** An agent without what only the service's answer holds. */
export interface SharedAgent {
	readonly id: Id;
	readonly status: string;
	readonly ongoingChats: number;
}

/** An agent whom the list leaves out, as a window has read it by id. */
export interface UnlistedAgent {
	readonly id: Id;
	/** Undefined where the service doesn't know the id. */
	readonly agent: SharedAgent | undefined;
	/** Instant (ms) of the answer. */
	readonly asOf: number;
}

/** A status set by Frontdesk on this machine: a list read before then may not overwrite it, and it is no change from elsewhere. */
export interface Written {
	readonly id: Id;
	readonly status: string;
	/** Instant (ms) at which the service had answered, or at which we gave up waiting for that. */
	readonly at: number;
	/** Which of all writes it was: clocks are set, so instants do not tell what came before what. */
	readonly number: number;
	/** Whether it answered; without, only a later read tells what became of it. */
	readonly answered: boolean;
}

export function toSharedAgent({ id, status, ongoingChats }: SharedAgent): SharedAgent {
	return { id, status, ongoingChats };
}

/** The rows of a list that was asked for after `writeCount` writes, but for those written since: there the written status stands. */
export function newestAgents<Row extends SharedAgent>(
	rows: readonly Row[],
	written: readonly Written[],
	writeCount: number,
): readonly Row[] {
	const later = new Map(
		written.filter(({ number, answered }) => answered && number > writeCount).map(({ id, status }) => [id, status]),
	);
	const stays = ({ id, status }: Row) => (later.get(id) ?? status) === status;
	return rows.every(stays) ? rows : rows.map((row) => (stays(row) ? row : { ...row, status: later.get(row.id) ?? '' }));
}
