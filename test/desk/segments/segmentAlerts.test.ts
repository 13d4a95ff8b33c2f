// Rules for waiting alerts of visitors whose segment says whether the user is told.
import assert from 'node:assert/strict';
import { createSegments, readSegments } from '../../../src/desk/segments/segments';
import { visitor } from '../../fixtures/fakeServer';
import { type AlertWorld, alertWorld, minute, nth } from '../alerts/alertWindows';

const counts = ({ told }: AlertWorld) => told.map(({ count }) => count);

/** Six windows, whose segments Loud and Quiet have the visitors of these companies. */
async function segmentWorld(): Promise<AlertWorld> {
	const world = await alertWorld();
	change(world, { Loud: true, Quiet: false, Plain: undefined });
	return world;
}

function change({ machine }: AlertWorld, notify: Readonly<Record<string, boolean | undefined>>): void {
	const setting = Object.entries(notify).map(([name, value]) => ({
		name,
		notify: value,
		rules: [{ field: 'company', is: name }],
	}));
	machine.segments = createSegments(readSegments(setting).segments, () => undefined);
}

/** The companies of the visitors who wait from now on. */
function wait({ machine }: AlertWorld, ...companies: readonly string[]): void {
	machine.server.visitors = companies.map((company, n) =>
		visitor(`${company}${n}`, { company, status: 'waitingForChat' }),
	);
}

describe('A segment in the alerts', () => {
	it('with `notify: true` is told of by one of six windows where the setting asks for the badge only', async () => {
		const world = await segmentWorld();
		world.settings = { notifies: 'segments', repeat: 0 };
		wait(world, 'Quiet', 'Plain', 'Other');
		await world.advance(2 * minute);
		assert.deepEqual(counts(world), []);
		wait(world, 'Quiet', 'Plain', 'Other', 'Loud', 'Loud');
		await world.advance(5 * minute);
		assert.deepEqual(counts(world), [2]);
		assert.equal(world.told[0]?.window, nth(world, 0));
	});

	it('with `notify: false` is left out where the setting asks for notifications, also of a repetition', async () => {
		const world = await segmentWorld();
		wait(world, 'Quiet', 'Quiet');
		await world.advance(2 * minute);
		assert.deepEqual(counts(world), []);
		const before = world.machine.clock.now();
		wait(world, 'Quiet', 'Quiet', 'Plain', 'Other', 'Loud');
		await world.advance(20_000);
		assert.deepEqual(counts(world), [3]);
		assert.ok((world.told[0]?.longest.since ?? 0) >= before, 'the longest wait is of a visitor who is left out');
		world.settings = { notifies: 'all', repeat: minute };
		await world.advance(65_000);
		assert.deepEqual(counts(world), [3, 3]);
	});

	it('is told of when a waiting visitor comes into it, also one who waited before those of the last notification', async () => {
		const world = await segmentWorld();
		world.settings = { notifies: 'segments', repeat: 0 };
		wait(world, 'Plain');
		await world.advance(minute);
		wait(world, 'Plain', 'Loud');
		await world.advance(minute);
		assert.deepEqual(counts(world), [1]);
		const [first, second] = world.machine.server.visitors;
		assert.ok(first && second);
		world.machine.server.visitors = [{ ...first, company: 'Loud' }, second];
		await world.advance(minute);
		assert.deepEqual(counts(world), [1, 2]);
		world.machine.server.visitors = [second];
		await world.advance(12_000);
		world.machine.server.visitors = [{ ...first, company: 'Loud' }, second];
		await world.advance(5 * minute);
		assert.deepEqual(counts(world), [1, 2], 'told again after a list without the visitor');
	});

	it('with `notify: false` is told of when a waiting visitor leaves it, and a change between others tells nobody again', async () => {
		const world = await segmentWorld();
		wait(world, 'Quiet');
		await world.advance(minute);
		wait(world, 'Quiet', 'Plain');
		await world.advance(minute);
		assert.deepEqual(counts(world), [1]);
		const [quiet, plain] = world.machine.server.visitors;
		assert.ok(quiet && plain);
		world.machine.server.visitors = [quiet, { ...plain, company: 'Loud' }];
		await world.advance(minute);
		assert.deepEqual(counts(world), [1]);
		world.machine.server.visitors = [{ ...quiet, company: 'Other' }, plain];
		await world.advance(5 * minute);
		assert.deepEqual(counts(world), [1, 2]);
	});

	it('is told of in no window where alerts are off', async () => {
		const world = await segmentWorld();
		world.settings = { notifies: 'none', repeat: minute };
		wait(world, 'Loud', 'Other');
		await world.advance(5 * minute);
		assert.deepEqual(counts(world), []);
	});

	it('decides once while every window reads the visitors for itself, and from the next poll on after a change of the settings', async () => {
		const world = await segmentWorld();
		for (const { window } of world.windows) {
			window.visibility = { agents: true, visitors: true, panel: false };
			window.desk.reschedule();
		}
		wait(world, 'Quiet');
		await world.advance(2 * minute);
		assert.deepEqual(counts(world), []);
		change(world, { Quiet: undefined });
		await world.advance(2 * minute);
		assert.deepEqual(counts(world), [1]);
	});

	it('is told of after a snooze, as everyone else', async () => {
		const world = await segmentWorld();
		world.settings = { notifies: 'segments', repeat: 0 };
		await world.snooze(nth(world, 2), { minutes: 5 });
		wait(world, 'Loud', 'Quiet');
		await world.advance(4 * minute);
		assert.deepEqual(counts(world), []);
		await world.advance(2 * minute);
		assert.deepEqual(counts(world), [1]);
	});

	it('leaves only IDs on disk', async () => {
		const world = await segmentWorld();
		world.machine.server.visitors = [visitor('v1', { company: 'Loud', status: 'waitingForChat' })];
		await world.advance(minute);
		assert.deepEqual(counts(world), [1]);
		const text = [...world.machine.disk.files.values()].join();
		assert.match(text, /"always":\["v1"\]/);
		assert.doesNotMatch(text, /loud/i);
	});
});
