// The question on coming back, and the reminders of working hours: asked once, in one window, and they set nothing by themselves.
import assert from 'node:assert/strict';
import { startAwayTimer } from '../../../src/desk/status/startTimer';
import { lastShift, nextShiftChange, parseWorkingHours } from '../../../src/desk/status/workingHours';
import { manualClock } from '../../fixtures/manualClock';
import { firstOf, hour, hours, inZone, minute, type RuleWorld, ruleWorld } from './ruleWindows';

/** An away timer of 5 minutes whose question the user has closed. */
async function timerOver(world: RuleWorld): Promise<void> {
	const { desk } = firstOf(world).window;
	await world.during(startAwayTimer(desk, { minutes: 5 }, async () => undefined));
	await world.advance(6 * minute);
	await world.asked[0]?.answer(undefined);
}

const kinds = (world: RuleWorld) => world.asked.map(({ question }) => question.kind);

describe('The question on coming back', () => {
	const prompt = { settings: { returnPrompt: true } } as const;

	async function absent(world: RuleWorld, ms: number): Promise<void> {
		world.use();
		await world.advance(ms);
		world.use(firstOf(world));
		await world.advance(2 * minute);
	}

	it('is off by default', async () => {
		const world = await ruleWorld();
		world.console('Away');
		await absent(world, hour);
		assert.deepEqual(kinds(world), []);
	});

	it('is asked once after an absence, if I am still away', async () => {
		const world = await ruleWorld({ ...prompt, count: 2 });
		world.console('Lunch');
		await absent(world, 20 * minute);
		assert.deepEqual(kinds(world), ['askReturned']);
		await world.asked[0]?.answer(undefined);
		await world.advance(hour);
		assert.deepEqual(kinds(world), ['askReturned'], 'closing it is an answer too');
		assert.equal(world.puts(), 0);
		await absent(world, 20 * minute);
		await world.asked[1]?.answer('goOnline');
		assert.equal(world.status(), 'Online');
	});

	it('is not asked after a short absence, and not if I am online', async () => {
		const world = await ruleWorld(prompt);
		await absent(world, hour);
		world.console('Away');
		await absent(world, 2 * minute);
		assert.deepEqual(kinds(world), []);
	});

	it('is asked although an away timer is over and its question was closed', async () => {
		const world = await ruleWorld(prompt);
		world.console('Lunch');
		await world.advance(minute);
		await timerOver(world);
		await absent(world, 20 * minute);
		assert.deepEqual(kinds(world), ['askTimer', 'askReturned']);
	});

	it('counts a window with another site as use', async () => {
		const world = await ruleWorld(prompt);
		world.console('Lunch');
		await world.advance(minute);
		world.use(world.open('other'));
		await world.advance(20 * minute);
		world.use(firstOf(world));
		await world.advance(2 * minute);
		assert.deepEqual(kinds(world), []);
	});

	it('is asked for the status that the service has now: it may have been changed in the absence', async () => {
		const world = await ruleWorld(prompt);
		world.console('Away');
		await world.advance(minute);
		world.use();
		await world.advance(minute);
		world.machine.clock.jump(hour);
		world.console('Online');
		world.use(firstOf(world));
		await world.advance(2 * minute);
		assert.deepEqual(kinds(world), []);
	});
});

describe('A reminder of working hours', () => {
	/** Monday to Friday, from a Monday at that time. */
	async function monday(time: number, count = 1): Promise<RuleWorld> {
		const clock = manualClock(new Date(2026, 0, 5, 0, 0).getTime() + time);
		const world = await ruleWorld({ clock, count, settings: hours('Mon-Fri 09:00-17:00') });
		return world;
	}

	it('comes at the start if I am not online, once in all windows', async () => {
		const world = await monday(8.5 * hour, 2);
		world.console('Offline');
		await world.advance(29 * minute);
		assert.deepEqual(kinds(world), []);
		await world.advance(2 * minute);
		assert.deepEqual(kinds(world), ['askStart']);
		await world.advance(2 * hour);
		assert.deepEqual(kinds(world), ['askStart']);
		assert.equal(world.puts(), 0);
		await world.asked[0]?.answer('goOnline');
		assert.equal(world.status(), 'Online');
	});

	it('comes although an away timer is over and its question was closed', async () => {
		const world = await monday(8.5 * hour);
		world.console('Lunch');
		await world.advance(minute);
		await timerOver(world);
		await world.advance(25 * minute);
		assert.deepEqual(kinds(world), ['askTimer', 'askStart']);
	});

	it('at the end sets the status that its button names, whatever was used since', async () => {
		const world = await monday(16.5 * hour);
		await world.advance(31 * minute);
		assert.deepEqual(kinds(world), ['askEnd']);
		world.console('Meeting');
		await world.advance(minute);
		world.console('Online');
		await world.advance(minute);
		await world.asked[0]?.answer('goAway');
		assert.equal(world.status(), 'Away');
	});

	it('does not come if I am online at the start, nor for a break later that day', async () => {
		const world = await monday(8.5 * hour);
		await world.advance(hour);
		world.console('Lunch');
		await world.advance(hour);
		assert.deepEqual(kinds(world), []);
	});

	it('comes with the first use of the day if the machine was not used at the start', async () => {
		const world = await monday(8 * hour);
		world.console('Offline');
		world.use();
		await world.advance(2 * hour);
		assert.deepEqual(kinds(world), []);
		world.use(firstOf(world));
		await world.advance(minute);
		assert.deepEqual(kinds(world), ['askStart']);
	});

	it('comes at the end if I am online, with the away status used last as its answer', async () => {
		const world = await monday(16.5 * hour);
		await world.advance(29 * minute);
		assert.deepEqual(kinds(world), []);
		await world.advance(2 * minute);
		assert.deepEqual(kinds(world), ['askEnd']);
		assert.equal(world.puts(), 0);
		await world.asked[0]?.answer('goAway');
		assert.equal(world.status(), 'Away');
	});

	it('does not come at the end if I am not online, nor when I go online later in the evening', async () => {
		const world = await monday(16.5 * hour);
		world.console('Away');
		await world.advance(hour);
		world.console('Online');
		await world.advance(hour);
		assert.deepEqual(kinds(world), []);
	});

	it('does not come on a day off', async () => {
		const world = await monday(-15.25 * hour); // Sunday, 8:45
		world.console('Offline');
		await world.advance(hour);
		assert.deepEqual(kinds(world), []);
	});

	it('is not repeated when the clock is set back', async () => {
		const world = await monday(8.5 * hour);
		world.console('Offline');
		await world.advance(hour);
		world.machine.clock.set(world.machine.clock.now() - hour);
		await world.advance(2 * hour);
		assert.deepEqual(kinds(world), ['askStart']);
	});

	it('comes once after a sleep over several days, for the present day', async () => {
		const world = await monday(16.5 * hour);
		world.console('Offline');
		await world.advance(minute);
		world.machine.clock.jump(41 * hour); // Wednesday, 9:31
		await world.advance(5 * minute);
		assert.deepEqual(kinds(world), ['askStart']);
	});
});

