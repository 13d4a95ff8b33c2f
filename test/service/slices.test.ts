// Rules for long passes that are cut into slices.
import assert from 'node:assert/strict';
import { inSlices, type SlicedWork, visitInSlices } from '../../src/service/slices';

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

describe('Work in slices', () => {
	function* work(steps: number, onStep: () => void): SlicedWork<number> {
		for (let n = 0; n < steps; n++) {
			onStep();
			yield;
		}
		return steps;
	}

	it('returns its result, and lets others in between', async () => {
		let now = 0;
		let pauses = 0;
		const clock = {
			now: () => now,
			setTimer(resume: () => void) {
				pauses++;
				queueMicrotask(resume);
				return () => undefined;
			},
		};
		assert.equal(
			await inSlices(
				work(50, () => now++),
				clock,
			),
			50,
		);
		assert.ok(pauses >= 5, `${pauses} pauses`);
		pauses = 0;
		assert.equal(
			await inSlices(
				work(50, () => undefined),
				clock,
			),
			50,
		);
		assert.equal(pauses, 0);
	});

	it('rejects with what it throws, also after a pause', async () => {
		let now = 0;
		const clock = {
			now: () => now,
			setTimer(resume: () => void) {
				queueMicrotask(resume);
				return () => undefined;
			},
		};
		const fault = new Error('fault');
		const failing = work(50, () => {
			if (++now === 30) {
				throw fault;
			}
		});
		await assert.rejects(inSlices(failing, clock), fault);
	});
});
