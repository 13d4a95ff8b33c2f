// The behaviour of the windows when the shared disk fails.
import assert from 'node:assert/strict';
import { withSnooze } from '../../../src/desk/alerts/alerts';
import { newSnooze } from '../../../src/desk/alerts/snooze';
import { newPin } from '../../../src/desk/pins/pins';
import { newTimer } from '../../../src/desk/status/awayTimer';
import { guardStore } from '../../../src/desk/windows/guardedStore';
import { parseShared, sharedText } from '../../../src/desk/windows/shared';
import type { Store } from '../../../src/service/ports';
import { visitor } from '../../fixtures/fakeServer';
import { manualClock } from '../../fixtures/manualClock';
import { recordingLog } from '../../fixtures/recordingLog';
import { callsIn, first, machine, me } from '../../fixtures/windows';

const minute = 60_000;

describe('The disk', () => {
	for (const fault of ['readOnly', 'missing', 'hangs'] as const) {
		it(`that is ${fault}: each window polls for itself, with one line in the log, and comes back`, async () => {
			const world = machine({ windows: 2 });
			await world.clock.advance(minute);
			world.disk.fault = fault;
			await world.clock.advance(5 * minute);
			const agents = world.server.calls.listAgents;
			await world.clock.advance(5 * minute);
			assert.ok(world.server.calls.listAgents - agents >= 10);
			const asked = world.disk.calls;
			await world.clock.advance(5 * minute);
			assert.ok(world.disk.calls - asked <= 24, `${world.disk.calls - asked} calls of a disk that fails`);
			assert.equal(world.windows.filter((window) => world.stale(window)).length, 0);
			world.disk.fault = 'none';
			await world.clock.advance(5 * minute);
			for (const { log } of world.windows) {
				assert.equal(log.lines.filter((line) => /^warn/.test(line)).length, 1, log.lines.join('\n'));
				assert.match(log.lines.join('\n'), /share their polling again/);
			}
			const calls = await callsIn(10 * minute, world);
			assert.ok(calls <= 42, `${calls} calls of two windows in ten minutes`);
		});
	}

	it('that is silent for some seconds, as on a busy machine: the windows share again seconds later', async () => {
		const world = machine({ windows: 2 });
		await world.clock.advance(minute);
		world.disk.fault = 'hangs';
		await world.clock.advance(10_000);
		world.disk.fault = 'none';
		await world.clock.advance(20_000);
		for (const { log } of world.windows) {
			assert.match(log.lines.join('\n'), /cannot share[\s\S]*share their polling again/);
		}
	});

	it('that fails for a moment loses nothing that the user chose then, though another window writes meanwhile', async () => {
		const world = machine({ windows: 1 });
		const { desk } = first(world);
		world.focus(first(world));
		await world.clock.advance(minute);
		await Promise.all([desk.pins.add('v2'), world.clock.advance(100)]);
		world.disk.fault = 'readOnly';
		const snooze = newSnooze({ minutes: 60 }, world.clock.now());
		const timer = newTimer({ id: me, status: 'Online' }, { minutes: 30 }, world.clock.now());
		const choices = [
			desk.alerts.change(() => [withSnooze(snooze), undefined]),
			desk.pins.add('v1'),
			desk.pins.remove('v2'),
			desk.duty.change((duty) => [{ ...duty, timer }, undefined]),
		];
		await Promise.all([...choices, world.clock.advance(100)]);
		world.disk.fault = 'none';
		const other = parseShared(world.disk.files.get('s') ?? '');
		assert.ok(other);
		world.disk.files.set('s', sharedText({ ...other, pins: [...(other.pins ?? []), newPin('v3', 0)], fastPolls: 1 }));
		await world.clock.advance(20_000);
		const { snooze: snoozed, awayTimer, pins } = world.state(first(world));
		assert.deepEqual([snoozed, awayTimer], [snooze, timer]);
		assert.deepEqual(pins.map(({ id }) => id).sort(), ['v1', 'v3']);
		assert.match(world.disk.files.get('s') ?? '', /"v1"/, 'the other windows know of it');
	});

	it('that takes two seconds for a call: visitors and waits are on the screen with the answer, and change once', async () => {
		const world = machine({ windows: 1 });
		await world.clock.advance(minute);
		const { desk } = first(world);
		world.server.visitors = [visitor('v1', { status: 'waitingForChat' })];
		let answeredAt: number | undefined;
		world.server.meets.listVisitors = async () => {
			world.disk.latency = 2_000;
			answeredAt = world.clock.now();
		};
		const shown: { readonly after: number; readonly ids: readonly string[]; readonly waits: readonly string[] }[] = [];
		desk.onChange(({ visitors, waits }, before) => {
			if (answeredAt !== undefined && (visitors !== before.visitors || waits !== before.waits)) {
				const ids = visitors?.map(({ id }) => id) ?? [];
				shown.push({ after: world.clock.now() - answeredAt, ids, waits: [...waits.keys()] });
			}
		});
		void desk.refresh();
		await world.clock.advance(8_000);
		assert.deepEqual(shown, [{ after: 0, ids: ['v1'], waits: ['v1'] }]);
		assert.match(world.disk.files.get('s') ?? '', /v1/);
	});

	/** A disk that answers when the test says so. */
	function slowDisk() {
		const clock = manualClock();
		const answers: (() => void)[] = [];
		const answered = () => new Promise<void>((resolve) => answers.push(resolve));
		let text = 'before';
		const store: Store = {
			async read() {
				await answered();
				return text;
			},
			async update(_name, change) {
				await answered();
				text = change(text) ?? text;
			},
			remove: answered,
		};
		return {
			...{ clock, guarded: guardStore(store, clock, recordingLog(), false) },
			text: () => text,
			answer: () => answers.shift()?.(),
		};
	}

	it('that answered while the machine slept has answered in time', async () => {
		const { clock, guarded, answer } = slowDisk();
		const read = guarded.usable?.read('s');
		await clock.advance(1_000);
		clock.jump(60 * minute);
		await clock.advance(0); // after a sleep, timers run first
		answer();
		assert.equal(await read, 'before');
	});

	it('that answers too late makes no change any more that the window has made for itself', async () => {
		const { clock, guarded, text, answer } = slowDisk();
		const update = guarded.usable?.update('s', () => 'after');
		const failure = assert.rejects(update ?? Promise.resolve(), /no answer/);
		await clock.advance(4_000);
		await failure;
		answer();
		await clock.advance(0);
		assert.equal(text(), 'before');
	});

	it('that holds nonsense is written anew, with a line in the log', async () => {
		const world = machine({ windows: 2 });
		await world.clock.advance(minute);
		for (const nonsense of ['{"version":1,"lea', '[]', '{"version":1,"spent":7}', '\u0000']) {
			world.disk.files.set('s', nonsense);
			const before = world.server.calls.listAgents;
			await world.clock.advance(2 * minute);
			const polls = world.server.calls.listAgents - before;
			assert.ok(polls >= 2 && polls <= 6, `${polls} polls`);
			assert.match(world.disk.files.get('s') ?? '', /"lease"/);
		}
		assert.ok(world.windows.some(({ log }) => log.lines.some((line) => /could not be read/.test(line))));
	});

	it('without locks: two holders for a moment cost at most one poll', async () => {
		const world = machine({ windows: 6 });
		world.disk.kind = 'sloppy';
		await world.clock.advance(minute);
		for (let n = 0; n < 12; n++) {
			world.focus(world.windows[n % 6]);
			const before = world.server.calls.listAgents;
			await world.clock.advance(10_000);
			assert.ok(world.server.calls.listAgents - before <= 2);
		}
	});

	it('that lost the file tells the windows to look after their session', async () => {
		const world = machine({ windows: 2 });
		await world.clock.advance(minute);
		world.disk.files.delete('s');
		await world.clock.advance(3_000);
		assert.deepEqual(
			world.windows.map(({ sessions }) => sessions),
			[1, 1],
		);
	});
});
