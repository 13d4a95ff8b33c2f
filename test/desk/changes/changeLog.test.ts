// Rules for what changed in a session: what is an entry, what is a gap, and what is never kept.
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { createChangeLog, longestSpan, mostChanges } from '../../../src/desk/changes/changeLog';
import { manyRows } from '../../../src/desk/changes/visitorChanges';
import type { DeskState } from '../../../src/desk/state';
import type { Visitor } from '../../../src/service/model';
import { agent, failedPoll, histories, now, state, visitor } from '../../present/worlds';

/** In ms. */
const poll = 10_000;

/** The state after some polls of which neither list came. */
function failures(missed: number) {
	const error = failedPoll('timeout', missed);
	return { missed, pollError: error, visitorsError: error };
}
const noFailures = { missed: 0, pollError: undefined, visitorsError: undefined };

/** A log and the state that it sees. */
function observed(first: Partial<DeskState> = {}) {
	const log = createChangeLog();
	let current = state({ agents: undefined, agentsAsOf: undefined, ...first });
	let time = now;
	log.observe(current, time);
	return {
		log,
		/** A new state after some ms; without an answer unless one is given. */
		after(parts: Partial<DeskState>, span = poll) {
			time += span;
			current = { ...current, ...parts };
			log.observe(current, time);
		},
		/** An answer with these visitors after some ms. */
		answer(visitors: readonly Visitor[], span = poll, parts: Partial<DeskState> = {}) {
			this.after({ visitors, visitorsAsOf: time + span, ...noFailures, ...parts }, span);
		},
		/** The entries without the first, from the oldest on. */
		entries: () => log.changes.slice(1).map(textOf),
		get time() {
			return time;
		},
	};
}

function textOf(change: ReturnType<typeof createChangeLog>['changes'][number]): string {
	switch (change.kind) {
		case 'gap':
			return `gap of ${change.of}: ${change.from - now}–${change.until - now}`;
		case 'began':
		case 'many':
			return `${change.kind} ${change.count}`;
		case 'incomplete':
			return change.kind;
		case 'agentStatus':
			return `${change.agent} ${change.from}→${change.to}`;
		case 'status':
			return `${change.who.id} ${change.from}→${change.to}`;
		case 'page':
			return `${change.who.id} on ${change.to}`;
		case 'variable':
			return `${change.who.id} ${change.name}: ${change.from}→${change.to}`;
		case 'moreVariables':
			return `${change.who.id} ${change.count} more`;
		default:
			return `${change.who.id} ${change.kind}`;
	}
}

const named = (values: Readonly<Record<string, string>>) =>
	Object.entries(values).map(([name, value]) => ({ name, value, url: '' }));

