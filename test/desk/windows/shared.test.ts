// The shared data of a site: its format, and how it is read after the clock was set and after writes.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { withWrite } from '../../../src/desk/reads/sharedChanges';
import { noDuty } from '../../../src/desk/status/duty';
import { afterThrottled, noBackoff, silentUntil } from '../../../src/desk/windows/backoff';
import { afterUnauthorized } from '../../../src/desk/windows/refusal';
import {
	clampShared,
	nothingShared,
	parseShared,
	type Shared,
	sharedText,
	signedOutText,
} from '../../../src/desk/windows/shared';
import { newestAgents } from '../../../src/desk/windows/sharedAgents';

const now = Date.UTC(2026, 0, 5, 9);
const hour = 3_600_000;

const written = { id: 'a', status: 'Online', at: now, number: 1, answered: true };

/** All numbers that may be instants. */
function instantsIn(data: unknown): readonly number[] {
	return typeof data === 'number'
		? [data]
		: typeof data === 'object'
			? Object.values(data ?? {}).flatMap(instantsIn)
			: [];
}

/** The names and types of all fields. */
function shapeOf(data: unknown): string {
	if (Array.isArray(data)) {
		return `[${data.map(shapeOf).join()}]`;
	}
	return typeof data === 'object' && data !== null
		? `{${Object.entries(data)
				.map(([key, value]) => `${key}:${shapeOf(value)}`)
				.sort()
				.join()}}`
		: (typeof data).slice(0, 1);
}

const shapeOfVersion11 =
	'{agents:[{id:s,ongoingChats:n,status:s}],agentsAsOf:n,agentsGaps:{missing:n,skipped:n},agentsRead:n,alerts:{snooze:{endsAt:n,isTimeOfDay:b,startedAt:n},toldAt:n,toldSince:n},backoff:{factor:n,factorAt:n,learnedAt:n,until:n},changedAt:n,duty:{auto:{at:n,by:s,id:s,stage:s,status:s},busyAt:n,endReminded:n,returnedAt:n,startReminded:n,timer:{endsAt:n,id:s,isAsked:b,isTimeOfDay:b,key:n,startedAt:n,status:s},usedAt:n},fastPolls:n,interruptedWaits:[{at:n,atLeast:b,id:s,lists:n,since:n}],lease:{beat:n,beatEvery:n,holder:s,usedAt:n},names:{storedAt:n,tries:{agents:{at:n,outcome:s}}},pins:[{id:s,isListed:b,leftAt:n,pinnedAt:n,triedAt:n}],pollError:{code:s,isServiceAnswer:b,kind:s,missed:n,retryAt:n,since:n},polledAt:n,readCount:n,refused:{at:n,isConfirmed:b,isRenewable:b,isUnanswered:b,secretVersion:n,since:n},renewal:{at:n,by:s,secretVersion:n},secretVersion:n,segmentAlerts:{always:[s],alwaysSince:[[s,{since:n}]],never:[s],notNeverSince:[[s,{since:n}]]},segmentCount:n,statusTimes:[{id:s,known:s,since:n,status:s}],unlisted:[{agent:{id:s,ongoingChats:n,status:s},asOf:n,id:s}],version:n,visitorsAsOf:n,visitorsError:{code:s,isServiceAnswer:b,kind:s,missed:n,retryAt:n,since:n},waits:[[s,{atLeast:b,since:n}]],writeCount:n,written:[{answered:b,at:n,id:s,number:n,status:s}]}';

