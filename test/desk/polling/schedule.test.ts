// The next round of a window, from its pace, deadlines, the budget and the lease.
import assert from 'node:assert/strict';
import {
	calmSpan,
	dueLists,
	forgetsWaits,
	type OwnView,
	overduePolls,
	spanOf,
	untilNextRound,
} from '../../../src/desk/polling/schedule';
import type { PollError } from '../../../src/desk/state';
import { afterThrottled, noBackoff } from '../../../src/desk/windows/backoff';
import { budgetWindow, withCalls } from '../../../src/desk/windows/callBudget';
import { nothingShared, type Shared } from '../../../src/desk/windows/shared';

const now = Date.UTC(2026, 0, 5, 9);
const minute = 60_000;
const view: OwnView = {
	id: 'w',
	refused: false,
	checkAt: undefined,
	attention: 'inactive',
	attendedAt: now - 60 * minute,
	isVisible: false,
	needs: { rows: false, alerts: true },
	intervals: { focused: 10_000, unfocused: 30_000, inactive: 60_000 },
	budget: 120,
	spent: [],
	lastCost: 2,
	jitter: 0,
	rowsTriedAt: undefined,
	rowsError: undefined,
};
const polled: Shared = {
	...nothingShared,
	lease: { holder: 'w', beat: now, usedAt: 0, beatEvery: 4_000 },
	polledAt: now,
	changedAt: now,
	visitorsAsOf: now,
	waits: [],
};
const waits: Shared['waits'] = [['v', { since: now, atLeast: false }]];
const following: Shared = { ...polled, lease: { holder: 'another', beat: now, usedAt: 0, beatEvery: 4_000 } };
const shows = { attention: 'focused', isVisible: true, needs: { rows: true, alerts: true } } as const;

function failed(kind: PollError['kind']): PollError {
	return { kind, status: undefined, code: undefined, isServiceAnswer: true, since: now, missed: 2, retryAt: undefined };
}

describe('The window that polls', () => {
	const rows: readonly (readonly [string, Partial<Shared>, Partial<OwnView>, number | undefined])[] = [
		['nothing is the matter', {}, {}, 60_000],
		['the same for 20 minutes', { changedAt: now - 20 * minute }, {}, 120_000],
		['somebody waits', { waits }, {}, 10_000],
		['a look is left after a write', { fastPolls: 1 }, {}, 3_000],
		['throttled just now', { backoff: afterThrottled(noBackoff, undefined, now) }, {}, 84_000],
		['Retry-After', { backoff: afterThrottled(noBackoff, now + 5 * minute, now) }, {}, 5 * minute],
		['a budget of ten, two calls a poll', {}, { budget: 10, attention: 'focused' }, 62_000],
		['the agents failed twice', { pollError: failed('network') }, {}, 180_000],
		['the visitors alone failed', { visitorsError: failed('server') }, { rowsError: failed('server') }, 60_000],
		['the visitors were throttled twice', { visitorsError: failed('throttled') }, {}, 180_000],
		['the visitors are not permitted', { visitorsError: failed('forbidden') }, {}, 60_000],
		['the agents are not permitted', { pollError: failed('forbidden') }, {}, 180_000],
		['refused', {}, { refused: true }, undefined],
	];
	for (const [name, shared, own, span] of rows) {
		it(`${name}: ${span ?? 'never'}`, () =>
			assert.equal(spanOf({ ...polled, ...shared }, { ...view, ...own }, now), span));
	}
});

describe('The window that follows', () => {
	const rows: readonly (readonly [string, Partial<Shared>, number])[] = [
		['shows visitors, with the focus: the slow pace', {}, 30_000],
		['shows visitors while somebody waits: the slow pace', { waits }, 30_000],
		['shows visitors after a write: the slow pace', { fastPolls: 3 }, 30_000],
		[
			'is not slowed by what failed in the other',
			{ pollError: failed('network'), visitorsError: failed('server') },
			30_000,
		],
	];
	for (const [name, shared, span] of rows) {
		it(`${name}: ${span}`, () => assert.equal(spanOf({ ...following, ...shared }, { ...view, ...shows }, now), span));
	}

	it('backs off from what failed for itself', () => {
		assert.equal(spanOf(following, { ...view, ...shows, rowsError: failed('server') }, now), 90_000);
	});

	it('has nothing to do while it shows no visitors', () => {
		assert.equal(untilNextRound(following, { ...view, attention: 'focused', isVisible: true }, now), undefined);
		assert.deepEqual(dueLists(following, { ...view, attention: 'focused' }, now + 60 * minute), {
			agents: false,
			visitors: false,
		});
	});
});