describe('Working hours', () => {
	const shift = (text: string, now: Date) => {
		const found = lastShift(parseWorkingHours(text) ?? [], now.getTime());
		return found && [new Date(found.start), new Date(found.end)];
	};

	it('are days and times, in several parts', () => {
		const wednesday = new Date(2026, 0, 7, 12, 0);
		const at = (day: number, hour: number, minutes = 0) => new Date(2026, 0, day, hour, minutes);
		assert.deepEqual(shift('Mon-Fri 09:00-17:00', wednesday), [at(7, 9), at(7, 17)]);
		assert.deepEqual(shift('mon wed 9-17.30', wednesday), [at(7, 9), at(7, 17, 30)]);
		assert.deepEqual(shift('Mon 09:00-17:00', wednesday), [at(5, 9), at(5, 17)]);
		assert.deepEqual(shift('Mon-Fri 08:00-11:30, Mon-Fri 13:00-17:00', wednesday), [at(7, 8), at(7, 11, 30)]);
		assert.deepEqual(shift('Sat-Tue 09:00-17:00', wednesday), [at(6, 9), at(6, 17)]);
		assert.deepEqual(shift('Mon-Fri 16:00-24:00', wednesday), [at(6, 16), at(7, 0)], 'until midnight');
		assert.deepEqual(shift('Mon-Fri 9am-5:30pm', wednesday), [at(7, 9), at(7, 17, 30)]);
		assert.deepEqual(shift('Mon-Fri 22:00-06:00', wednesday), [at(6, 22), at(7, 6)], 'over midnight');
	});

	it('that can not be understood are none', () => {
		for (const text of [
			'9-17',
			'Mon-Fri',
			'Mo-Fr 09:00-17:00',
			'Mon-Fri 09:00',
			'Mon-Fri 25:00-26:00',
			'Mon-Fri 24:00-26:00',
			'Mon-Fri 24:00-08:00',
			'Mon-Fri 16:00-24:01',
			'Mon-Tue-Wed 9-17',
			'x'.repeat(5_000),
		]) {
			assert.equal(parseWorkingHours(text), undefined, text.slice(0, 40));
		}
		assert.deepEqual(parseWorkingHours(''), []);
	});

	it('begin and end when the clock on the wall says so, on the days on which clocks change too', () =>
		inZone('Europe/Berlin', () => {
			// Clocks go forward on 29 March and back on 25 October 2026, both Sundays.
			const spring = shift('Sun 01:00-09:00', new Date(2026, 2, 29, 12, 0));
			assert.deepEqual(spring, [new Date(Date.UTC(2026, 2, 29, 0)), new Date(Date.UTC(2026, 2, 29, 7))]);
			const autumn = shift('Sun 01:00-09:00', new Date(2026, 9, 25, 12, 0));
			assert.deepEqual(autumn, [new Date(Date.UTC(2026, 9, 24, 23)), new Date(Date.UTC(2026, 9, 25, 8))]);
			assert.deepEqual(shift('Sat 22:00-06:00', new Date(2026, 9, 25, 12, 0)), [
				new Date(2026, 9, 24, 22),
				new Date(2026, 9, 25, 6),
			]);
		}));

	it('remind once each on the days on which clocks change', () =>
		inZone('Europe/Berlin', async () => {
			for (const night of [new Date(2026, 2, 29, 0, 45), new Date(2026, 9, 25, 0, 45)]) {
				const world = await ruleWorld({
					clock: manualClock(night.getTime()),
					settings: hours('Sun 01:30-04:00'),
				});
				world.console('Offline');
				await world.advance(hour);
				assert.deepEqual(kinds(world), ['askStart']);
				world.console('Online');
				await world.advance(4 * hour);
				assert.deepEqual(kinds(world), ['askStart', 'askEnd']);
			}
		}));

	it('change next at the nearest start or end', () => {
		const next = (text: string, now: Date) => nextShiftChange(parseWorkingHours(text) ?? [], now.getTime());
		assert.equal(next('Mon-Fri 09:00-17:00', new Date(2026, 0, 7, 12)), new Date(2026, 0, 7, 17).getTime());
		assert.equal(next('Mon-Fri 09:00-17:00', new Date(2026, 0, 9, 18)), new Date(2026, 0, 12, 9).getTime());
		assert.equal(next('', new Date()), undefined);
	});
});