describe('What windows share', () => {
	const full: Shared = {
		...nothingShared,
		secretVersion: 2,
		lease: { holder: 'w', beat: now, usedAt: 0, beatEvery: 4_000 },
		backoff: afterThrottled(noBackoff, now + 60_000, now),
		polledAt: now,
		changedAt: now,
		fastPolls: 1,
		agents: [{ id: 'a', status: 'Online', ongoingChats: 1 }],
		agentsAsOf: now,
		agentsGaps: { skipped: 1, missing: 2 },
		unlisted: [{ id: 'b', agent: { id: 'b', status: 'Away', ongoingChats: 0 }, asOf: now }],
		statusTimes: [{ id: 'a', status: 'Online', since: now, known: 'seen' }],
		duty: {
			timer: {
				key: now,
				id: 'a',
				status: 'Away',
				startedAt: now,
				endsAt: now + hour,
				isTimeOfDay: false,
				isAsked: false,
			},
			auto: { stage: 'set', at: now, by: 'w', id: 'a', status: 'Away' },
			usedAt: now,
			busyAt: now,
			returnedAt: now,
			startReminded: now,
			endReminded: now,
		},
		alerts: { snooze: { startedAt: now, endsAt: now + hour, isTimeOfDay: false }, toldAt: now, toldSince: now },
		pins: [{ id: 'v', pinnedAt: now, leftAt: now, triedAt: now, isListed: false }],
		waits: [['v', { since: now, atLeast: true }]],
		segmentCount: 1,
		segmentAlerts: {
			always: ['v'],
			never: ['u'],
			alwaysSince: [['v', { since: now }]],
			notNeverSince: [['v', { since: now }]],
		},
		interruptedWaits: [{ id: 'u', since: now, atLeast: true, at: now, lists: 1 }],
		visitorsAsOf: now,
		written: [written],
		pollError: {
			...{ kind: 'network', status: undefined, code: 'ECONNRESET', isServiceAnswer: false },
			...{ since: now, missed: 1, retryAt: now },
		},
	};

	it('survives the way through the file', () => {
		assert.equal(sharedText(parseShared(sharedText(full)) ?? nothingShared), sharedText(full));
		assert.ok(parseShared(sharedText(nothingShared)));
	});

	it('is read whole or not at all: not what is torn, nor what another version wrote', () => {
		const text = sharedText(full);
		fc.assert(fc.property(fc.nat(text.length - 1), (cut) => assert.equal(parseShared(text.slice(0, cut)), undefined)));
		for (const other of [JSON.stringify({ ...full, version: 1 }), signedOutText, 'null', '[]', '7', '\u0000']) {
			assert.equal(parseShared(other), undefined, other);
		}
	});

	it('has the shape that its version stands for: whoever changes the one raises the other', () => {
		const names = { tries: { agents: { at: now, outcome: 'read' } }, storedAt: now } as const;
		const refused = afterUnauthorized(
			undefined,
			{ secretVersion: 1, sentAt: now, isRenewable: true, isProven: false },
			now,
		);
		const all: Shared = {
			...full,
			names,
			refused,
			renewal: { by: 'w', at: now, secretVersion: 1 },
			visitorsError: full.pollError,
		};
		assert.equal(shapeOf(JSON.parse(sharedText(all))), shapeOfVersion11);
	});

	it('holds nothing from the future after a clock was set back, whichever window had it', () => {
		const instant = fc.integer({ min: now - hour, max: now + hour });
		const maybe = fc.option(instant, { nil: undefined });
		const shares: fc.Arbitrary<Shared> = fc
			.record({
				polledAt: maybe,
				changedAt: maybe,
				agentsAsOf: maybe,
				visitorsAsOf: maybe,
				lease: fc.option(
					fc.record({ holder: fc.constant('w'), beat: instant, usedAt: instant, beatEvery: fc.constant(4_000) }),
					{ nil: undefined },
				),
				refused: fc.option(
					fc.record({
						secretVersion: fc.nat(3),
						since: instant,
						at: instant,
						isConfirmed: fc.boolean(),
						isRenewable: fc.boolean(),
						isUnanswered: fc.boolean(),
					}),
					{ nil: undefined },
				),
				renewal: fc.option(fc.record({ by: fc.constant('w'), at: instant, secretVersion: fc.nat() }), {
					nil: undefined,
				}),
				unlisted: fc.array(fc.record({ id: fc.constant('b'), agent: fc.constant(undefined), asOf: instant })),
				waits: fc.array(fc.tuple(fc.constant('v'), fc.record({ since: instant, atLeast: fc.boolean() }))),
				written: fc.array(fc.record({ at: instant }).map(({ at }) => ({ ...written, at }))),
			})
			.map((part) => ({ ...nothingShared, ...part }));
		fc.assert(
			fc.property(shares, (shared) => {
				const back = clampShared(shared, now);
				assert.ok(Math.max(0, ...instantsIn(back)) <= now);
				assert.equal(clampShared(back, now), back, 'once: an instant that moved with the present would never pass');
				assert.equal(back === shared, Math.max(0, ...instantsIn(shared)) <= now);
			}),
		);
	});

	it('keeps the length of a silence that was asked for before the clock was set back', () => {
		const back = clampShared(full, now - hour);
		assert.equal(silentUntil(back.backoff, now - hour), now - hour + 60_000);
	});

	it('settles at once for every away timer, asked or not, whenever its instants are', () => {
		const timer = fc.record({
			...{ key: fc.constant(0), id: fc.constant('a'), status: fc.constant('Away') },
			...{ startedAt: fc.nat(20), endsAt: fc.nat(20), isTimeOfDay: fc.boolean() },
		});
		const asked = fc.tuple(timer, fc.option(fc.nat(20), { nil: undefined }));
		const anyTimer = fc.oneof(
			timer.map((each) => ({ ...each, isAsked: false })),
			asked.map(([each, shownAt]) => ({ ...each, isAsked: true, shownAt })),
		);
		fc.assert(
			fc.property(anyTimer, (each) => {
				const back = clampShared({ ...nothingShared, duty: { ...noDuty, timer: each } }, 10);
				assert.equal(clampShared(back, 10), back);
				assert.ok(!each.isAsked || (back.duty.timer?.endsAt ?? 0) <= 10, 'what was asked has ended');
			}),
		);
	});

	it('keeps the length of an away timer, and the time of day at which one ends, when the clock is set back', () => {
		const endOf = (shared: Shared) => clampShared(shared, now - 2 * hour).duty.timer?.endsAt;
		assert.equal(endOf(full), now - hour);
		const { timer } = full.duty;
		const untilTime = { ...full, duty: { ...full.duty, timer: timer && { ...timer, isTimeOfDay: true } } };
		assert.equal(endOf(untilTime), now + hour);
	});

	it('forgets a write after five minutes: no read under way is older, and no answer of a cache that is used', () => {
		const write = { id: 'a', status: 'Lunch', at: now, answered: true };
		const writtenAfter = (ms: number) =>
			withWrite(withWrite(full, write, now), { ...write, id: 'b', at: now + ms }, now + ms);
		const ids = ({ written }: Shared) => written.map(({ id }) => id);
		assert.deepEqual(ids(writtenAfter(299_999)), ['a', 'b']);
		assert.deepEqual(ids(writtenAfter(300_000)), ['b']);
	});

	it('keeps a written status over a list that was asked for before, and no longer', () => {
		const after = withWrite(full, { id: 'a', status: 'Lunch', at: now + 500, answered: true }, now + 500);
		assert.equal(after.agents?.[0]?.status, 'Lunch');
		const rows = [{ id: 'a', status: 'Online', ongoingChats: 1 }];
		assert.equal(newestAgents(rows, after.written, 0)[0]?.status, 'Lunch');
		assert.equal(newestAgents(rows, after.written, 1), rows);
		const unanswered = withWrite(full, { id: 'a', status: 'Lunch', at: now + 500, answered: false }, now + 500);
		assert.equal(newestAgents(rows, unanswered.written, 0), rows, 'of a write without an answer nobody knows');
		assert.equal(unanswered.agents?.[0]?.status, 'Online');
	});
});
