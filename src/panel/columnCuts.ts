// Divides sections of given heights into columns.

/** The indices at which a new column begins, so that the highest column is as low as possible. Tries all ways: there are few sections. */
export function fairCuts(heights: readonly number[], columns: number, from = 0): readonly number[] {
	if (columns === 1) {
		return [];
	}
	let best: readonly number[] = [];
	let lowest = Number.POSITIVE_INFINITY;
	for (let cut = from + 1; cut <= heights.length; cut += 1) {
		const cuts = [cut, ...fairCuts(heights, columns - 1, cut)];
		const high = highest(heights, from, cuts);
		if (high < lowest) {
			lowest = high;
			best = cuts;
		}
	}
	return best;
}

function highest(heights: readonly number[], from: number, cuts: readonly number[]): number {
	const ends = [...cuts, heights.length];
	const sums = ends.map((end, at) =>
		heights.slice(at === 0 ? from : ends[at - 1], end).reduce((sum, height) => sum + height, 0),
	);
	return Math.max(...sums);
}
