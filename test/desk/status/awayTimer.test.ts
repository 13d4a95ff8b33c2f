// Away For…: one question at the end in all windows, never a status by itself, cancelled by any other status.
import assert from 'node:assert/strict';
import { type AwayLength, awayEnd, awayLengthOf } from '../../../src/desk/status/awayTimer';
import { startAwayTimer } from '../../../src/desk/status/startTimer';
import { ApiError } from '../../../src/service/errors';
import { failing } from '../../fixtures/oneDesk';
import { firstOf, hour, inZone, minute, type RuleWorld, ruleWorld } from './ruleWindows';

/** Goes away with a timer, as the command does. */
async function goAway(world: RuleWorld, length: AwayLength = { minutes: 15 }): Promise<void> {
	const { desk } = firstOf(world).window;
	await world.during(startAwayTimer(desk, length, () => setStatus(world, 'Lunch')));
}

async function setStatus(world: RuleWorld, status: string) {
	const outcome = await firstOf(world).window.desk.setMyStatus(status);
	assert.ok(outcome.kind === 'set');
	return outcome.agent;
}

const timers = (world: RuleWorld) => world.windows.map(({ window }) => window.desk.state.awayTimer);

describe('The away timer', () => {
	it('is known to all windows, and asks in one of them at the end: the focused one', async () => {
		const world = await ruleWorld({ count: 3 });
		await goAway(world);
		const [, second, third] = world.windows;
		assert.ok(second && third);
		await world.advance(20_000);
		assert.ok(timers(world).every((timer) => timer?.status === 'Lunch'));
		world.use(third, second);
		await world.advance(14 * minute);
		assert.equal(world.asked.length, 0, 'not before the end');
		await world.advance(minute);
		assert.deepEqual(
			world.asked.map(({ window, question }) => [window, question.kind]),
			[[third, 'askTimer']],
		);
		await world.advance(hour);
		assert.equal(world.asked.length, 1, 'asked once');
		assert.equal(world.puts(), 1, 'the status is the one that the user set');
		assert.equal(world.status(), 'Lunch');
	});

	it('has ended when it has asked: a clock that is set back then starts it no more, and the question is still answered', async () => {
		const world = await ruleWorld();
		await goAway(world);
		await world.advance(16 * minute);
		assert.equal(world.asked.length, 1);
		world.machine.clock.set(world.machine.clock.now() - hour);
		await world.advance(10_000);
		assert.ok((timers(world)[0]?.endsAt ?? 0) <= world.machine.clock.now());
		await world.asked[0]?.answer('stay');
		assert.deepEqual(timers(world), [undefined]);
	});

	it('goes online when the user says so', async () => {
		const world = await ruleWorld();
		await goAway(world);
		await world.advance(16 * minute);
		await world.asked[0]?.answer('goOnline');
		assert.equal(world.status(), 'Online');
		await world.advance(15_000);
		assert.deepEqual(timers(world), [undefined]);
	});

	it('gets ten more minutes when the user says so, and asks again then', async () => {
		const world = await ruleWorld({ count: 2 });
		await goAway(world);
		await world.advance(16 * minute);
		await world.asked[0]?.answer('moreMinutes');
		await world.advance(9 * minute);
		assert.equal(world.asked.length, 1);
		await world.advance(2 * minute);
		assert.equal(world.asked.length, 2);
		assert.equal(world.puts(), 1);
	});

	it('is over when the user stays away, and closing the question does nothing', async () => {
		const world = await ruleWorld();
		await goAway(world);
		await world.advance(16 * minute);
		await world.asked[0]?.answer(undefined);
		assert.equal(timers(world)[0]?.isAsked, true, 'the status bar still says that the time is over');
		await goAway(world);
		await world.advance(16 * minute);
		await world.asked[1]?.answer('stay');
		assert.deepEqual(timers(world), [undefined]);
		assert.equal(world.status(), 'Lunch');
	});

	for (const status of ['Online', 'Meeting']) {
		it(`is cancelled when the console sets ${status}`, async () => {
			const world = await ruleWorld({ count: 2 });
			await goAway(world);
			await world.advance(minute);
			world.console(status);
			await world.advance(minute);
			assert.deepEqual(timers(world), [undefined, undefined]);
			await world.advance(hour);
			assert.equal(world.asked.length, 0);
			assert.equal(world.status(), status);
			assert.equal(world.puts(), 1);
		});
	}

	it('is not cancelled by a read that still has the status before: the service caches for some seconds', async () => {
		const world = await ruleWorld();
		await goAway(world);
		world.console('Online');
		await world.advance(4_000);
		world.console('Lunch');
		await world.advance(15 * minute);
		assert.equal(world.asked.length, 1);
	});

	it('is cancelled by a status that the user sets, and by another agent', async () => {
		const world = await ruleWorld();
		const { desk } = firstOf(world).window;
		await goAway(world);
		await world.during(desk.setMyStatus('Meeting'), 3_000); // at once: a status of ours is certain
		assert.deepEqual(timers(world), [undefined]);
		await goAway(world);
		desk.setMyAgent('a2');
		await world.advance(minute);
		assert.deepEqual(timers(world), [undefined]);
	});

	it('asks once after a sleep, when the status was read again', async () => {
		const world = await ruleWorld({ count: 2 });
		await goAway(world);
		await world.advance(minute);
		world.machine.clock.jump(3 * hour);
		await world.advance(2 * minute);
		assert.equal(world.asked.length, 1);
		await world.advance(hour);
		assert.equal(world.asked.length, 1);
		assert.equal(world.puts(), 1);
	});

	it('does not ask after a sleep in which the console set another status', async () => {
		const world = await ruleWorld({ count: 2 });
		await goAway(world);
		await world.advance(minute);
		world.machine.clock.jump(3 * hour);
		world.console('Online');
		await world.advance(5 * minute);
		assert.equal(world.asked.length, 0);
		assert.deepEqual(timers(world), [undefined, undefined]);
	});

	it('goes on in a window that was reloaded', async () => {
		const world = await ruleWorld();
		await goAway(world);
		const first = firstOf(world);
		await world.advance(minute);
		first.window.kill();
		first.rules.dispose();
		const second = world.open();
		world.use(second);
		await world.advance(15 * minute);
		assert.deepEqual(
			world.asked.map(({ window }) => window),
			[second],
		);
	});

	it('asks at most the whole span later if the clock is set back', async () => {
		const world = await ruleWorld();
		await goAway(world);
		await world.advance(minute);
		world.machine.clock.set(world.machine.clock.now() - 5 * hour);
		await world.advance(17 * minute);
		assert.equal(world.asked.length, 1);
	});

	it('acts on the status at the time of the answer: an old question sets nothing that is set', async () => {
		const world = await ruleWorld();
		await goAway(world);
		await world.advance(16 * minute);
		world.console('Online');
		await world.advance(minute);
		await world.asked[0]?.answer('goOnline');
		assert.equal(world.puts(), 1);
	});
});

