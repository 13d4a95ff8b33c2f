// Tells whether a read began after the last write to the same row had ended.
import type { Id } from '../../service/model';

export interface WriteOrder {
	/** A mark to take before a read begins. */
	mark(): number;
	/** Says that a write to this entity has ended just now, well or not. */
	end(id: Id): void;
	/** Whether what a read of this entity brought is newer than every write to it. */
	isNewer(id: Id, mark: number): boolean;
	/**
	 * The rows of a list read, but for those that a write has overtaken: there a row of `known` stays.
	 * One of them that nobody knows is left out until the next read: what was written to it is not in it.
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
