// Tells whether a read may still be believed: one that began before a write to the same entity ended may not overwrite it.
import type { Id } from '../service/model';

export interface WriteOrder {
	/** A mark to take before a read begins. */
	mark(): number;
	/** Says that a write to this entity leaves now; the returned function says that it ended, well or not. */
	begin(id: Id): () => void;
	/** Whether what a read of this entity brought is newer than every write to it. */
	isNewer(id: Id, mark: number): boolean;
	/** The rows of a list read, but for those that a write has overtaken: there the row known before stays. */
	newest<Row extends { readonly id: Id }>(rows: readonly Row[], before: readonly Row[], mark: number): readonly Row[];
}

export function createWriteOrder(): WriteOrder {
	let tick = 0;
	const underWay = new Map<Id, number>();
	const endedAt = new Map<Id, number>();

	function isNewer(id: Id, mark: number): boolean {
		return !underWay.has(id) && (endedAt.get(id) ?? 0) <= mark;
	}

	return {
		mark: () => tick,
		begin(id) {
			underWay.set(id, (underWay.get(id) ?? 0) + 1);
			return () => {
				const left = (underWay.get(id) ?? 1) - 1;
				left > 0 ? underWay.set(id, left) : underWay.delete(id);
				endedAt.set(id, ++tick);
			};
		},
		isNewer,
		newest(rows, before, mark) {
			if (rows.every(({ id }) => isNewer(id, mark))) {
				return rows;
			}
			const known = new Map(before.map((row) => [row.id, row]));
			return rows.map((row) => (isNewer(row.id, mark) ? row : (known.get(row.id) ?? row)));
		},
	};
}