describe('What changed in a session', () => {
	it('are arrivals, departures, statuses, pages, variables and the statuses of agents; the first list is none', () => {
		const [a, b] = [
			visitor('a', 'inSite'),
			visitor('b', 'inSite', { customVariableResults: named({ x: '1', y: '2' }) }),
		];
		const world = observed({ visitors: [a, b], agents: [agent('g', 'Online')], agentsAsOf: now });
		assert.deepEqual(world.log.changes.map(textOf), ['began 2']);
		const busy = visitor('b', 'chatting', {
			currentBrowsing: '/cart',
			customVariableResults: named({ y: '3', z: '' }),
		});
		world.answer([busy, visitor('c', 'inSite')], poll, { agents: [agent('g', 'Away')], agentsAsOf: now + poll });
		assert.deepEqual(world.entries(), [
			'b inSite→chatting',
			'b on /cart',
			'b y: 2→3',
			'b z: undefined→',
			'b x: 1→undefined',
			'c arrived',
			'a left',
			'g Online→Away',
		]);
	});

	it('say of a visitor after many lists what the lists say (200 random histories)', () => {
		fc.assert(
			fc.property(histories, (worlds) => {
				const [first, ...later] = worlds.map(({ visitors = [] }) => visitors);
				const world = observed({ visitors: first ?? [] });
				const statuses = new Map((first ?? []).map(({ id, status }) => [id, status]));
				for (const visitors of later) {
					world.answer(visitors);
				}
				for (const change of world.log.changes) {
					if (change.kind === 'arrived') {
						assert.ok(!statuses.has(change.who.id));
						statuses.set(change.who.id, later.flat().find(({ id }) => id === change.who.id)?.status ?? '');
					} else if (change.kind === 'left') {
						assert.ok(statuses.delete(change.who.id));
					} else if (change.kind === 'status') {
						statuses.set(change.who.id, change.to);
					}
				}
				assert.deepEqual([...statuses.keys()].sort(), (later.at(-1) ?? []).map(({ id }) => id).sort());
			}),
			{ numRuns: 200 },
		);
	});

	it('are none where a list only has a visitor twice, another order or no news', () => {
		const [a, b] = [visitor('a', 'inSite'), visitor('b', 'inSite')];
		const world = observed({ visitors: [a, b] });
		for (const list of [
			[b, a],
			[a, b, { ...a }],
			[{ ...a }, a, b],
			[a, b],
			[{ ...a, pageViews: 7 }, b],
		]) {
			world.answer(list);
		}
		assert.deepEqual(world.entries(), []);
	});

	it('leave out arrivals and departures while the list lacks visitors, and say so once', () => {
		const [a, b] = [visitor('a', 'inSite'), visitor('b', 'inSite')];
		const world = observed({ visitors: [a, b] });
		world.answer([a], poll, { visitorsGaps: { skipped: 1 } });
		world.answer([{ ...a, status: 'chatting' }], poll);
		world.answer([a, b], poll, { visitorsGaps: undefined });
		world.answer([a], poll);
		assert.deepEqual(world.entries(), ['incomplete', 'a inSite→chatting', 'a chatting→inSite', 'b left']);
	});

	it('are no departure and no arrival of a visitor whom one or two lists lack, but what changed meanwhile', () => {
		const [a, b] = [visitor('a', 'inSite', { visitTime: now - 60_000 }), visitor('b', 'inSite')];
		const world = observed({ visitors: [a, b] });
		world.answer([b]);
		assert.deepEqual(world.entries(), ['a left'], 'as far as is known now');
		world.answer([b, { ...a, status: 'chatting' }]);
		assert.deepEqual(world.entries(), ['a inSite→chatting']);
		world.answer([b]);
		world.answer([b]);
		world.answer([b, { ...a, status: 'chatting' }]);
		assert.deepEqual(world.entries(), ['a inSite→chatting']);
	});

	it('are both for who comes back later, for another visit, or after a gap', () => {
		const a = visitor('a', 'inSite', { visitTime: now - 60_000 });
		const world = observed({ visitors: [a] });
		for (let n = 0; n < 4; n++) {
			world.answer([]);
		}
		world.answer([a]);
		world.answer([]);
		world.answer([{ ...a, visitTime: world.time }]);
		world.answer([]);
		world.answer([{ ...a, visitTime: world.time }], longestSpan + 1);
		assert.deepEqual(
			world.entries().map((entry) => entry.replace(/:.*/, '')),
			['a left', 'a arrived', 'a left', 'a arrived', 'a left', 'gap of visitors', 'a arrived'],
		);
	});

	it('are the newest 500, whatever came, and a flood is only counted', () => {
		const world = observed();
		for (let n = 0; n < 4; n++) {
			world.answer(Array.from({ length: 200 }, (_, row) => visitor(`${n}-${row}`, 'inSite')));
		}
		assert.equal(world.log.changes.length, mostChanges);
		assert.ok(world.log.isCut);
		assert.equal(world.entries().at(-1), '2-199 left');
		world.answer(Array.from({ length: manyRows + 1 }, (_, row) => visitor(`x${row}`, 'inSite')));
		assert.equal(world.entries().at(-1), `many ${manyRows + 1}`);
	});

	it('list few variables of one visitor, and no long text', () => {
		const world = observed({ visitors: [visitor('a', 'inSite')] });
		const values = named(Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`v${n}`, 'x'.repeat(9000)])));
		world.answer([visitor('a', 'inSite', { customVariableResults: values, name: 'n'.repeat(9000) })]);
		assert.equal(world.log.changes.length, 12);
		assert.equal(world.entries().at(-1), 'a 4990 more');
		assert.ok(JSON.stringify(world.log.changes).length < 10_000);
	});

	it('go on after a new sign-in, with the gap before it', () => {
		const a = visitor('a', 'inSite');
		const world = observed({ visitors: [a] });
		world.after({ pollError: failedPoll('unauthorized') });
		world.after({ visitors: undefined, visitorsAsOf: undefined, pollError: undefined }); // the next desk
		world.answer([{ ...a, status: 'chatting' }]);
		assert.deepEqual(world.entries(), ['gap of visitors: 0–30000', 'a inSite→chatting']);
	});
});

