// How several windows of one VS Code share the polling of one site.
import assert from 'node:assert/strict';
import { ApiError } from '../../../src/service/errors';
import { agent, visitor } from '../../fixtures/fakeServer';
import {
	callsIn,
	type FakeWindow,
	first,
	holder,
	type Machine,
	machine,
	me,
	nothingVisible,
} from '../../fixtures/windows';

const minute = 60_000;

/** Times in which no list is read: how each begins, and then ends. */
const gaps: Readonly<Record<string, (world: Machine) => () => Promise<void>>> = {
	'while the view was hidden': (world) => {
		const window = first(world);
		const { visibility } = window;
		window.visibility = { agents: false, visitors: false, panel: false };
		window.desk.reschedule();
		return async () => {
			await world.clock.advance(40 * minute);
			window.visibility = visibility;
			window.desk.reschedule();
			await world.clock.advance(2_000);
		};
	},
	'while the service failed': (world) => {
		world.server.meets.listVisitors = () => Promise.reject(new ApiError('server', { status: 500 }));
		return async () => {
			await world.clock.advance(30 * minute);
			delete (world.server.meets as Partial<typeof world.server.meets>).listVisitors;
			await world.clock.advance(6 * minute);
		};
	},
	'while the machine slept': (world) => {
		world.clock.jump(60 * minute);
		return () => world.clock.advance(5_000);
	},
};

