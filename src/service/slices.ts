// Cuts long work into slices, between which the extension host does what waits.
import type { Clock } from './ports';

/** Work that may pause wherever it yields. From one yield to the next it takes much less than a slice. */
export type SlicedWork<Result> = Generator<undefined, Result, undefined>;

/** How long (ms) a slice may be: nobody notices less than 20, and the engine may collect garbage in between for as long as 12. */
const sliceLength = 5;

/** How many rows are handled between two yields: they take much less than a slice. */
export const rowsPerYield = 100;

/** Does the work at one go. */
export function finish<Result>(work: SlicedWork<Result>): Result {
	for (;;) {
		const step = work.next();
		if (step.done) {
			return step.value;
		}
	}
}

/** Does the work in slices, the first at once. Rejects with what it throws. */
export async function inSlices<Result>(work: SlicedWork<Result>, { now, setTimer }: Clock): Promise<Result> {
	for (;;) {
		const step = nextSlice(work, now);
		if (step.done) {
			return step.value;
		}
		await new Promise<void>((resume) => void setTimer(resume, 0));
	}
}

/**
 * Does the work in slices, the first at once. Calls `done` after the last, at once too if there was time.
 * The returned function ends it.
 */
export function runInSlices<Result>(
	work: SlicedWork<Result>,
	done: (result: Result) => void,
	{ now, setTimer }: Clock,
): () => void {
	let cancel: (() => void) | undefined;

	function slice(): void {
		cancel = undefined;
		const step = nextSlice(work, now);
		if (step.done) {
			done(step.value);
		} else {
			cancel = setTimer(slice, 0);
		}
	}

	slice();
	return () => cancel?.();
}

/** Visits each row, as `runInSlices` does it. */
export function visitInSlices<Row>(
	rows: readonly Row[],
	visit: (row: Row) => unknown,
	done: () => void,
	clock: Clock,
): () => void {
	return runInSlices(visits(rows, visit), done, clock);
}

function* visits<Row>(rows: readonly Row[], visit: (row: Row) => unknown): SlicedWork<void> {
	for (let next = 0; next < rows.length; next += rowsPerYield) {
		if (next > 0) {
			yield;
		}
		for (const row of rows.slice(next, next + rowsPerYield)) {
			visit(row);
		}
	}
}

function nextSlice<Result>(work: SlicedWork<Result>, now: Clock['now']): IteratorResult<undefined, Result> {
	const end = now() + sliceLength;
	let step = work.next();
	while (!step.done && now() < end) {
		step = work.next();
	}
	return step;
}
