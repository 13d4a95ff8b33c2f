// Decides whether a read is newer than the last write to the same row.
import type { Id } from '../../service/model';

export interface WriteOrder {
	/** A mark to take before a read begins. */
	mark(): number;
	/**
	 * The mark of a read whose answer comes from a cache: that of the last write which the answer may show.
	 * @param until instant (ms) as `showsUntil` returns it
	 */
	aged(mark: number, until: number | undefined): number;
	/** Call it when a write to this agent or visitor has ended, successful or not. */
	end(id: Id): void;
	/** Whether a read of this agent or visitor began after its last write had ended. */
	isNewer(id: Id, mark: number): boolean;
	/**
	 * The rows of a list. Where a write was made after the read began, the row of `known` is used instead.
	 * Such a row that isn't in `known` is left out until the next read, because it doesn't show the write.
	 */
	newest<Row extends { readonly id: Id }>(
		rows: readonly Row[],
		known: () => Iterable<Row>,
		mark: number,
	): readonly Row[];
}

/** @param now returns the current instant (ms); only answers of a cache are ordered by it */
export function createWriteOrder(now: () => number): WriteOrder {
	let tick = 0;
	const ended = new Map<Id, { readonly tick: number; readonly at: number }>();

	function isNewer(id: Id, mark: number): boolean {
		return (ended.get(id)?.tick ?? 0) <= mark;
	}

	return {
		mark: () => tick,
		aged(mark, until) {
			if (until === undefined) {
				return mark;
			}
			let shown = mark;
			for (const [id, write] of ended) {
				const at = Math.min(write.at, now()); // the clock may have been set back since
				ended.set(id, { ...write, at });
				shown = at > until ? Math.min(shown, write.tick - 1) : shown;
			}
			return shown;
		},
		end(id) {
			ended.set(id, { tick: ++tick, at: now() });
		},
		isNewer,
		newest(rows, known, mark) {
			if (tick === mark || rows.every(({ id }) => isNewer(id, mark))) {
				return rows;
			}
			const before = new Map([...known()].map((row) => [row.id, row]));
			return rows.flatMap((row) => (isNewer(row.id, mark) ? row : (before.get(row.id) ?? [])));
		},
	};
}
