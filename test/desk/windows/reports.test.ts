// How often the windows read and write the shared files, with and without reports of changes by the system.
import assert from 'node:assert/strict';
import { agent } from '../../fixtures/fakeServer';
import { type FakeWindow, first, holder, type Machine, machine, me } from '../../fixtures/windows';

const minute = 60_000;

async function sixWindows(reports: Machine['disk']['reports']): Promise<Machine> {
	const world = machine({ windows: 6, reports });
	await world.clock.advance(minute);
	return world;
}

/** How long (ms) it takes until the other windows show what this one has written. */
async function delayOf(world: Machine): Promise<number> {
	const writer = first(world);
	world.focus(writer);
	await world.clock.advance(minute);
	world.server.agents = [agent(me, 'Lunch', 3)];
	const shows = (window: FakeWindow) => world.state(window).me.agent?.status === 'Lunch';
	while (!shows(writer)) {
		await world.clock.advance(10);
	}
	const from = world.clock.now();
	while (!world.windows.every(shows)) {
		await world.clock.advance(10);
	}
	return world.clock.now() - from;
}

describe('The files that windows share', () => {
	it('are read only after a report where changes are reported, and every 1.5 s where they are not', async () => {
		const reads = { none: 0, all: 0 };
		for (const reports of ['none', 'all'] as const) {
			const world = await sixWindows(reports);
			const before = world.disk.read.length;
			await world.clock.advance(10 * minute);
			reads[reports] = world.disk.read.length - before;
		}
		// Six windows read at every heartbeat (4 s) of the polling window, or every 1.5 s.
		assert.ok(reads.all < reads.none * 0.6, `${reads.all} reads with reports, ${reads.none} without`);
	});

	it('show within a fifth of a second what another window wrote; within 2 s without reports, within 30 s where reports get lost', async () => {
		const delays = {
			all: await delayOf(await sixWindows('all')),
			none: await delayOf(await sixWindows('none')),
			lost: await delayOf(await sixWindows('lost')),
		};
		assert.ok(delays.all <= 200 && delays.none <= 2_000 && delays.lost <= 32_000, JSON.stringify(delays));
	});

	for (const reports of ['none', 'all'] as const) {
		it(`are one per look, and touched a few times a minute while nobody is at the machine (reports: ${reports})`, async () => {
			const world = await sixWindows(reports);
			for (const window of world.windows) {
				window.attention = 'inactive';
				window.desk.reschedule();
			}
			await world.clock.advance(5 * minute);
			const before = { calls: world.disk.calls, reads: world.disk.read.length };
			await world.clock.advance(60 * minute);
			const others = world.disk.read.slice(before.reads).filter((name) => name !== 's');
			assert.ok(others.length <= world.calls(), `${others.length} reads of the calls`);
			// Each window reads every 10 s; without the slower interval it was 80 times a minute.
			const perMinute = (world.disk.calls - before.calls) / 60 / 6;
			assert.ok(perMinute <= (reports === 'all' ? 5 : 8), `${perMinute} a minute and window`);
			assert.ok(world.windows.every((window) => !world.stale(window)));
		});
	}

	it('tell at once who comes back what was written meanwhile', async () => {
		const world = await sixWindows('all');
		const [one, other] = world.windows as [FakeWindow, FakeWindow];
		other.attention = 'inactive';
		other.desk.reschedule();
		world.focus(one);
		world.server.agents = [agent(me, 'Lunch')];
		while (world.state(one).me.agent?.status !== 'Lunch') {
			await world.clock.advance(10);
		}
		assert.notEqual(world.state(other).me.agent?.status, 'Lunch');
		world.focus(other);
		await world.clock.advance(100);
		assert.equal(world.state(other).me.agent?.status, 'Lunch');
	});

	it('name another window that polls within a minute after one died that nobody was at', async () => {
		const world = await sixWindows('all');
		for (const window of world.windows) {
			window.attention = 'inactive';
			window.desk.reschedule();
		}
		await world.clock.advance(5 * minute);
		const before = holder(world);
		world.windows.find((_, n) => `w${n}` === before)?.kill();
		await world.clock.advance(minute);
		assert.notEqual(holder(world), before);
	});

	it('are no longer watched once the site is closed', async () => {
		const world = await sixWindows('all');
		await Promise.all([...world.windows.map(({ desk }) => desk.dispose()), world.clock.advance(minute)]);
		const before = world.disk.calls;
		await Promise.all([world.disk.window().store.update('s', () => 'another text'), world.clock.advance(minute)]);
		assert.equal(world.disk.calls, before + 1);
		assert.equal(world.clock.timers, 0);
	});
});
