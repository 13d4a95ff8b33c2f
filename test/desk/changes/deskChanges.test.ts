// What a desk remembers of the changes that its polls saw.
import assert from 'node:assert/strict';
import { longestSpan } from '../../../src/desk/changes/changeLog';
import { noDataSince } from '../../../src/present/changes/changesText';
import { ApiError } from '../../../src/service/errors';
import { agent, visitor } from '../../fixtures/fakeServer';
import { first, machine, me, nothingVisible, throttled } from '../../fixtures/windows';

const minute = 60_000;

describe('What a window saw change', () => {
	function watching() {
		const world = machine({ windows: 1 });
		const window = first(world);
		window.visibility = { ...nothingVisible, visitors: true };
		world.focus(window);
		const kinds = () => window.desk.changeLog.changes.map(({ kind }) => kind);
		return { world, kinds, desk: window.desk };
	}

	it('is there when the listeners are called, for visitors and agents', async () => {
		const { world, kinds } = watching();
		await world.clock.advance(minute);
		assert.deepEqual(kinds(), ['began']);
		let heard: readonly string[] = [];
		first(world).desk.onChange(() => {
			heard = kinds();
		});
		world.server.visitors = [visitor('v1', { status: 'chatting' }), visitor('v3')];
		world.server.agents = [agent(me), agent('a2', 'Online')];
		await world.clock.advance(minute);
		assert.deepEqual([...heard].sort(), ['agentStatus', 'arrived', 'began', 'left', 'status']);
	});

	it('has a gap for a sleep and for missed polls, and none for polls that came', async () => {
		const { world, kinds } = watching();
		await world.clock.advance(20 * minute);
		assert.deepEqual(kinds(), ['began']);
		world.clock.jump(60 * minute);
		await world.clock.advance(minute);
		assert.deepEqual(new Set(kinds()), new Set(['began', 'gap']));
		const before = kinds().length;
		world.server.meets.listVisitors = throttled(world.clock.now() + 10 * minute);
		await world.clock.advance(9 * minute);
		delete world.server.meets.listVisitors;
		await world.clock.advance(6 * minute);
		assert.ok(kinds().length > before);
		assert.equal(kinds().at(-1), 'gap');
	});

	for (const [list, call] of [
		['agents', 'listAgents'],
		['visitors', 'listVisitors'],
	] as const) {
		it(`has a gap of the ${list} alone where only they can't be read`, async () => {
			const { world, desk } = watching();
			await world.clock.advance(minute);
			const from = world.clock.now();
			world.server.meets[call] = () => Promise.reject(new ApiError('server', { status: 500 }));
			await world.clock.advance(2 * minute);
			assert.equal(noDataSince(desk.state, world.clock.now()) === undefined, list === 'agents');
			delete world.server.meets[call];
			await world.clock.advance(5 * minute);
			const gaps = desk.changeLog.changes.flatMap((change) => (change.kind === 'gap' ? [change] : []));
			const [gap] = gaps.filter(({ of }) => of === list);
			assert.ok(gap && Math.abs(gap.from - from) <= 10_000);
			const others = gaps.filter(({ of }) => of !== list);
			// Polls are fewer after failures, and so long a time between two answers is a gap for whatever reason.
			assert.deepEqual(
				others.filter(({ from, until }) => until - from <= longestSpan),
				[],
			);
		});
	}
});
