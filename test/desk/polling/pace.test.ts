// The pace: each row of its table, and properties of all of them.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { longestPause, type PaceInput, pace, readsVisitors } from '../../../src/desk/polling/pace';

const intervals = { focused: 10_000, unfocused: 30_000, inactive: 60_000 };
const minute = 60_000;
const calm: PaceInput = {
	attention: 'focused',
	isVisible: false,
	somebodyWaits: false,
	quietFor: 0,
	fastPolls: 0,
	failures: 0,
	factor: 1,
	budgetSpan: 0,
	silence: undefined,
	refused: false,
};

describe('The pace', () => {
	const rows: readonly (readonly [string, Partial<PaceInput>, number | undefined])[] = [
		['focused', {}, 10_000],
		['unfocused', { attention: 'unfocused' }, 30_000],
		['inactive', { attention: 'inactive' }, 60_000],
		['inactive, somebody waits', { attention: 'inactive', somebodyWaits: true }, 10_000],
		['inactive, the same for just under 5 minutes', { attention: 'inactive', quietFor: 5 * minute - 1 }, 60_000],
		['inactive, the same for 5 minutes', { attention: 'inactive', quietFor: 5 * minute }, 90_000],
		['inactive, the same for 15 minutes', { attention: 'inactive', quietFor: 15 * minute }, 120_000],
		[
			'unfocused with a view visible, the same for long',
			{ attention: 'unfocused', isVisible: true, quietFor: 60 * minute },
			60_000,
		],
		['focused with nothing visible, the same for long', { quietFor: 60 * minute }, 20_000],
		['focused with a view visible, the same for long', { isVisible: true, quietFor: 60 * minute }, 10_000],
		[
			'somebody waits, the same for long',
			{ attention: 'inactive', somebodyWaits: true, quietFor: 60 * minute },
			10_000,
		],
		['after a write of one’s own', { fastPolls: 3 }, 3_000],
		['after a write, inactive', { fastPolls: 1, attention: 'inactive' }, 3_000],
		['after a write that was followed by a failure', { fastPolls: 3, failures: 1 }, 20_000],
		['throttled lately', { factor: 2.5 }, 25_000],
		['throttled lately, somebody waits', { factor: 2.5, somebodyWaits: true, attention: 'inactive' }, 25_000],
		['throttled lately, after a write', { factor: 2.5, fastPolls: 1 }, 7_500],
		['throttled lately, with a small budget', { factor: 2, budgetSpan: 60_000 }, 120_000],
		['throttled a lot', { factor: 30, attention: 'inactive' }, longestPause],
		['a small budget', { budgetSpan: 60_000 }, 60_000],
		['a small budget, after a write', { budgetSpan: 60_000, fastPolls: 1 }, 3_000],
		['a large budget', { budgetSpan: 5_000 }, 10_000],
		['first failure', { failures: 1 }, 20_000],
		['third failure', { failures: 3 }, 80_000],
		['many failures', { failures: 400 }, longestPause],
		['Retry-After', { silence: 1_000_000 }, 1_005_000],
		['Retry-After and failures', { failures: 1, silence: 5_000 }, 20_000],
		['Retry-After and quick looks', { fastPolls: 3, silence: 100_000 }, 101_500],
		['refused', { refused: true, silence: 5_000, somebodyWaits: true, fastPolls: 3 }, undefined],
	];
	for (const [name, input, span] of rows) {
		it(`${name}: ${span ?? 'never'}`, () => assert.equal(pace({ ...calm, ...input }, intervals, 1), span));
	}

	it('is never shortened to five minutes by what only ever makes it longer', () => {
		const slow = { ...intervals, inactive: 600_000 };
		for (const input of [{ factor: 3 }, { failures: 2 }, { factor: 3, failures: 2 }]) {
			assert.equal(pace({ ...calm, attention: 'inactive', ...input }, slow, 1), 600_000);
		}
	});

	const inputs = fc.record({
		attention: fc.constantFrom('focused', 'unfocused', 'inactive'),
		isVisible: fc.boolean(),
		somebodyWaits: fc.boolean(),
		quietFor: fc.nat(10_000_000),
		fastPolls: fc.nat(3),
		failures: fc.nat(50),
		factor: fc.double({ min: 1, max: 30, noNaN: true }),
		budgetSpan: fc.nat(100_000),
		silence: fc.option(fc.nat(10_000_000), { nil: undefined }),
		refused: fc.constant(false),
	}) as fc.Arbitrary<PaceInput>;
	const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

	it('never ends Retry-After, never pauses beyond five minutes but for it, and never hurries beyond a quick look', () => {
		fc.assert(
			fc.property(inputs, chance, (input, random) => {
				const span = pace(input, intervals, random) ?? Number.NaN;
				assert.ok(span >= (input.silence ?? 0));
				assert.ok(span <= (input.silence ?? 0) + longestPause);
				assert.ok(span >= 2_999);
				assert.ok(span >= 7_500 || input.fastPolls > 0);
			}),
		);
	});

	it('is 75 to 100 % by chance after a failure', () => {
		assert.equal(pace({ ...calm, failures: 2 }, intervals, 0), 30_000);
		assert.equal(pace({ ...calm, failures: 2 }, intervals, 0.5), 35_000);
	});

	it('differs by chance after failures and after Retry-After, so that an office does not come back in step', () => {
		for (const input of [{ failures: 2 }, { silence: 60_000 }]) {
			assert.notEqual(pace({ ...calm, ...input }, intervals, 0), pace({ ...calm, ...input }, intervals, 0.9));
		}
	});
});

describe('The visitors', () => {
	const rows = [
		['this window polls and shows them', true, { rows: true, alerts: false }, true, true],
		['this window polls, for the badge', true, { rows: false, alerts: true }, false, true],
		['another window has just read them', true, { rows: false, alerts: true }, true, false],
		['this window follows and shows them', false, { rows: true, alerts: true }, true, true],
		['this window follows', false, { rows: false, alerts: true }, false, false],
		['nothing needs them', true, { rows: false, alerts: false }, false, false],
	] as const;
	for (const [name, polls, needs, justRead, reads] of rows) {
		it(`${name}: ${reads ? 'read' : 'not read'}`, () => assert.equal(readsVisitors(polls, needs, justRead), reads));
	}
});
