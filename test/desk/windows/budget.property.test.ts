// Property: the polls of all windows keep to the budget.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { budgetWindow } from '../../../src/desk/windows/callBudget';
import { type Day, days, live, randomMachine } from '../../fixtures/acts';

const budget = 24;

/** A found case: names of one site were read with calls that windows of another site took from the budget at the same time. */
const namesOfTwoSites: Day = {
	seed: 1,
	acts: (
		[
			['wait', 165_881],
			['wait', 1_278],
			['openOtherSite', 0],
			['open', 0],
			['open', 0],
			['wait', 0],
			['open', 0],
			['open', 0],
			['open', 0],
			['close', 71_213],
			['openOtherSite', 0],
			['wait', 0],
			['wait', 12_965],
		] as const
	).map(([name, n]) => ({ name, n })),
};

describe('The polls of all windows together', () => {
	const day = days(
		'open',
		'openOtherSite',
		'close',
		'kill',
		'focus',
		'leave',
		'showVisitors',
		'hideVisitors',
		'setStatusElsewhere',
		'visitorWaits',
		'answersSlowly',
		'fails',
		'works',
	);

	it('never make more calls in five minutes than the budget has, and none once all are closed', () =>
		fc.assert(
			fc.asyncProperty(day, async (one) => {
				const world = randomMachine(one);
				world.budget = budget;
				const calls: number[] = [];
				world.onCall = ({ over }) => {
					assert.ok(!over, 'a window that is closed makes no call');
					calls.push(world.clock.now());
				};
				await live(world, one, () => {
					const most = mostIn(calls, budgetWindow);
					assert.ok(most <= budget, `${most} calls`);
				});
				assert.equal(world.clock.timers, 0);
			}),
			{ numRuns: 40, examples: [[namesOfTwoSites]] },
		));
});

/** The highest number of these instants within a span (ms). */
function mostIn(instants: readonly number[], span: number): number {
	return Math.max(0, ...instants.map((from) => instants.filter((at) => at >= from && at < from + span).length));
}