describe('A gap', () => {
	it('is stated from three missed polls on, and after a longer time without an answer, as a sleep is', () => {
		const a = visitor('a', 'inSite');
		const world = observed({ visitors: [a] });
		world.after(failures(2));
		world.answer([a]);
		assert.deepEqual(world.entries(), []);
		world.after(failures(3));
		world.answer([a]);
		assert.deepEqual(world.entries(), ['gap of visitors: 20000–40000']);
		world.answer([a], longestSpan);
		assert.equal(world.entries().length, 1);
		world.answer([visitor('b', 'inSite')], longestSpan + 1);
		assert.deepEqual(world.entries().slice(1), [`gap of visitors: 160000–${280_001}`, 'b arrived', 'a left']);
	});

	it('ends with the first answer, also while the state still has the failures before it', () => {
		const a = visitor('a', 'inSite');
		const world = observed({ visitors: [a] });
		world.after(failures(3));
		world.answer([a], poll, failures(3));
		world.after(failures(3), 0);
		world.after(noFailures, 0);
		world.answer([a]);
		world.after(failures(3));
		world.answer([a]);
		assert.deepEqual(world.entries(), ['gap of visitors: 0–20000', 'gap of visitors: 30000–50000']);
	});

	it('goes on where nothing changed between two of them', () => {
		const a = visitor('a', 'inSite');
		const world = observed({ visitors: [a] });
		world.answer([a], 200_000);
		world.answer([a], 200_000);
		assert.deepEqual(world.entries(), ['gap of visitors: 0–400000']);
	});

	it('is stated of the agents alone where only they are missing', () => {
		const world = observed({ visitors: [], agents: [agent('g', 'Online')], agentsAsOf: now });
		for (let n = 1; n <= 20; n++) {
			world.answer([]);
		}
		world.after({ agents: [agent('g', 'Away')], agentsAsOf: world.time });
		assert.deepEqual(world.entries(), ['gap of agents: 0–200000', 'g Online→Away']);
	});

	it('is not lost and not made up by a clock that was set back', () => {
		const a = visitor('a', 'inSite');
		const world = observed({ visitors: [a] });
		world.answer([a], -3_600_000);
		assert.deepEqual(world.entries(), []);
		world.after(failures(3));
		world.after({ visitorsAsOf: now - 7_200_000 }, -3_600_000); // no answer
		assert.deepEqual(world.entries(), []);
		world.answer([{ ...a, status: 'chatting' }]);
		assert.equal(world.entries().length, 2);
		assert.match(world.entries()[0] ?? '', /^gap of visitors/);
	});

	it('accounts for every time without an answer, whatever happens (300 random sessions)', () => {
		const event = fc.oneof(
			fc.record({ kind: fc.constant('answer' as const), span: fc.integer({ min: 1000, max: 400_000 }) }),
			fc.record({ kind: fc.constant('failure' as const), span: fc.integer({ min: 1000, max: 60_000 }) }),
		);
		fc.assert(
			fc.property(fc.array(event, { maxLength: 30 }), (events) => {
				const world = observed({ visitors: [] });
				const expected: (readonly [number, number])[] = [];
				let last = now;
				let missed = 0;
				for (const { kind, span } of events) {
					if (kind === 'failure') {
						missed++;
						world.after(failures(missed), span);
						continue;
					}
					world.answer([], span);
					if (missed >= 3 || world.time - last > longestSpan) {
						expected.push([last, world.time]);
					}
					[last, missed] = [world.time, 0];
				}
				const stated = world.log.changes.flatMap((change) =>
					change.kind === 'gap' ? [[change.from, change.until]] : [],
				);
				assert.ok(
					expected.every(([from, until]) => stated.some(([start = 0, end = 0]) => start <= from && until <= end)),
				);
				const sum = (list: readonly (readonly number[])[]) => list.reduce((all, [a = 0, b = 0]) => all + b - a, 0);
				assert.equal(sum(stated), sum(expected));
			}),
			{ numRuns: 300 },
		);
	});
});
