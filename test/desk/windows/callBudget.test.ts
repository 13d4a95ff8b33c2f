// The parts that make a good citizen, each alone: the budget, what throttling teaches, the lease, and the text that windows share.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { afterThrottled, clampedBackoff, factorNow, noBackoff, silentUntil } from '../../../src/desk/windows/backoff';
import {
	budgetWindow,
	type CallSlot,
	callsSpent,
	clampedCalls,
	roomAt,
	spanWithin,
	withCalls,
} from '../../../src/desk/windows/callBudget';
import { deadAfter, isHeldByAnother, type Lease, leaseAfter } from '../../../src/desk/windows/lease';
import {
	clampedShared,
	newestAgents,
	nothingShared,
	parseShared,
	type Shared,
	sharedText,
	withWrite,
} from '../../../src/desk/windows/shared';

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

describe('Throttling', () => {
	it('is obeyed until the instant named, the latest of several', () => {
		const twice = afterThrottled(afterThrottled(noBackoff, now + 60_000, now), now + 30_000, now + 1_000);
		assert.equal(silentUntil(twice, now + 59_999), now + 60_000);
		assert.equal(silentUntil(twice, now + 60_000), undefined);
	});

	it('without an instant silences nobody, but teaches', () => {
		const after = afterThrottled(noBackoff, undefined, now);
		assert.equal(silentUntil(after, now), undefined);
		assert.ok(factorNow(after, now) > 1.2);
	});

	it('teaches once a moment, up to a limit, and recovers by half in an hour', () => {
		const once = afterThrottled(noBackoff, undefined, now);
		assert.equal(factorNow(afterThrottled(once, undefined, now + 1_000), now), factorNow(once, now));
		let many = once;
		for (let n = 1; n < 100; n++) {
			many = afterThrottled(many, undefined, now + n * 60_000);
		}
		const last = now + 99 * 60_000;
		const most = factorNow(many, last);
		assert.ok(most > 20 && most <= 30);
		assert.ok(Math.abs(factorNow(many, last + hour) - most / 2) < 1);
		assert.equal(factorNow(many, last + 24 * hour), 1);
	});

	it('lasts as long as it was asked for where the clock goes back', () => {
		const after = clampedBackoff(afterThrottled(noBackoff, now + 60_000, now), now - hour);
		assert.equal(silentUntil(after, now - hour), now - hour + 60_000);
		assert.equal(clampedBackoff(after, now - hour), after);
	});
});

describe('The lease', () => {
	const lease: Lease = { holder: 'a', beat: now, usedAt: now - 60_000 };
	const me = { id: 'b', usedAt: undefined, refused: false };
	const rows: readonly (readonly [
		string,
		Lease | undefined,
		Partial<typeof me> | { usedAt: number },
		number,
		string | undefined,
	])[] = [
		['free', undefined, {}, now, 'b'],
		['free, but we are refused', undefined, { refused: true }, now, undefined],
		['another’s', lease, {}, now, 'a'],
		['another’s who has been silent for just under 10 s', lease, {}, now + deadAfter - 1, 'a'],
		['another’s who has been silent for 10 s', lease, {}, now + deadAfter, 'b'],
		['from the future', lease, {}, now - deadAfter, 'b'],
		['another’s, and we are in use since later', lease, { usedAt: now - 1_000 }, now, 'b'],
		['another’s, and we were in use before', lease, { usedAt: now - 90_000 }, now, 'a'],
		['silent, but we are refused', lease, { refused: true }, now + hour, 'a'],
		['our own', { ...lease, holder: 'b' }, {}, now + 5_000, 'b'],
		['our own, and we are refused', { ...lease, holder: 'b' }, { refused: true }, now, undefined],
	];
	for (const [name, before, candidate, instant, holder] of rows) {
		it(`${name}: ${holder === 'b' ? 'taken' : holder === 'a' ? 'left alone' : 'nobody’s'}`, () =>
			assert.equal(leaseAfter(before, { ...me, ...candidate }, instant)?.holder, holder));
	}

	it('says since when its holder is in use: at once when the user comes back, and still when the user has gone', () => {
		const used = leaseAfter(undefined, { ...me, usedAt: now }, now);
		assert.equal(leaseAfter(used, { ...me, usedAt: now + 1_000 }, now + 1_000)?.usedAt, now + 1_000);
		assert.equal(leaseAfter(used, me, now + 5_000)?.usedAt, now);
	});

	it('is held by another only while that one shows that it lives', () => {
		assert.equal(isHeldByAnother(lease, 'b', now + deadAfter - 1), true);
		assert.equal(isHeldByAnother(lease, 'b', now + deadAfter), false);
		assert.equal(isHeldByAnother(lease, 'a', now), false);
	});

	it('beats only when the last beat is old', () => {
		const own = leaseAfter(undefined, me, now);
		assert.equal(leaseAfter(own, me, now + 3_999), own);
		assert.equal(leaseAfter(own, me, now + 4_000)?.beat, now + 4_000);
	});
});

