// Waiting alerts: one notification over all windows, repeated only while it is true, and none during a snooze.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isSnoozed, newSnooze, snoozeLengthOf } from '../../../src/desk/alerts/snooze';
import { signedOutText } from '../../../src/desk/windows/shared';
import { inZone } from '../status/ruleWindows';
import { type AlertWorld, alertWorld, minute, nth } from './alertWindows';

const counts = ({ told }: AlertWorld) => told.map(({ count }) => count);
const ten = Array.from({ length: 10 }, (_, n) => `w${n}`);

describe('A waiting alert', () => {
	for (const reports of ['all', 'none'] as const) {
		it(`is one for ten visitors who start to wait in one poll, in the focused of six windows (reports: ${reports})`, async () => {
			const world = await alertWorld({ reports });
			world.focus(nth(world, 4));
			await world.advance(15_000);
			world.wait(...ten);
			await world.advance(5 * minute);
			assert.deepEqual(counts(world), [10]);
			assert.equal(world.told[0]?.window, nth(world, 4));
		});
	}

	it('is one as well while every window shows the visitors and reads them for itself', async () => {
		const world = await alertWorld();
		for (const { window } of world.windows) {
			window.visibility = { agents: true, visitors: true, panel: false };
			window.desk.reschedule();
		}
		await world.advance(minute);
		world.wait(...ten);
		await world.advance(2 * minute);
		assert.deepEqual(counts(world), [10]);
	});

	it('comes from some window while the user works in another program', async () => {
		const world = await alertWorld();
		world.focus(undefined);
		world.wait('a');
		await world.advance(minute);
		assert.deepEqual(counts(world), [1]);
	});

	it('tells of a later visitor too, together with others who come soon after it', async () => {
		const world = await alertWorld();
		world.wait('a');
		await world.advance(12_000);
		world.wait('a', 'b');
		await world.advance(10_000);
		world.wait('a', 'b', 'c');
		await world.advance(10_000);
		assert.deepEqual(counts(world), [1]);
		await world.advance(minute);
		assert.deepEqual(counts(world), [1, 3]);
		assert.equal(world.told[1]?.longest.since, world.told[0]?.longest.since);
	});

	it('is not repeated unless the setting says so, and then only while somebody waits', async () => {
		const world = await alertWorld();
		world.wait('a');
		await world.advance(10 * minute);
		assert.equal(world.told.length, 1);
		world.settings = { notifies: 'all', repeat: minute };
		await world.advance(3 * minute + 30_000);
		assert.ok(world.told.length >= 4 && world.told.length <= 5, `${world.told.length} notifications`);
		world.wait();
		await world.advance(20_000);
		const { length } = world.told;
		await world.advance(10 * minute);
		assert.equal(world.told.length, length);
	});

	it('is not repeated for a visitor whom one list lacks', async () => {
		const world = await alertWorld();
		world.wait('a');
		await world.advance(40_000);
		world.wait();
		await world.advance(10_000);
		world.wait('a');
		await world.advance(2 * minute);
		assert.deepEqual(counts(world), [1]);
	});

	it('is off without the setting, and comes when it is switched on', async () => {
		const world = await alertWorld();
		world.settings = { notifies: 'segments', repeat: minute };
		world.wait('a');
		await world.advance(5 * minute);
		assert.deepEqual(counts(world), []);
		world.settings = { notifies: 'all', repeat: 0 };
		await world.advance(15_000);
		assert.deepEqual(counts(world), [1]);
	});

	it('after a sleep tells of those who wait then, not of those who waited before', async () => {
		const world = await alertWorld({ repeat: minute });
		world.wait('a', 'b');
		await world.advance(20_000);
		world.machine.clock.jump(60 * minute);
		world.wait();
		await world.advance(5 * minute);
		assert.deepEqual(counts(world), [2]);
		world.machine.clock.jump(60 * minute);
		world.wait('c');
		await world.advance(30_000);
		assert.deepEqual(counts(world), [2, 1]);
	});

	it('tells nothing while the data is old', async () => {
		const world = await alertWorld({ repeat: minute });
		world.wait('a');
		await world.advance(15_000);
		world.machine.server.meets.listVisitors = () => Promise.reject(new Error('down'));
		world.machine.server.meets.listAgents = () => Promise.reject(new Error('down'));
		const { length } = world.told;
		await world.advance(10 * minute);
		assert.equal(world.told.length, length);
	});

	it('ends with a sign-out in all windows, and comes again after a new sign-in', async () => {
		const world = await alertWorld({ repeat: minute });
		const { disk } = world.machine;
		world.machine.onGone = (gone) => world.windows.filter(({ window }) => window === gone).forEach(world.close);
		world.wait('a');
		await world.advance(15_000);
		world.close(nth(world, 0));
		await world.machine.clock.advance(100);
		disk.files.set('s', signedOutText);
		await world.advance(10 * minute);
		assert.deepEqual(counts(world), [1]);
		assert.ok(world.windows.every(({ window }) => window.over));
		disk.files.clear();
		world.focus(world.open());
		await world.advance(30_000);
		assert.deepEqual(counts(world), [1, 1]);
	});

	it('survives a reload: the same waits are told once', async () => {
		const world = await alertWorld({ count: 1 });
		world.wait('a');
		await world.advance(15_000);
		const since = nth(world, 0).window.desk.state.waits.get('a')?.since;
		world.close(nth(world, 0));
		await world.advance(5_000);
		world.focus(world.open());
		await world.advance(minute);
		assert.deepEqual(counts(world), [1]);
		assert.deepEqual(nth(world, 1).window.desk.state.waits.get('a'), { since, atLeast: false });
	});
});

