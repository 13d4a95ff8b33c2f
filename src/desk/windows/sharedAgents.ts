// The agents that the windows share, and the statuses that were set from this machine.
import type { Id } from '../../service/model';

/** The fields of an agent that are shared. */
export interface SharedAgent {
	readonly id: Id;
	readonly status: string;
	readonly ongoingChats: number;
}

/** An agent that isn't in the list, read by id. */
export interface UnlistedAgent {
	readonly id: Id;
	/** Undefined if the service doesn't have the id. */
	readonly agent: SharedAgent | undefined;
	/** Instant (ms) of the answer. */
	readonly asOf: number;
}

/** A status set by Frontdesk on this machine. A list that was read before must not overwrite it, and it doesn't count as a change from elsewhere. */
export interface Written {
	readonly id: Id;
	readonly status: string;
	/** Instant (ms) of the answer, or of the timeout. */
	readonly at: number;
	/** The number of the write. It gives the order, because instants can be wrong after the clock was set. */
	readonly number: number;
	/** Whether the service answered; if not, only a later read shows the outcome. */
	readonly answered: boolean;
}

export function toSharedAgent({ id, status, ongoingChats }: SharedAgent): SharedAgent {
	return { id, status, ongoingChats };
}

/**
 * How many of the writes an answer of a cache may show: those before the first one that ended later.
 * @param writeCount the number of writes before the request
 * @param until instant (ms) as `showsUntil` returns it
 */
export function writesShown(written: readonly Written[], writeCount: number, until: number | undefined): number {
	const later = until === undefined ? [] : written.filter(({ at }) => at > until);
	return Math.min(writeCount, ...later.map(({ number }) => number - 1));
}

/** The rows of a list that was requested after `writeCount` writes. Rows that were written since have the written status. */
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
