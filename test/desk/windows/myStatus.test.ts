// My status in several windows.
import assert from 'node:assert/strict';
import { agent } from '../../fixtures/fakeServer';
import { type FakeWindow, first, machine, me } from '../../fixtures/windows';

describe('My status', () => {
	it('changed in the console shows within one poll, and as changed elsewhere, in every window', async () => {
		const world = machine({ windows: 2 });
		await world.clock.advance(5_000);
		world.focus(first(world));
		await world.clock.advance(20_000);
		world.server.agents = [agent(me, 'Meeting')];
		await world.clock.advance(12_000);
		for (const window of world.windows) {
			const { me: mine } = world.state(window);
			assert.equal(mine.agent?.status, 'Meeting');
			assert.ok(mine.elsewhere !== undefined && world.clock.now() - mine.elsewhere < 12_000);
		}
	});

	it('set in one window shows in the others, who do not take it for a change from elsewhere', async () => {
		const world = machine({ windows: 3 });
		await world.clock.advance(5_000);
		world.focus(first(world));
		await world.clock.advance(20_000);
		const set = (world.windows[1] as FakeWindow).desk.setMyStatus('Lunch');
		await world.clock.advance(2_500);
		await set;
		for (const window of world.windows) {
			assert.equal(world.state(window).me.agent?.status, 'Lunch');
			assert.equal(world.state(window).me.elsewhere, undefined);
		}
	});

	it('set in one window is no change from elsewhere in another that reads it before the answer', async () => {
		const world = machine({ windows: 2 });
		await world.clock.advance(5_000);
		world.focus(first(world));
		await world.clock.advance(20_000);
		const { setAgentStatus } = world.server;
		world.server.setAgentStatus = async (...args) => {
			const answer = await setAgentStatus(...args);
			await new Promise<void>((resolve) => void world.clock.setTimer(resolve, 12_000));
			return answer;
		};
		const writer = world.windows[1] as FakeWindow;
		const set = writer.desk.setMyStatus('Lunch');
		await world.clock.advance(11_500);
		assert.equal(world.state(first(world)).me.agent?.status, 'Lunch');
		assert.equal(world.state(writer).me.agent?.status, 'Lunch');
		assert.equal(world.state(writer).me.elsewhere, undefined);
		await world.clock.advance(10_000);
		await set;
		assert.equal(world.state(first(world)).me.elsewhere, undefined);
	});

	it('set back in the console to what Frontdesk had set a moment ago is a change from elsewhere', async () => {
		const world = machine({ windows: 2 });
		await world.clock.advance(5_000);
		world.focus(first(world));
		const set = first(world).desk.setMyStatus('Lunch');
		await world.clock.advance(12_000);
		await set;
		for (const status of ['Online', 'Lunch']) {
			world.server.agents = [agent(me, status)];
			await world.clock.advance(12_500);
			for (const window of world.windows) {
				const { me: mine } = world.state(window);
				assert.equal(mine.agent?.status, status);
				assert.ok(mine.elsewhere !== undefined && world.clock.now() - mine.elsewhere < 12_500, status);
			}
		}
	});

	it('is not overwritten in any window by a list that was asked for before', async () => {
		const world = machine({ windows: 3 });
		await world.clock.advance(5_000);
		world.focus(first(world));
		await world.clock.advance(20_000);
		// This read is answered with Online, and late.
		world.server.meets.listAgents = () => new Promise((resolve) => void world.clock.setTimer(resolve, 4_000));
		const before = world.server.calls.listAgents;
		while (world.server.calls.listAgents === before) {
			await world.clock.advance(100);
		}
		delete world.server.meets.listAgents;
		const seen = new Set<string>();
		const set = (world.windows[1] as FakeWindow).desk.setMyStatus('Lunch');
		await world.clock.advance(1_900);
		await set;
		for (const window of world.windows) {
			window.desk.onChange(({ me: mine }) => void seen.add(mine.agent?.status ?? ''));
		}
		await world.clock.advance(20_000);
		assert.deepEqual([...seen], ['Lunch']);
	});

	it('is followed by three quick looks, then by the usual pace', async () => {
		const world = machine({ windows: 1 });
		await world.clock.advance(5_000);
		world.focus(first(world));
		await world.clock.advance(20_000);
		const set = first(world).desk.setMyStatus('Lunch');
		const before = world.server.calls.listAgents;
		await world.clock.advance(9_000);
		await set;
		assert.equal(world.server.calls.listAgents - before, 3);
		await world.clock.advance(30_000);
		assert.equal(world.server.calls.listAgents - before, 6);
	});
});