describe('A snooze', () => {
	it('of one window holds in all, and at its end tells of those who still wait', async () => {
		const world = await alertWorld({ repeat: minute });
		world.wait('a', 'b');
		await world.advance(15_000);
		await world.snooze(nth(world, 2), { minutes: 15 });
		const endsAt = world.machine.clock.now() - 2_000 + 15 * minute;
		assert.ok(world.windows.every(({ window }) => Math.abs((window.desk.state.snooze?.endsAt ?? 0) - endsAt) < 100));
		world.wait('b', 'c');
		await world.advance(14 * minute);
		assert.deepEqual(counts(world), [2]);
		world.settings = { notifies: 'all', repeat: 0 };
		await world.advance(2 * minute);
		assert.deepEqual(counts(world), [2, 2]);
	});

	it('that the user ends is over at once in all windows', async () => {
		const world = await alertWorld();
		await world.snooze(nth(world, 1), 'untilTomorrow');
		world.wait('a');
		await world.advance(minute);
		assert.deepEqual(counts(world), []);
		await world.snooze(nth(world, 3), undefined);
		await world.advance(15_000);
		assert.deepEqual(counts(world), [1]);
	});

	it('lasts its span when the clock is set back', async () => {
		const world = await alertWorld();
		await world.snooze(nth(world, 0), { minutes: 15 });
		world.machine.clock.set(world.machine.clock.now() - 180 * minute);
		world.wait('a');
		await world.advance(10 * minute);
		assert.deepEqual(counts(world), []);
		await world.advance(10 * minute);
		assert.deepEqual(counts(world), [1]);
	});

	it('until tomorrow ends at midnight, also on the day on which the clocks change', async () => {
		await inZone('Europe/Berlin', () => {
			const end = (text: string) => new Date(newSnooze('untilTomorrow', Date.parse(text)).endsAt).toISOString();
			assert.equal(end('2026-01-05T23:30:00+01:00'), '2026-01-05T23:00:00.000Z');
			assert.equal(end('2026-03-29T01:30:00+01:00'), '2026-03-29T22:00:00.000Z');
			assert.equal(end('2026-10-25T01:30:00+02:00'), '2026-10-25T23:00:00.000Z');
		});
	});

	it('takes its length from a keyboard shortcut, within a day', () => {
		const lengths = [
			{ minutes: 5 },
			{ until: 'tomorrow' },
			{ minutes: 0 },
			{ minutes: 1441 },
			{ minutes: '5' },
			5,
			null,
		];
		assert.deepEqual(lengths.map(snoozeLengthOf), [
			{ minutes: 5 },
			'untilTomorrow',
			undefined,
			undefined,
			undefined,
			undefined,
			undefined,
		]);
	});
});

