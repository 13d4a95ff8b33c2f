// Cuts a long pass over many rows into slices, between which the extension host does what waits.
import type { Clock } from '../service/ports';

/** How long (ms) a slice may be: a person notices nothing below 20. */
const sliceLength = 8;

/** So many rows take much less than a slice, so the clock is read only after them. */
const stride = 100;

/**
 * Visits each row, in slices; the first at once. Calls `done` after the last, at once too if there was time.
 * The returned function ends it.
 */
export function visitInSlices<Row>(
	rows: readonly Row[],
	visit: (row: Row) => unknown,
	done: () => void,
	{ now, setTimer }: Clock,
): () => void {
	let next = 0;
	let cancel: (() => void) | undefined;

	function slice(): void {
		cancel = undefined;
		const end = now() + sliceLength;
		do {
			for (const row of rows.slice(next, next + stride)) {
				visit(row);
			}
			next += stride;
		} while (next < rows.length && now() < end);
		if (next < rows.length) {
			cancel = setTimer(slice, 0);
		} else {
			done();
		}
	}

	slice();
	return () => cancel?.();
}