describe('What windows share', () => {
	const full: Shared = {
		...nothingShared,
		secretVersion: 2,
		lease: { holder: 'w', beat: now, usedAt: 0 },
		backoff: afterThrottled(noBackoff, now + 60_000, now),
		polledAt: now,
		changedAt: now,
		fastPolls: 1,
		agents: [{ id: 'a', status: 'Online', ongoingChats: 1 }],
		agentsAsOf: now,
		unlisted: [{ id: 'b', status: 'Away', ongoingChats: 0, asOf: now }],
		waits: [['v', { since: now, atLeast: true }]],
		visitorsAsOf: now,
		written: [{ id: 'a', status: 'Online', at: now, turn: 1, answered: true }],
		pollError: { kind: 'network', status: undefined, code: 'ECONNRESET', since: now, missed: 1, retryAt: now },
	};

	it('survives the way through the file', () => {
		assert.deepEqual(JSON.parse(JSON.stringify(parseShared(sharedText(full)))), JSON.parse(sharedText(full)));
		assert.ok(parseShared(sharedText(nothingShared)));
	});

	it('is whole or not taken, whatever stands in the file', () => {
		const text = sharedText(full);
		fc.assert(
			fc.property(fc.nat(text.length - 1), fc.anything(), fc.constantFrom(...Object.keys(full)), (cut, value, key) => {
				assert.equal(parseShared(text.slice(0, cut)), undefined);
				const odd = parseShared(JSON.stringify({ ...JSON.parse(text), [key]: value ?? null }));
				// Taken or not, nothing that is used with it throws.
				clampedShared(odd ?? full, now - hour);
			}),
		);
		assert.equal(parseShared(JSON.stringify({ ...JSON.parse(text), version: 2 })), undefined);
	});

	it('holds nothing from the future after a clock was set back', () => {
		const back = clampedShared(full, now - hour);
		assert.equal(clampedShared(back, now - hour), back);
		assert.equal(back.polledAt, now - hour);
		assert.equal(back.unlisted[0]?.asOf, now - hour);
		assert.equal(back.waits?.[0]?.[1].since, now - hour);
		assert.equal(clampedShared(full, now), full);
	});

	it('holds nothing from the future whichever of it alone is from there', () => {
		const later: readonly Partial<Shared>[] = [
			{ lease: { holder: 'w', beat: now, usedAt: 0 } },
			{ lease: { holder: 'w', beat: 0, usedAt: now } },
			{ backoff: { ...noBackoff, until: now + 60_000, learnedAt: now } },
			{ backoff: { ...noBackoff, factor: 2, factorAt: now } },
			{ polledAt: now },
			{ changedAt: now },
			{ agentsAsOf: now },
			{ visitorsAsOf: now },
			{ unlisted: [{ id: 'b', status: 'Away', ongoingChats: 0, asOf: now }] },
			{ written: [{ id: 'a', status: 'Online', at: now, turn: 1, answered: true }] },
		];
		for (const part of later) {
			const shared = { ...nothingShared, ...part };
			const back = clampedShared(shared, now - hour);
			assert.notDeepEqual(back, shared, JSON.stringify(part));
			assert.equal(clampedShared(back, now - hour), back);
		}
	});

	it('forgets a write after two minutes: no read under way is older', () => {
		const note = { id: 'a', status: 'Lunch', at: now, answered: true };
		const writtenAfter = (ms: number) =>
			withWrite(withWrite(full, note, now), { ...note, id: 'b', at: now + ms }, now + ms);
		const ids = ({ written }: Shared) => written.map(({ id }) => id);
		assert.deepEqual(ids(writtenAfter(119_999)), ['a', 'b']);
		assert.deepEqual(ids(writtenAfter(120_000)), ['b']);
	});

	it('keeps a written status over a list that was asked for before, and no longer', () => {
		const written = withWrite(full, { id: 'a', status: 'Lunch', at: now + 500, answered: true }, now + 500);
		assert.equal(written.agents?.[0]?.status, 'Lunch');
		const rows = [{ id: 'a', status: 'Online', ongoingChats: 1 }];
		assert.equal(newestAgents(rows, written.written, 0)[0]?.status, 'Lunch');
		assert.equal(newestAgents(rows, written.written, 1), rows);
		const unanswered = withWrite(full, { id: 'a', status: 'Lunch', at: now + 500, answered: false }, now + 500);
		assert.equal(newestAgents(rows, unanswered.written, 0), rows, 'of a write without an answer nobody knows');
		assert.equal(unanswered.agents?.[0]?.status, 'Online');
	});
});
