// How several windows handle a 401: when it counts, what they show until then, and how a refused sign-in recovers by itself.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ApiError, isApiError } from '../../../src/service/errors';
import { callsIn, type FakeWindow, first, holder, type Machine, machine, me, throttled } from '../../fixtures/windows';

const second = 1_000;
const minute = 60 * second;
const unauthorized = () => Promise.reject(new ApiError('unauthorized', { status: 401 }));
const all = ['listAgents', 'listVisitors', 'getAgent', 'getVisitor', 'setAgentStatus', 'putVariables'] as const;

/** Lets the server answer 401 to everything, or answer as usual again. */
function refuse({ server }: Machine, isRefused: boolean): void {
	for (const call of all) {
		server.meets[call] = isRefused ? unauthorized : () => Promise.resolve();
	}
}

/** Windows that have polled; one has the focus and has just polled. */
async function startWindows(windows = 3): Promise<Machine> {
	const world = machine({ windows });
	await world.clock.advance(5 * second);
	world.focus(first(world));
	await world.clock.advance(20 * second);
	await nextCall(world);
	await world.clock.advance(second);
	return world;
}

async function nextCall(world: Machine): Promise<void> {
	for (const before = world.calls(); world.calls() === before; ) {
		await world.clock.advance(100);
	}
}

const asksToSignIn = (world: Machine) => world.windows.map((window) => kindOf(window, world) === 'unauthorized');
const kindOf = (window: FakeWindow, world: Machine) =>
	world.state(window).pollError?.kind ?? world.state(window).visitorsError?.kind;

async function refused(windows = 3): Promise<Machine> {
	const world = await startWindows(windows);
	refuse(world, true);
	await world.clock.advance(20 * second);
	assert.ok(asksToSignIn(world).every(Boolean));
	return world;
}

const isUnauthorized = (reason: unknown) => isApiError(reason) && reason.kind === 'unauthorized';

describe('A 401', () => {
	it('alone says nothing: the data stays, nobody is asked to sign in, and the next look is seconds later', async () => {
		const world = await startWindows();
		refuse(world, true);
		await nextCall(world);
		refuse(world, false);
		const { agentsAsOf } = world.state(first(world));
		for (let ms = 0; ms < 4 * second; ms += 100) {
			await world.clock.advance(100);
			assert.ok(world.windows.every((window) => kindOf(window, world) === undefined && !world.stale(window)));
		}
		assert.ok(world.windows.every((window) => world.state(window).me.agent));
		await world.clock.advance(3 * second);
		assert.ok((world.state(first(world)).agentsAsOf ?? 0) > (agentsAsOf ?? 0));
	});

	it('counts for all windows once a second one confirms it five seconds later, and not before', async () => {
		const world = await startWindows();
		refuse(world, true);
		await nextCall(world);
		await world.clock.advance(4.5 * second);
		assert.deepEqual(asksToSignIn(world), [false, false, false]);
		await world.clock.advance(3 * second);
		assert.deepEqual(asksToSignIn(world), [true, true, true]);
		assert.equal(holder(world), undefined);
	});

	it('is not confirmed by one of the same moment, in whatever window', async () => {
		const world = await startWindows();
		refuse(world, true);
		await nextCall(world);
		for (let n = 0; n < 3; n++) {
			const refreshes = Promise.all(
				world.windows.map((window) => assert.rejects(window.desk.refresh(), isUnauthorized)),
			);
			await world.clock.advance(1.3 * second);
			await refreshes;
			assert.deepEqual(asksToSignIn(world), [false, false, false]);
		}
	});

	it('is over if another window is accepted meanwhile', async () => {
		const world = await startWindows();
		refuse(world, true);
		await nextCall(world);
		refuse(world, false);
		const refresh = (world.windows[2] as FakeWindow).desk.refresh();
		await world.clock.advance(second);
		await refresh;
		refuse(world, true);
		await world.clock.advance(4 * second); // the check would be due now
		assert.deepEqual(asksToSignIn(world), [false, false, false]);
	});

	it('for the visitors alone is no refusal: the sign-in was accepted for the agents', async () => {
		const world = await startWindows(2);
		first(world).visibility = { agents: true, visitors: true, panel: false };
		first(world).desk.reschedule();
		await world.clock.advance(10 * second);
		world.server.meets.listVisitors = unauthorized;
		await nextCall(world);
		await world.clock.advance(second);
		assert.equal(world.state(first(world)).visitorsError, undefined);
		assert.equal((JSON.parse(world.disk.files.get('s') ?? '') as { refused?: unknown }).refused, undefined);
		await world.clock.advance(3 * minute);
		assert.equal(world.state(first(world)).pollError, undefined);
		assert.equal(world.state(first(world)).visitorsError?.kind, 'unauthorized');
	});

	it('to an act of the user is told at once, and is no refusal of the sign-in', async () => {
		const world = await startWindows();
		refuse(world, true);
		await nextCall(world);
		const { desk } = first(world);
		const edit = { name: 'plan', value: 'gold', url: '', base: undefined };
		const acts = Promise.all([
			assert.rejects(desk.variables.save('v1', [edit]), isUnauthorized), // a rejected save leaves the drafts as they are
			assert.rejects(desk.setMyStatus('Away'), isUnauthorized),
		]);
		await world.clock.advance(second);
		await acts;
		assert.deepEqual(asksToSignIn(world), [false, false, false]);
		refuse(world, false);
		const save = desk.variables.save('v1', [edit]);
		await world.clock.advance(second);
		assert.equal((await save).kind, 'saved');
	});

	it('that is being checked when the user signs out is checked no more', async () => {
		const world = await startWindows(2);
		refuse(world, true);
		await nextCall(world);
		world.disk.files.set('s', JSON.stringify({ signedOut: true }));
		const gone: FakeWindow[] = [];
		world.onGone = (window) => {
			gone.push(window);
			void window.desk.dispose();
		};
		const closed = first(world).desk.dispose();
		await world.clock.advance(2 * second);
		await closed;
		assert.deepEqual(gone, [world.windows[1]]);
		assert.equal(await callsIn(20 * minute, world), 0);
	});
});