type Event =
	| { readonly kind: 'time' | 'sleep' | 'clock'; readonly ms: number }
	| { readonly kind: 'wait'; readonly ids: readonly string[] }
	| { readonly kind: 'focus' | 'snooze' | 'unsnooze' | 'close'; readonly window: number };

const events: fc.Arbitrary<Event> = fc.oneof(
	{ weight: 5, arbitrary: fc.record({ kind: fc.constant('time'), ms: fc.integer({ min: 0, max: 40_000 }) } as const) },
	fc.record({ kind: fc.constant('sleep'), ms: fc.integer({ min: 0, max: 120 * minute }) } as const),
	fc.record({ kind: fc.constant('clock'), ms: fc.integer({ min: -120 * minute, max: 120 * minute }) } as const),
	{ weight: 4, arbitrary: fc.record({ kind: fc.constant('wait'), ids: fc.subarray(ten) } as const) },
	fc.record({ kind: fc.constantFrom('focus', 'snooze', 'unsnooze', 'close'), window: fc.nat(6) } as const),
);

/** As the command does it, which offers this during a snooze only. */
async function endSnooze(world: AlertWorld, at: AlertWorld['windows'][number]): Promise<void> {
	if (isSnoozed(at.window.desk.state.snooze, world.machine.clock.now())) {
		await world.snooze(at, undefined);
	}
}

describe('Six windows', () => {
	it('never tell twice of the same waits, never during a snooze, and of all who wait', async () => {
		let notifications = 0;
		await fc.assert(
			fc.asyncProperty(fc.array(events, { minLength: 12, maxLength: 25 }), async (life) => {
				const world = await alertWorld();
				const living = () => world.windows.filter(({ window }) => !window.over);
				let newest = 0;
				for (const event of life) {
					const before = world.told.length;
					const at = 'window' in event ? living()[event.window] : undefined;
					switch (event.kind) {
						case 'time':
							await world.advance(event.ms);
							break;
						case 'sleep':
							world.machine.clock.jump(event.ms);
							break;
						case 'clock':
							world.machine.clock.set(world.machine.clock.now() + event.ms);
							break;
						case 'wait':
							world.wait(...event.ids);
							break;
						case 'focus':
							world.focus(at);
							break;
						case 'snooze':
							await world.snooze(at ?? nth(world, 0), { minutes: 30 });
							break;
						case 'unsnooze':
							await endSnooze(world, at ?? nth(world, 0));
							break;
						case 'close':
							if (at && living().length > 1) {
								world.close(at);
							}
					}
					if (event.kind !== 'time' && event.kind !== 'wait' && event.kind !== 'focus') {
						newest = 0; // a snooze forgets what was told, and a clock moves the starts
					}
					for (const { count, starts, isSnoozed } of world.told.slice(before)) {
						assert.ok(!isSnoozed);
						assert.equal(count, starts.length);
						assert.ok(Math.max(...starts) > newest, 'nobody has begun to wait since the last notification');
						newest = Math.max(...starts);
					}
				}
				notifications += world.told.length;
				for (const window of living()) {
					world.close(window);
				}
			}),
			{ numRuns: 60, interruptAfterTimeLimit: 4_000, endOnFailure: true },
		);
		assert.ok(notifications > 0);
	});
});
