// The behaviour of the windows when the clock of the machine is set.
import assert from 'node:assert/strict';
import { agent, visitor } from '../../fixtures/fakeServer';
import { type FakeWindow, first, holder, machine, me, throttled } from '../../fixtures/windows';

const minute = 60_000;

describe('A clock', () => {
	for (const hours of [-30, -1, 1, 30]) {
		it(`that jumps by ${hours} hours stops nobody and starts no burst`, async () => {
			const world = machine({ windows: 3 });
			await world.clock.advance(5_000);
			world.focus(first(world));
			await world.clock.advance(minute);
			world.clock.set(world.clock.now() + hours * 60 * minute);
			const polls = world.server.calls.listAgents;
			await world.clock.advance(2 * minute);
			const made = world.server.calls.listAgents - polls;
			assert.ok(made >= 6 && made <= 14, `${made} polls in two minutes`);
			assert.ok(!world.stale(first(world)));
		});
	}

	it('that goes back leaves no window with what it knew before', async () => {
		const world = machine({ windows: 2 });
		await world.clock.advance(5_000);
		world.focus(first(world));
		await world.clock.advance(minute);
		world.clock.set(world.clock.now() - 60 * minute);
		world.server.agents = [agent(me, 'Meeting')];
		world.server.visitors = [visitor('v1', { status: 'waitingForChat' })];
		await world.clock.advance(minute);
		for (const window of world.windows) {
			assert.equal(world.state(window).me.agent?.status, 'Meeting');
			assert.equal(world.state(window).waits.size, 1);
		}
		const set = first(world).desk.setMyStatus('Lunch');
		await world.clock.advance(minute);
		await set;
		assert.ok(world.windows.every((window) => world.state(window).me.elsewhere === undefined));
	});

	it('that goes back keeps no other window from the lease, and hides no age', async () => {
		const world = machine({ windows: 2 });
		const other = world.windows[1] as FakeWindow;
		await world.clock.advance(5_000);
		world.focus(first(world));
		await world.clock.advance(minute);
		world.clock.set(world.clock.now() - 60 * minute);
		await world.clock.advance(5_000);
		world.focus(other);
		await world.clock.advance(2_000);
		assert.equal(holder(world), 'w1');
		world.clock.set(world.clock.now() - 60 * minute);
		world.server.meets.listAgents = () => new Promise(() => undefined);
		await world.clock.advance(50_000);
		assert.ok(world.stale(other));
	});

	it('that goes back hides no age where nothing was ever answered', async () => {
		const world = machine();
		world.server.meets.listAgents = () => new Promise(() => undefined);
		const window = world.open('focused');
		await world.clock.advance(2_000);
		world.clock.set(world.clock.now() - 60 * minute);
		await world.clock.advance(50_000);
		assert.ok(world.stale(window));
	});

	it('that goes back does not shorten a Retry-After', async () => {
		const world = machine({ windows: 2 });
		await world.clock.advance(minute);
		world.server.meets.listAgents = throttled(world.clock.now() + 10 * minute);
		await world.clock.advance(minute);
		delete world.server.meets.listAgents;
		world.clock.set(world.clock.now() - 60 * minute);
		const calls = world.calls();
		await world.clock.advance(9 * minute);
		assert.equal(world.calls(), calls);
		await world.clock.advance(5 * minute);
		assert.ok(world.calls() > calls);
	});
});
