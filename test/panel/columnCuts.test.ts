// How sections are spread over columns.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fairCuts } from '../../src/panel/columnCuts';

function columnHeights(heights: readonly number[], cuts: readonly number[]): number[] {
	const ends = [...cuts, heights.length];
	return ends.map((end, at) => heights.slice(ends[at - 1] ?? 0, end).reduce((sum, height) => sum + height, 0));
}

describe('Columns', () => {
	it('are as even as the order of the sections allows', () => {
		assert.deepEqual(fairCuts([100, 100, 100], 1), []);
		assert.deepEqual(fairCuts([100, 100, 100, 100], 2), [2]);
		assert.deepEqual(fairCuts([300, 100, 100, 100], 2), [1]);
		assert.deepEqual(fairCuts([100, 100, 300, 100, 100], 3), [2, 3]);
	});

	it('have no lower highest column with any other cuts', () => {
		const heights = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 3, maxLength: 8 });
		fc.assert(
			fc.property(heights, fc.integer(), fc.integer(), (all, a, b) => {
				const other = [a, b].map((cut) => 1 + (Math.abs(cut) % (all.length - 1))).sort((x, y) => x - y);
				const highest = (cuts: readonly number[]) => Math.max(...columnHeights(all, cuts));
				assert.ok(highest(fairCuts(all, 3)) <= highest(other));
			}),
		);
	});
});
