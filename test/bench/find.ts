// Measures the time of a keystroke in Find Visitor… until VS Code gets the rows.
import { visitorMatcher } from '../../src/present/find/find';
import type { Visitor } from '../../src/service/model';
import { visitInSlices } from '../../src/service/slices';
import { type Figure, figureOf, median, timeOf } from './figures';
import { sampleVisitor } from './sampleRows';

/** Texts that match many rows, one field of some rows, a date, a part of a month, and no row. */
const queries = ['v', 'visitor 17', 'gold portland', 'Jan 5', 'an', 'müller'];

export async function find(): Promise<Figure[]> {
	const figures: Figure[] = [];
	for (const count of [5_000, 50_000]) {
		const first: number[] = [];
		const later: number[] = [];
		const slices: number[] = [];
		for (let round = 0; round < 12; round++) {
			// Rows that no search has seen, as they are after a poll.
			const rows = Array.from({ length: count }, (_, n) => sampleVisitor(n));
			const [query = '', ...others] = [...queries.slice(round % queries.length), ...queries];
			first.push(await keystroke(rows, query, slices));
			for (const text of others) {
				later.push(await keystroke(rows, text, slices));
			}
		}
		const what = `${count.toLocaleString('en-US')} visitors: find,`;
		const bound = count === 5_000 ? 10 : Number.POSITIVE_INFINITY;
		figures.push(
			...(count === 5_000
				? [
						figureOf(`${what} first keystroke`, median(first), bound, 'ms'),
						figureOf(`${what} later keystroke`, median(later), bound, 'ms'),
					]
				: []),
			figureOf(`${what} longest slice`, slices.sort((a, b) => a - b)[Math.floor(slices.length * 0.99)] ?? 0, 20, 'ms'),
		);
	}
	return figures;
}

/** The time (ms) that all slices of a search take. */
async function keystroke(rows: readonly Visitor[], query: string, slices: number[]): Promise<number> {
	let total = 0;
	const measured = (slice: () => void) => {
		const span = timeOf(slice);
		total += span;
		slices.push(span);
	};
	await new Promise<void>((done) => {
		const clock = {
			now: () => Date.now(),
			setTimer(slice: () => void) {
				setImmediate(() => measured(slice));
				return () => undefined;
			},
		};
		const found: Visitor[] = [];
		measured(() => {
			const matches = visitorMatcher(query, () => undefined);
			visitInSlices(rows, (row) => matches(row) && found.push(row), done, clock);
		});
	});
	return total;
}