describe('Six windows of one VS Code', () => {
	it('cost what one does, whichever has the focus', async () => {
		const one = machine({ windows: 1 });
		const six = machine({ windows: 6 });
		for (const world of [one, six]) {
			await world.clock.advance(5_000);
			world.focus(world.windows[0]);
			await world.clock.advance(30_000);
		}
		const alone = await callsIn(10 * minute, one);
		const before = six.calls();
		for (const window of six.windows) {
			six.focus(window);
			await six.clock.advance((10 * minute) / 6);
		}
		const together = six.calls() - before;
		assert.ok(Math.abs(together - alone) <= alone * 0.1, `${together} calls of six, ${alone} of one`);
	});

	it('read each list once when they are opened together', async () => {
		const world = machine({ windows: 6 });
		await world.clock.advance(5_000);
		assert.deepEqual([world.server.calls.listAgents, world.server.calls.listVisitors], [1, 1]);
	});

	it('show within two seconds what one of them has read, but no visitor', async () => {
		const world = machine({ windows: 6 });
		world.server.visitors = [visitor('v1', { status: 'waitingForChat', name: 'Mira' })];
		await world.clock.advance(5_000);
		world.focus(first(world));
		await world.clock.advance(10_000);
		world.server.agents = [agent(me, 'Lunch', 3)];
		const { agentsAsOf } = world.state(first(world));
		while (world.state(first(world)).agentsAsOf === agentsAsOf) {
			await world.clock.advance(100);
		}
		await world.clock.advance(2_000);
		for (const window of world.windows) {
			const { me: mine, agents, waits } = world.state(window);
			assert.equal(mine.agent?.status, 'Lunch');
			assert.equal(agents?.[0]?.ongoingChats, 3);
			assert.deepEqual([...waits.keys()], ['v1']);
		}
		assert.doesNotMatch([...world.disk.files.values()].join(), /Mira/);
	});

	it('keep the age of a wait when another window takes over', async () => {
		const world = machine({ windows: 2 });
		await world.clock.advance(12_000);
		world.server.visitors = [visitor('v1', { status: 'waitingForChat' })];
		await world.clock.advance(minute);
		const wait = world.state(first(world)).waits.get('v1');
		assert.equal(wait?.atLeast, false);
		first(world).kill();
		world.focus(world.windows[1]);
		await world.clock.advance(30_000);
		assert.deepEqual(world.state(world.windows[1] as FakeWindow).waits.get('v1'), wait);
	});

	it('keep it also if the visitor is missing from the list that the other window reads first', async () => {
		const world = machine({ windows: 2 });
		await world.clock.advance(5_000);
		world.focus(first(world));
		const waiting = [visitor('v1', { status: 'waitingForChat' })];
		world.server.visitors = waiting;
		await world.clock.advance(minute);
		const wait = world.state(first(world)).waits.get('v1');
		assert.notEqual(wait, undefined);
		first(world).kill();
		world.server.visitors = [];
		world.focus(world.windows[1]);
		const other = world.windows[1] as FakeWindow;
		while (world.state(other).waits.size > 0) {
			await world.clock.advance(500);
		}
		world.server.visitors = waiting;
		await world.clock.advance(12_000);
		assert.deepEqual(world.state(other).waits.get('v1'), wait);
	});

	it('know since when somebody waits who came while another window took over', async () => {
		const world = machine({ windows: 2 });
		await world.clock.advance(minute);
		first(world).kill();
		world.server.visitors = [...world.server.visitors, visitor('v9', { status: 'waitingForChat' })];
		world.focus(world.windows[1]);
		await world.clock.advance(30_000);
		assert.equal(world.state(world.windows[1] as FakeWindow).waits.get('v9')?.atLeast, false);
	});

	for (const [gap, begin] of Object.entries(gaps)) {
		it(`know only the least wait of a visitor who came ${gap}`, async () => {
			const world = machine({ windows: 1 });
			world.alerts = false;
			first(world).visibility = { agents: true, visitors: true, panel: false };
			world.focus(first(world));
			await world.clock.advance(minute);
			const end = begin(world);
			world.server.visitors = [...world.server.visitors, visitor('v9', { status: 'waitingForChat' })];
			await end();
			assert.equal(world.state(first(world)).waits.get('v9')?.atLeast, true);
		});
	}

	it('keep a wait while a page of the list is missing', async () => {
		const world = machine({ windows: 1 });
		world.focus(first(world));
		await world.clock.advance(minute);
		const all = [...world.server.visitors, visitor('v9', { status: 'waitingForChat' })];
		world.server.visitors = all;
		await world.clock.advance(10 * minute);
		const before = world.state(first(world)).waits.get('v9');
		assert.ok(before);
		const { listVisitors } = world.server;
		Object.assign(world.server, { listVisitors: async () => ({ rows: all.slice(0, -1), skipped: 0, missing: 1 }) });
		await world.clock.advance(minute);
		assert.equal(world.state(first(world)).waits.has('v9'), false, 'nobody is shown who is not in the list');
		Object.assign(world.server, { listVisitors });
		await world.clock.advance(30_000);
		assert.deepEqual(world.state(first(world)).waits.get('v9'), before);
	});

	it('replace a killed holder within 15 seconds', async () => {
		const world = machine({ windows: 6 });
		await world.clock.advance(5_000);
		world.server.visitors = [visitor('v1', { status: 'waitingForChat' })];
		world.focus(first(world));
		await world.clock.advance(minute);
		assert.equal(holder(world), 'w0');
		first(world).kill();
		world.focus(undefined);
		await world.clock.advance(15_000);
		assert.notEqual(holder(world), 'w0');
		const calls = await callsIn(10_000, world);
		assert.ok(calls >= 2, `${calls} calls`);
		const perMinute = await callsIn(minute, world);
		assert.ok(perMinute >= 10 && perMinute <= 14, `${perMinute} calls a minute afterwards`);
	});

	it('go on at once when the holder leaves in order', async () => {
		const world = machine({ windows: 3 });
		await world.clock.advance(5_000);
		world.focus(first(world));
		await world.clock.advance(30_000);
		void first(world).desk.dispose();
		await world.clock.advance(2_000);
		assert.match(holder(world) ?? '', /w[12]/);
		world.focus(world.windows[1]);
		const calls = await callsIn(minute, world);
		assert.ok(calls >= 10 && calls <= 14, `${calls} calls a minute`);
	});

	it('leave nothing behind where one is closed while it opens', async () => {
		const world = machine({ windows: 1 });
		await world.clock.advance(30_000);
		world.server.listAgents = async () => ({ rows: [agent('a2')], skipped: 0 }); // so that I am read by id as well
		let late = 0;
		world.onCall = ({ over }) => {
			late += Number(over);
		};
		for (let ms = 0; ms < 40; ms++) {
			const window = world.open('focused');
			void window.desk.refresh().catch(() => undefined);
			await world.clock.advance(ms);
			window.over = true;
			void window.desk.dispose();
			await world.clock.advance(3_000);
			assert.equal(holder(world), 'w0', `closed after ${ms} ms`);
			assert.equal(late, 0, `closed after ${ms} ms, and called`);
		}
	});

	it('read visitors for themselves only while they show them, at the slow pace', async () => {
		const world = machine({ windows: 3 });
		const other = world.windows[1] as FakeWindow;
		await world.clock.advance(5_000);
		world.focus(first(world));
		await world.clock.advance(minute);
		assert.equal(world.state(other).visitors, undefined);
		other.visibility = { ...nothingVisible, visitors: true };
		other.desk.reschedule();
		await world.clock.advance(3_000);
		assert.equal(world.state(other).visitors?.length, 2);
		const agents = world.server.calls.listAgents;
		const before = world.server.calls.listVisitors;
		await world.clock.advance(10 * minute);
		const polls = world.server.calls.listAgents - agents;
		const visitors = world.server.calls.listVisitors - before;
		assert.ok(
			visitors <= polls * 1.1,
			`${visitors} reads of visitors at ${polls} polls: who shows them spares the other`,
		);
		other.visibility = nothingVisible;
		other.desk.reschedule();
		await world.clock.advance(minute);
		const { visitorsAsOf } = world.state(other);
		await world.clock.advance(5 * minute);
		assert.equal(world.state(other).visitorsAsOf, visitorsAsOf);
	});

	it('do not read visitors at all while nothing needs them', async () => {
		const world = machine({ windows: 2 });
		world.alerts = false;
		await world.clock.advance(5 * minute);
		assert.equal(world.server.calls.listVisitors, 0);
		assert.ok(world.server.calls.listAgents > 4);
	});
});
