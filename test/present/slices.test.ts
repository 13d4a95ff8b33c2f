// Rules for long passes that are cut into slices.
import assert from 'node:assert/strict';
import { visitInSlices } from '../../src/present/slices';

/** A clock that moves on by a millisecond with each row that is visited. */
function slowPass(count: number) {
	const seen: number[] = [];
	const waiting: (() => void)[] = [];
	let isDone = false;
	const end = visitInSlices(
		Array.from({ length: count }, (_, n) => n),
		(row) => seen.push(row),
		() => {
			isDone = true;
		},
		{
			now: () => seen.length,
			setTimer(slice) {
				waiting.push(slice);
				return () => waiting.splice(waiting.indexOf(slice), 1);
			},
		},
	);
	return { seen, waiting, end, isDone: () => isDone };
}

describe('A pass in slices', () => {
	it('that is short is over at once', () => {
		const pass = slowPass(0);
		assert.ok(pass.isDone());
		assert.equal(slowPass(100).waiting.length, 0);
	});

	it('visits every row once and in order, and lets others in between', () => {
		const pass = slowPass(1050);
		let slices = 1;
		for (let slice = pass.waiting.shift(); slice; slice = pass.waiting.shift()) {
			assert.ok(!pass.isDone());
			slice();
			slices++;
		}
		assert.ok(pass.isDone() && slices > 5, `${slices} slices`);
		assert.deepEqual(
			pass.seen,
			Array.from({ length: 1050 }, (_, n) => n),
		);
	});

	it('visits nothing more once it is ended', () => {
		const pass = slowPass(1000);
		pass.end();
		assert.deepEqual([pass.waiting.length, pass.isDone()], [0, false]);
	});
});
