// Pinned visitors: they stay after leaving, and are read by id, each once a minute at most for all windows and within the budget.
import assert from 'node:assert/strict';
import { duePin, mostPins } from '../../../src/desk/pins/pins';
import { visitor } from '../../fixtures/fakeServer';
import { type FakeWindow, first, type Machine, machine } from '../../fixtures/windows';

const minute = 60_000;

async function during<Result>(world: Machine, act: Promise<Result>): Promise<Result> {
	const [result] = await Promise.all([act, world.clock.advance(2_000)]);
	return result;
}

async function opened(count = 6): Promise<Machine> {
	const world = machine({ windows: count });
	world.focus(first(world));
	await world.clock.advance(15_000);
	return world;
}

const pinIn = (window: FakeWindow, id: string) => window.desk.state.pins.find((pin) => pin.id === id);

describe('A pinned visitor', () => {
	it('is pinned in all windows, and stays after leaving with the time of it', async () => {
		const world = await opened();
		assert.equal(await during(world, first(world).desk.pins.add('v1')), true);
		world.server.visitors = [visitor('v2')];
		await world.clock.advance(15_000);
		const leftAt = pinIn(first(world), 'v1')?.leftAt;
		assert.ok(leftAt !== undefined && world.clock.now() - leftAt < 15_000);
		assert.ok(world.windows.every((window) => pinIn(window, 'v1')?.leftAt === leftAt));
		assert.equal(first(world).desk.state.pinned.get('v1')?.visitor.id, 'v1', 'with its last data');
		await during(world, first(world).desk.pins.remove('v1'));
		await world.clock.advance(5_000);
		assert.ok(world.windows.every(({ desk }) => desk.state.pins.length === 0));
		assert.equal(first(world).desk.state.pinned.size, 0);
	});

	it('is shown in a panel with its last data, also when the service has forgotten it', async () => {
		const world = await opened();
		const { desk } = first(world);
		await during(world, desk.pins.add('v1'));
		world.server.visitors = [visitor('v2')];
		await world.clock.advance(15_000);
		desk.watchVisitor('v1');
		assert.equal(desk.state.watched.get('v1')?.visitor?.id, 'v1', 'at once');
		await world.clock.advance(2_000);
		const { visitor: shown, left, error } = desk.state.watched.get('v1') ?? {};
		assert.deepEqual([shown?.id, left, error], ['v1', true, undefined]);
	});

	it('is not read by id while the list has it', async () => {
		const world = await opened();
		await during(world, first(world).desk.pins.add('v1'));
		await world.clock.advance(10 * minute);
		assert.equal(world.server.calls.getVisitor, 0);
	});

	it('is one of twenty at most, in all windows together', async () => {
		const world = await opened(2);
		const [one, other] = world.windows;
		assert.ok(one && other);
		const added = Array.from({ length: mostPins + 4 }, (_, n) => (n % 2 ? one : other).desk.pins.add(`p${n}`));
		const results = await during(world, Promise.all(added));
		assert.equal(results.filter(Boolean).length, mostPins);
		assert.equal(await during(world, one.desk.pins.add('p0')), true, 'pinned already');
		await world.clock.advance(5_000);
		assert.equal(other.desk.state.pins.length, mostPins);
	});

	/** Pins who are in no list, and the instants of the reads by id from now on. */
	async function leftPins(world: Machine, count: number): Promise<{ readonly id: string; readonly at: number }[]> {
		const asked: { id: string; at: number }[] = [];
		const { getVisitor } = world.server;
		world.server.getVisitor = (id, signal) => {
			asked.push({ id, at: world.clock.now() });
			return getVisitor(id, signal);
		};
		for (let n = 0; n < count; n++) {
			await during(world, first(world).desk.pins.add(`p${n}`));
		}
		return asked;
	}

	for (const visible of [false, true]) {
		it(`is read by id after leaving, once a minute and one at a time, by one window (visitors ${visible ? 'shown by all' : 'hidden'})`, async () => {
			const world = await opened();
			for (const window of visible ? world.windows : []) {
				window.visibility = { agents: true, visitors: true, panel: false };
				window.desk.reschedule();
			}
			world.budget = 300;
			const asked = await leftPins(world, visible ? mostPins : 3);
			await world.clock.advance(10 * minute);
			const spans = asked.slice(1).map(({ at }, n) => at - (asked[n]?.at ?? 0));
			assert.ok(Math.min(...spans) >= 5_000, `${Math.min(...spans)} ms between two`);
			for (const pinned of ['p0', 'p1', 'p2']) {
				const times = asked.filter(({ id }) => id === pinned).map(({ at }) => at);
				const own = times.slice(1).map((at, n) => at - (times[n] ?? 0));
				assert.ok(Math.min(...own) >= minute, `${Math.min(...own)} ms between two of one visitor`);
				assert.ok(times.length >= (visible ? 3 : 7) && times.length <= 11, `${times.length} reads in ten minutes`);
			}
		});
	}

	it('waits for its turn while another one may still be read, of whichever window', () => {
		const pin = { pinnedAt: 0, leftAt: undefined, isListed: false };
		const pins = [
			{ ...pin, id: 'p1', triedAt: 100_000 },
			{ ...pin, id: 'p2', triedAt: undefined },
		];
		assert.equal(duePin(pins, undefined, 104_000), undefined);
		assert.equal(duePin(pins, undefined, 105_000)?.id, 'p2');
		assert.equal(duePin(pins.slice(0, 1), undefined, 159_000), undefined);
		assert.equal(duePin(pins.slice(0, 1), undefined, 160_000)?.id, 'p1');
	});

	for (const budget of [120, 80]) {
		it(`is one of twenty without slowing the lists, and each has its turn (budget ${budget})`, async () => {
			const polls = async (pins: number): Promise<readonly [number, ReadonlyMap<string, number>]> => {
				const world = await opened(1);
				world.budget = budget;
				first(world).visibility = { agents: true, visitors: true, panel: false };
				first(world).desk.reschedule();
				const asked = await leftPins(world, pins);
				await world.clock.advance((2 * mostPins - 2 * pins) * 1_000);
				const before = world.calls();
				await world.clock.advance(25 * minute);
				return [world.calls() - before, new Map(asked.map(({ id, at }) => [id, world.clock.now() - at]))];
			};
			const [[alone], [withPins, ages]] = [await polls(0), await polls(mostPins)];
			assert.ok(withPins >= 0.97 * alone, `${withPins} calls for lists with pins, ${alone} without`);
			assert.equal(ages.size, mostPins);
			const oldest = Math.max(...ages.values()) / minute;
			assert.ok(oldest <= (budget === 120 ? 8 : 21), `one was last read ${oldest} min ago`);
		});
	}

	it('is read by id within the budget of all polls', async () => {
		const world = await opened(2);
		world.budget = 20;
		for (const id of ['p1', 'p2', 'p3']) {
			await during(world, first(world).desk.pins.add(id));
		}
		await world.clock.advance(10 * minute);
		const calls = () => world.calls() + world.server.calls.getVisitor;
		const byId = world.server.calls.getVisitor;
		for (let n = 0; n < 6; n++) {
			const before = calls();
			await world.clock.advance(5 * minute);
			assert.ok(calls() - before <= 20, `${calls() - before} calls in five minutes`);
		}
		assert.ok(world.server.calls.getVisitor > byId, 'and not starved by the polls');
	});

	it('who is back is told of in one window, once, and not after a moment of absence', async () => {
		const world = await opened();
		const told: string[] = [];
		for (const { desk } of world.windows) {
			desk.pins.onReturn((id) => told.push(id));
		}
		const [v1, v2] = world.server.visitors;
		assert.ok(v1 && v2);
		await during(world, first(world).desk.pins.add('v1'));
		world.server.visitors = [v2];
		await world.clock.advance(12_000);
		world.server.visitors = [v1, v2];
		await world.clock.advance(minute);
		assert.deepEqual(told, []);
		world.server.visitors = [v2];
		await world.clock.advance(5 * minute);
		world.server.visitors = [v1, v2];
		await world.clock.advance(2 * minute);
		assert.deepEqual(told, ['v1']);
		assert.equal(pinIn(first(world), 'v1')?.leftAt, undefined);
	});

	it('is kept over a restart by id and times alone', async () => {
		const world = await opened(1);
		world.server.visitors = [visitor('v1', { name: 'Secret Name' })];
		await world.clock.advance(15_000);
		await during(world, first(world).desk.pins.add('v1'));
		assert.match(world.disk.files.get('s') ?? '', /"pins":\[\{"id":"v1"/);
		assert.doesNotMatch([...world.disk.files.values()].join(), /Secret Name/);
		void first(world).desk.dispose();
		await world.clock.advance(1_000);
		const next = world.open();
		await world.clock.advance(15_000);
		assert.equal(pinIn(next, 'v1')?.leftAt, undefined);
		assert.ok(pinIn(next, 'v1'));
	});
});