describe('The next round', () => {
	it('comes a span after the last poll, and at once where that is long ago', () => {
		assert.equal(untilNextRound(polled, view, now + 20_000), 40_000);
		assert.equal(untilNextRound(polled, view, now + 10 * minute), 0);
	});

	it('waits for the end of Retry-After, however long ago the rows were read', () => {
		const silent = { ...polled, backoff: afterThrottled(noBackoff, now + 5 * minute, now) };
		const next = untilNextRound(silent, { ...view, ...shows, rowsTriedAt: now - 60 * minute }, now);
		assert.ok(next !== undefined && next >= 5 * minute, `${next}`);
	});

	it('comes by chance later than the end of Retry-After, wherever the last poll was: an office must not come back in step', () => {
		const silent = { ...polled, backoff: afterThrottled(noBackoff, now + 5 * minute, now) };
		const next = untilNextRound(silent, { ...view, jitter: 0.5 }, now + 4 * minute);
		assert.ok(next !== undefined && next > minute + 20_000 && next < minute + 21_000, `${next}`);
	});

	it('checks a first 401, once', () => {
		const doubtful = { ...view, checkAt: now + 5_000 };
		assert.equal(untilNextRound(polled, doubtful, now + 1_000), 4_000);
		assert.equal(dueLists(polled, doubtful, now + 4_999).agents, false);
		assert.equal(dueLists(polled, doubtful, now + 5_000).agents, true);
		const checked = { ...polled, polledAt: now + 5_000, pollError: failed('network') };
		assert.equal(dueLists(checked, doubtful, now + 6_000).agents, false);
		assert.equal(untilNextRound(checked, doubtful, now + 5_000), 180_000);
	});

	it('waits until the budget has room', () => {
		const spent = withCalls([], 119, now);
		const next = untilNextRound(polled, { ...view, spent, attention: 'focused' }, now + 20_000);
		assert.ok(next !== undefined && next >= budgetWindow - 20_000 && next <= budgetWindow - 10_000, `${next}`);
	});
});

describe('The lists that are due', () => {
	const due = (shared: Partial<Shared>, own: Partial<OwnView>, after: number) =>
		dueLists({ ...polled, ...shared }, { ...view, ...own }, now + after);

	it('are both, when a span has almost passed', () => {
		assert.deepEqual(due({}, {}, 47_000), { agents: false, visitors: false });
		assert.deepEqual(due({}, {}, 49_000), { agents: true, visitors: true });
	});

	it('are the agents alone while the visitors, which failed, rest; a clock that was set back lets them rest no longer', () => {
		const rests = (retryAt: number, kind: PollError['kind'] = 'server') =>
			due({}, { needs: shows.needs, rowsTriedAt: now, rowsError: { ...failed(kind), retryAt } }, minute);
		assert.deepEqual(rests(now + minute + 1), { agents: true, visitors: false });
		assert.deepEqual(rests(now + minute), { agents: true, visitors: true });
		assert.deepEqual(rests(now + 60 * minute), { agents: true, visitors: true });
		assert.deepEqual(rests(now + minute + 1, 'forbidden'), { agents: true, visitors: true });
	});

	it('are the agents alone after a 403 that a gateway answered: it says nothing of a permission', () => {
		const rowsError = { ...failed('forbidden'), isServiceAnswer: false, retryAt: now + minute + 1 };
		const lists = due({}, { needs: shows.needs, rowsTriedAt: now, rowsError }, minute);
		assert.deepEqual(lists, { agents: true, visitors: false });
	});

	it('are both at once for a look after a write', () => {
		assert.deepEqual(due({ fastPolls: 1 }, {}, 3_000), { agents: true, visitors: true });
	});

	it('are the agents alone where another window has just read the visitors, or nothing needs them', () => {
		assert.deepEqual(due({ visitorsAsOf: now + 40_000 }, {}, 49_000), { agents: true, visitors: false });
		assert.deepEqual(due({}, { needs: { rows: false, alerts: false } }, 49_000), { agents: true, visitors: false });
	});
});

describe('Who waits', () => {
	it('is forgotten when nobody has read the visitors for three polls and nothing needs them', () => {
		const nobody = { ...view, needs: { rows: false, alerts: false } };
		const after = 3 * calmSpan(polled, nobody, now) + 1;
		assert.equal(forgetsWaits(polled, nobody, now + after), true);
		assert.equal(forgetsWaits(polled, nobody, now + minute), false);
		assert.equal(forgetsWaits(polled, view, now + after), false);
	});
});

describe('What is overdue', () => {
	const overdue = (own: Partial<OwnView>, asOf: number) => overduePolls(polled, { ...view, ...own }, asOf, now);

	it('is counted by the pace of now, with some seconds for a read', () => {
		assert.equal(overdue({ attention: 'focused' }, now - 34_999), 2);
		assert.equal(overdue({ attention: 'focused' }, now - 35_000), 3);
		assert.equal(overdue({}, now - 35_000), 0);
	});

	it('is nothing at the moment of a return from a slower pace', () => {
		assert.equal(overdue({ attention: 'focused', attendedAt: now }, now - 59_000), 0);
	});

	it('is counted from the read by the slowest pace, however often one goes and comes', () => {
		assert.equal(overdue({ attention: 'focused', attendedAt: now }, now - 3 * minute - 5_000), 3);
	});
});