describe('Away For…', () => {
	const start = (world: RuleWorld) =>
		world.during(startAwayTimer(firstOf(world).window.desk, { minutes: 15 }, (status) => setStatus(world, status)));

	it('sets the away status used last', async () => {
		const world = await ruleWorld();
		await start(world);
		assert.equal(world.status(), 'Away');
		assert.equal(timers(world)[0]?.status, 'Away');
	});

	it('keeps an away status that the service has', async () => {
		const world = await ruleWorld();
		world.console('Meeting');
		await world.advance(minute);
		await start(world);
		assert.equal(world.puts(), 0);
		assert.equal(timers(world)[0]?.status, 'Meeting');
	});

	it('goes away if the user has gone online in the console just now', async () => {
		const world = await ruleWorld();
		world.console('Away');
		await world.advance(minute);
		world.console('Online');
		await start(world);
		assert.equal(world.status(), 'Away');
		assert.equal(world.puts(), 1);
		await world.advance(16 * minute);
		assert.equal(world.asked.length, 1);
	});

	it('sets the status anyway if it could not be read', async () => {
		const world = await ruleWorld();
		world.console('Away');
		await world.advance(minute);
		world.console('Online');
		world.machine.server.meets.listAgents = failing(new ApiError('timeout'));
		await start(world);
		assert.equal(world.status(), 'Away');
	});

	it('sets no timer if the user cancels', async () => {
		const world = await ruleWorld();
		await world.during(startAwayTimer(firstOf(world).window.desk, { minutes: 15 }, async () => undefined));
		assert.deepEqual(timers(world), [undefined]);
	});
});

