// Decides whether a read is newer than the last write to the same row.
import type { Id } from '../../service/model';

export interface WriteOrder {
	/** A mark to take before a read begins. */
	mark(): number;
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

export function createWriteOrder(): WriteOrder {
	let tick = 0;
	const endedAt = new Map<Id, number>();

	function isNewer(id: Id, mark: number): boolean {
		return (endedAt.get(id) ?? 0) <= mark;
	}

	return {
		mark: () => tick,
		end(id) {
			endedAt.set(id, ++tick);
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