describe('A refused sign-in', () => {
	it('is tried once in five minutes by all windows together, without a word, and recovers in all of them', async () => {
		const world = await refused(4);
		const linesOf = () => world.windows.flatMap(({ log }) => log.lines.filter((line) => !line.startsWith('debug')));
		const lines = linesOf();
		const calls = await callsIn(3 * 60 * minute, world);
		assert.ok(calls >= 33 && calls <= 36, `${calls} attempts in three hours`);
		assert.ok(asksToSignIn(world).every(Boolean));
		const told = linesOf().length - lines.length;
		assert.ok(told <= world.windows.length, `${told} lines in the log`);
		refuse(world, false);
		await world.clock.advance(5 * minute + 5 * second);
		assert.ok(world.windows.every((window) => kindOf(window, world) === undefined));
		assert.ok((await callsIn(minute, world)) >= 3, 'polls go on');
	});

	it('is tried once, not by each window, when the user comes back', async () => {
		const world = await refused();
		world.focus(undefined);
		await world.clock.advance(minute);
		const { calls } = world.server;
		const before = calls.listAgents;
		for (const window of world.windows) {
			world.focus(window);
			await world.clock.advance(2 * second);
		}
		assert.equal(calls.listAgents - before, 1);
		assert.equal(await callsIn(4 * minute, world), 0);
		world.focus(undefined);
		refuse(world, false);
		world.focus(world.windows[1]);
		await world.clock.advance(5 * second);
		assert.ok(world.windows.every((window) => kindOf(window, world) === undefined));
	});

	it('is tried soon while there is no network, and once when the machine wakes', async () => {
		const world = await refused();
		world.server.meets.listAgents = () => Promise.reject(new ApiError('network', { code: 'ENETUNREACH' }));
		world.clock.jump(2 * minute);
		assert.equal(await callsIn(10 * second, world), 1);
		refuse(world, false);
		await world.clock.advance(30 * second);
		assert.ok(world.windows.every((window) => kindOf(window, world) === undefined));
	});

	it('is not tried before the end of a Retry-After, nor beyond the budget', async () => {
		const world = await refused();
		const until = world.clock.now() + 20 * minute;
		world.server.meets.setAgentStatus = throttled(until);
		const set = assert.rejects(first(world).desk.setMyStatus('Away'));
		await world.clock.advance(second);
		await set;
		world.focus(world.windows[2]);
		assert.equal(await callsIn(until - world.clock.now() - second, world), 0);
		world.disk.files.set('calls', JSON.stringify({ version: 1, spent: [{ at: until - 2 * minute, calls: 500 }] }));
		assert.equal(await callsIn(3 * minute, world), 0);
		assert.equal(await callsIn(10 * second, world), 1);
	});

	it('is over for all with the first answer that a refresh brings', async () => {
		const world = await refused();
		refuse(world, false);
		const refresh = (world.windows[1] as FakeWindow).desk.refresh();
		await world.clock.advance(3 * second);
		await refresh;
		assert.ok(world.windows.every((window) => kindOf(window, world) === undefined));
	});
});

describe('However long a 401 lasts', () => {
	const focus = fc.record({
		window: fc.option(fc.nat(3), { nil: undefined }),
		ms: fc.integer({ min: 1, max: 40_000 }),
	});

	it('one shorter than the check asks nobody to sign in; a longer one asks in every window; and all recover', () =>
		fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 4 }),
				fc.oneof(fc.integer({ min: 1, max: 4_900 }), fc.integer({ min: 90_000, max: 1_200_000 })),
				fc.array(focus, { maxLength: 8 }),
				async (windows, span, steps) => {
					const world = machine({ windows });
					await world.clock.advance(30 * second);
					for (const { window, ms } of steps) {
						world.focus(window === undefined ? undefined : world.windows[window % windows]);
						await world.clock.advance(ms);
					}
					refuse(world, true);
					const asked = new Set<number>();
					const from = world.calls();
					for (let ms = 0; ms < span; ms += 100) {
						await world.clock.advance(Math.min(100, span - ms));
						for (const [n, asks] of asksToSignIn(world).entries()) {
							asked.add(asks ? n : -1);
						}
						asked.delete(-1);
					}
					if (span < 5_000) {
						assert.equal(asked.size, 0);
					} else {
						assert.equal(asked.size, windows);
						const calls = world.calls() - from;
						// The first poll and its check read up to two lists each, in each window; then one call in five minutes.
						assert.ok(calls <= 4 * windows + span / (5 * minute) + 1, `${calls} calls in ${span} ms`);
					}
					refuse(world, false);
					await world.clock.advance(5 * minute + 10 * second);
					assert.ok(world.windows.every((window) => kindOf(window, world) === undefined && !world.stale(window)));
					assert.equal(world.state(first(world)).me.id, me);
				},
			),
			{ numRuns: 15 },
		));
});
