// The budget of calls: how many fit, and when.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
	budgetWindow,
	type CallSlot,
	callsSpent,
	clampedCalls,
	roomAt,
	spanWithin,
	withCalls,
} from '../../../src/desk/windows/callBudget';

const now = Date.UTC(2026, 0, 5, 9);
const hour = 3_600_000;

describe('The budget', () => {
	it('never lets more calls through in any five minutes than it has, be they as late as five seconds', () => {
		const step = fc.tuple(fc.nat(40_000), fc.integer({ min: 1, max: 4 }), fc.nat(5_000));
		fc.assert(
			fc.property(
				fc.integer({ min: 10, max: 60 }),
				fc.array(step, { minLength: 50, maxLength: 200 }),
				(budget, steps) => {
					let spent: readonly CallSlot[] = [];
					let time = now;
					const made: number[] = [];
					for (const [span, calls, late] of steps) {
						time = Math.max(time + span, roomAt(spent, calls, budget, time + span));
						spent = withCalls(spent, calls, time);
						made.push(...Array.from({ length: calls }, () => time + late));
					}
					const within = (from: number, to: number) => made.filter((at) => at > from && at <= to).length;
					assert.ok(made.every((at) => within(at - budgetWindow, at) <= budget));
					assert.ok(spent.length <= budgetWindow / 5_000 + 2, 'and keeps no more than it needs');
				},
			),
		);
	});

	it('has room as soon as enough has slid out of the window, and at once while there is room', () => {
		const spent = withCalls(withCalls([], 6, now), 4, now + 60_000);
		assert.equal(callsSpent(spent, now + 60_000), 10);
		assert.equal(roomAt(spent, 2, 12, now + 61_000), now + 61_000);
		const opens = roomAt(spent, 5, 10, now + 61_000);
		assert.ok(opens >= now + budgetWindow && opens <= now + budgetWindow + 10_000);
		assert.equal(
			roomAt(spent, 1e6, 10, now + 61_000),
			roomAt(spent, 10, 10, now + 61_000),
			'a list of many pages waits for all of it, not for ever',
		);
	});

	it('counts every call where the clock was set back, and for no longer than five minutes from then', () => {
		const spent = withCalls(withCalls([], 3, now), 4, now + 60_000);
		const back = clampedCalls(spent, now - hour);
		assert.equal(callsSpent(back, now - hour), 7);
		assert.ok(roomAt(back, 10, 10, now - hour) <= now - hour + budgetWindow + 10_000);
		assert.equal(clampedCalls(back, now - hour), back);
		assert.equal(clampedCalls(spent, now + 60_000), spent);
	});

	it('is spread over the five minutes where it is small', () => {
		assert.equal(spanWithin(10, 2), 62_000);
		assert.equal(spanWithin(120, 2), 310_000 / 60);
	});
});
