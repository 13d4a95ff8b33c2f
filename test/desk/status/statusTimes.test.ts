// Since when an agent has had its status: exact after a write, observed after a poll, and the same in all windows.
import assert from 'node:assert/strict';
import { agent } from '../../fixtures/fakeServer';
import { me, world } from '../../fixtures/oneDesk';
import { first, machine, me as mine } from '../../fixtures/windows';

const minute = 60_000;
const hour = 60 * minute;

describe('The time in a status', () => {
	it('begins with the answer to a write of ours, and goes on while polls see the same status', async () => {
		const { clock, desk } = world();
		await desk.refresh();
		await clock.advance(5 * minute);
		await desk.setMyStatus('Lunch');
		const at = clock.now();
		await clock.advance(20 * minute);
		assert.deepEqual(desk.state.statusTimes.get(me), { id: me, status: 'Lunch', since: at, known: 'set' });
	});

	it('begins with the first poll that saw a change from elsewhere, and is only observed', async () => {
		const { clock, server, desk } = world();
		await desk.refresh();
		assert.equal(desk.state.statusTimes.get('a2')?.known, 'earlier', 'the first poll knows no beginning');
		await clock.advance(minute);
		server.agents = [agent(me), agent('a2', 'Online')];
		const before = clock.now();
		await clock.advance(10_000);
		const time = desk.state.statusTimes.get('a2');
		assert.equal(time?.known, 'seen');
		assert.ok(time.since >= before && time.since <= clock.now());
	});

	it('does not begin again when the same status is set again', async () => {
		const { clock, desk } = world();
		await desk.refresh();
		await desk.setMyStatus('Lunch');
		const at = clock.now();
		await clock.advance(10 * minute);
		await desk.setMyStatus('lunch');
		assert.equal(desk.state.statusTimes.get(me)?.since, at);
	});

	it('is only observed after a sleep, in which the status may have changed and changed back', async () => {
		const { clock, desk } = world();
		await desk.refresh();
		await desk.setMyStatus('Lunch');
		const at = clock.now();
		clock.jump(2 * hour);
		await clock.advance(minute);
		assert.deepEqual(desk.state.statusTimes.get(me), { id: me, status: 'Lunch', since: at, known: 'seen' });
	});

	it('is not known to have begun before a night', async () => {
		const { clock, desk } = world();
		await desk.refresh();
		await desk.setMyStatus('Lunch');
		clock.jump(14 * hour);
		const morning = clock.now();
		await clock.advance(minute);
		const time = desk.state.statusTimes.get(me);
		assert.equal(time?.known, 'earlier');
		assert.ok(time.since >= morning);
	});

	it('is never longer than the clock says after it was set back', async () => {
		const { clock, desk } = world();
		await desk.refresh();
		await desk.setMyStatus('Lunch');
		clock.set(clock.now() - hour);
		await clock.advance(minute);
		const since = desk.state.statusTimes.get(me)?.since ?? Number.POSITIVE_INFINITY;
		assert.ok(since <= clock.now() && clock.now() - since <= minute);
	});

	it('is known of an agent who is in no list', async () => {
		const { clock, server, desk } = world();
		const all = server.agents;
		server.listAgents = async () => ({ rows: all.filter(({ id }) => id !== me), skipped: 0 });
		await desk.refresh();
		await desk.setMyStatus('Lunch');
		const at = clock.now();
		await clock.advance(5 * minute);
		assert.deepEqual(desk.state.statusTimes.get(me), { id: me, status: 'Lunch', since: at, known: 'set' });
	});

	it('is the same in all windows, and after a reload', async () => {
		const all = machine({ windows: 2 });
		await all.clock.advance(minute);
		await Promise.all([first(all).desk.setMyStatus('Lunch'), all.clock.advance(5 * minute)]);
		const reloaded = all.open('focused');
		await all.clock.advance(minute);
		const times = [...all.windows, reloaded].map((window) => all.state(window).statusTimes.get(mine));
		assert.equal(times[0]?.known, 'set');
		for (const time of times) {
			assert.deepEqual(time, times[0]);
		}
	});

	it('keeps its map while nothing changes', async () => {
		const all = machine({ windows: 2 });
		await all.clock.advance(minute);
		const maps = all.windows.map((window) => all.state(window).statusTimes);
		await all.clock.advance(5 * minute);
		all.windows.forEach((window, n) => {
			assert.equal(all.state(window).statusTimes, maps[n]);
		});
	});
});