describe('The question at the end of an away timer', () => {
	it('is asked by another window if the one that asked is closed without an answer', async () => {
		const world = await ruleWorld({ count: 2 });
		await goAway(world);
		await world.advance(16 * minute);
		const [first] = world.asked;
		assert.ok(first && world.asked.length === 1);
		first.window.window.kill();
		first.window.rules.dispose();
		await world.advance(3 * minute);
		assert.equal(world.asked.length, 2);
		assert.notEqual(world.asked[1]?.window, first.window);
		await world.advance(hour);
		assert.equal(world.asked.length, 2);
	});

	it('is not asked again after a sleep while it is shown, nor after it was closed', async () => {
		const world = await ruleWorld({ count: 3 });
		await goAway(world);
		await world.advance(16 * minute);
		world.machine.clock.jump(3 * hour);
		await world.advance(5 * minute);
		assert.equal(world.asked.length, 1);
		await world.asked[0]?.answer(undefined);
		await world.advance(hour);
		assert.equal(world.asked.length, 1);
	});

	it('is answered after the user has signed in again', async () => {
		const world = await ruleWorld();
		await goAway(world);
		await world.advance(16 * minute);
		world.restart(firstOf(world));
		await world.advance(5 * minute);
		assert.equal(world.asked.length, 1, 'the question is still shown');
		await world.asked[0]?.answer('goOnline');
		assert.equal(world.status(), 'Online');
		assert.equal(world.nothingSet, 0);
	});

	it('sets nothing for a site that is no longer open, and says so', async () => {
		const world = await ruleWorld();
		await goAway(world);
		await world.advance(16 * minute);
		world.leave(firstOf(world));
		await world.asked[0]?.answer('goOnline');
		assert.equal(world.puts(), 1);
		assert.equal(world.nothingSet, 1);
	});

	it('sets nothing for another agent, and says so', async () => {
		const world = await ruleWorld();
		await goAway(world);
		await world.advance(16 * minute);
		firstOf(world).window.desk.setMyAgent('a2');
		await world.advance(minute);
		await world.asked[0]?.answer('goOnline');
		assert.equal(world.puts(), 1);
		assert.equal(world.nothingSet, 1);
	});

	it('comes at that time of day if the clock was a month ahead when the timer was set', async () => {
		const world = await ruleWorld();
		const { clock } = world.machine;
		clock.set(clock.now() + 30 * 24 * hour);
		await world.advance(2 * minute);
		const end = new Date(clock.now() + 15 * minute);
		await goAway(world, { until: `${end.getHours()}:${String(end.getMinutes()).padStart(2, '0')}` });
		await world.advance(minute);
		clock.set(clock.now() - 30 * 24 * hour);
		await world.advance(10 * minute);
		assert.equal(world.asked.length, 0);
		await world.advance(7 * minute);
		assert.equal(world.asked.length, 1);
	});
});

describe('The length of an away timer', () => {
	it('is read from the argument of a command, and nothing else is taken for one', () => {
		assert.deepEqual(awayLengthOf({ minutes: 15 }), { minutes: 15 });
		assert.deepEqual(awayLengthOf({ until: '17:30' }), { until: '17:30' });
		for (const argument of [
			undefined,
			null,
			5,
			{ minutes: 0 },
			{ minutes: -1 },
			{ minutes: 1e9 },
			{ minutes: '5' },
			{ until: 'x' },
		]) {
			assert.equal(awayLengthOf(argument), undefined);
		}
	});

	it('is as many minutes as were asked for, also over the night on which clocks change', () =>
		inZone('Europe/Berlin', () => {
			for (const now of [new Date(2026, 2, 29, 1, 50).getTime(), new Date(2026, 9, 25, 1, 50).getTime()]) {
				assert.equal(awayEnd({ minutes: 60 }, now), now + hour);
			}
		}));

	it('until a time of day ends when the clock next shows it', () =>
		inZone('Europe/Berlin', () => {
			const end = (now: Date, until: string) => new Date(awayEnd({ until }, now.getTime()) ?? 0);
			assert.deepEqual(end(new Date(2026, 5, 1, 12, 0), '13:30'), new Date(2026, 5, 1, 13, 30));
			assert.deepEqual(end(new Date(2026, 5, 1, 12, 0), '11:30'), new Date(2026, 5, 2, 11, 30), 'tomorrow');
			assert.deepEqual(end(new Date(2026, 5, 1, 12, 0), '12:00'), new Date(2026, 5, 2, 12, 0), 'never at once');
			// Clocks go forward from 2:00 to 3:00.
			assert.deepEqual(end(new Date(2026, 2, 29, 1, 0), '03:00'), new Date(Date.UTC(2026, 2, 29, 1)));
			assert.deepEqual(end(new Date(2026, 2, 29, 1, 0), '02:30'), new Date(Date.UTC(2026, 2, 29, 1, 30)), 'skipped');
			// Clocks go back from 3:00 to 2:00: 2:30 comes twice.
			assert.deepEqual(end(new Date(2026, 9, 25, 1, 0), '02:30'), new Date(Date.UTC(2026, 9, 25, 0, 30)));
			assert.deepEqual(end(new Date(Date.UTC(2026, 9, 25, 0, 45)), '02:30'), new Date(Date.UTC(2026, 9, 25, 1, 30)));
			assert.deepEqual(end(new Date(Date.UTC(2026, 9, 25, 1, 45)), '02:30'), new Date(2026, 9, 26, 2, 30));
		}));
});
