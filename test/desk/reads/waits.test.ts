// Since when each visitor has been waiting, computed from the changed rows only.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type NewList, observeWaits, type Waits } from '../../../src/desk/reads/waits';
import type { Visitor } from '../../../src/service/model';
import { visitor } from '../../present/worlds';

const statuses = ['waitingForChat', 'transferring', 'chatting', 'inSite'];

const row = fc.tuple(fc.nat(15), fc.constantFrom(...statuses)).map(([id, status]) => visitor(`v${id}`, status));

/** Changes of a list: rows that replace others, are added, are removed, or are in it twice. */
const life = fc.array(fc.tuple(fc.array(row, { maxLength: 4 }), fc.nat(20), fc.nat(3), fc.boolean()), {
	minLength: 10,
	maxLength: 40,
});

const none: Waits = { waits: new Map(), interrupted: [] };

function whole(visitors: readonly Visitor[], last?: readonly Visitor[]): NewList {
	return { visitors, last, isPartial: false, wasPartial: false, isFirst: false };
}

describe('The waits', () => {
	it('are those that a look at all rows of each list gives (200 random lives)', () => {
		fc.assert(
			fc.property(life, (steps) => {
				let list: readonly Visitor[] = [];
				let waits = none;
				let now = 0;
				for (const [rows, place, gone, isDouble] of steps) {
					now += 10_000;
					const fresh = new Map(rows.map((each) => [each.id, each]));
					const next = [...list.map((each) => fresh.get(each.id) ?? each)];
					next.splice(place, gone);
					const known = new Set(next.map(({ id }) => id));
					next.push(...rows.filter(({ id }) => isDouble || !known.has(id)));
					const expected = observeWaits(waits, whole([...next]), now);
					waits = observeWaits(waits, whole(next, list), now);
					assert.deepEqual([...waits.waits].sort(), [...expected.waits].sort());
					assert.deepEqual(
						waits.interrupted.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
						expected.interrupted.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
					);
					list = next;
				}
			}),
			{ numRuns: 200 },
		);
	});

	it('go on over two lists, however far apart, or thirty seconds, however many lists, and no longer', () => {
		const waiting = [visitor('a', 'waitingForChat')];
		const since = (pause: number, gone: number) => {
			let now = 0;
			let waits = observeWaits(none, whole(waiting), now);
			for (let n = 0; n <= gone; n++) {
				now += pause;
				waits = observeWaits(waits, whole(n < gone ? [] : waiting), now);
			}
			return waits.waits.get('a')?.since;
		};
		assert.deepEqual([since(60_000, 2), since(3_000, 8)], [0, 0]);
		assert.deepEqual([since(60_000, 3), since(10_000, 5)], [240_000, 60_000]);
	});

	it('are the same map while nobody begins or ends to wait', () => {
		const first = [visitor('a', 'waitingForChat'), visitor('b', 'inSite')];
		const before = observeWaits(none, { ...whole(first), isFirst: true }, 0);
		const second = [{ ...first[0], name: 'Ann' } as Visitor, visitor('b', 'chatting')];
		assert.equal(observeWaits(before, whole(second, first), 1).waits, before.waits);
		assert.equal(observeWaits(before, whole(second), 1).waits, before.waits);
	});

	it('go on while partial lists lack the visitor, for ten minutes, and then as over any gap', () => {
		const waiting = [visitor('a', 'waitingForChat')];
		const since = (minutes: number, whileAway: readonly Visitor[]) => {
			let now = 0;
			let waits = observeWaits(none, whole(waiting), now);
			for (let n = 0; n < minutes; n++) {
				now += 60_000;
				waits = observeWaits(waits, { ...whole(whileAway), isPartial: true }, now);
			}
			for (let n = 0; n < 2; n++) {
				now += 60_000;
				waits = observeWaits(waits, whole([]), now);
			}
			return observeWaits(waits, whole(waiting), now + 60_000).waits.get('a')?.since;
		};
		assert.equal(since(9, []), 0);
		assert.equal(since(13, []), 16 * 60_000);
		assert.equal(since(9, [visitor('a', 'chatting')]), 12 * 60_000, 'the list has the visitor, who does not wait');
	});

	it('may have begun earlier if the list before was partial and lacked the visitor', () => {
		const last = [visitor('a', 'inSite')];
		const next = [visitor('a', 'waitingForChat'), visitor('b', 'waitingForChat')];
		const { waits } = observeWaits(none, { ...whole(next, last), wasPartial: true }, 5);
		assert.deepEqual(
			[...waits],
			[
				['a', { since: 5, atLeast: false }],
				['b', { since: 5, atLeast: true }],
			],
		);
	});
});
