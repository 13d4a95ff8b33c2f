// What a desk remembers of the changes that its polls saw.
import assert from 'node:assert/strict';
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
		return { world, kinds };
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
});
