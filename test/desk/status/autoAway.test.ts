// The rule that sets me away without an active window: when it warns, what stops it, and when it is undone.
import assert from 'node:assert/strict';
import { ApiError } from '../../../src/service/errors';
import { failing } from '../../fixtures/oneDesk';
import { firstOf, hour, minute, type RuleWorld, ruleWorld } from './ruleWindows';

const tenMinutes = { settings: { autoAway: 10 } } as const;

/** Nobody uses a window until the rule has set the status. */
async function leave(world: RuleWorld): Promise<void> {
	world.use();
	await world.advance(12 * minute);
}

const kinds = (world: RuleWorld) => world.asked.map(({ question }) => question.kind);

describe('Automatic Away', () => {
	it('is off by default: an idle day sets nothing', async () => {
		const world = await ruleWorld();
		world.use();
		await world.advance(8 * hour);
		assert.equal(world.puts(), 0);
		assert.deepEqual(kinds(world), []);
	});

	it('warns 30 s before, in one window, then sets the away status used last', async () => {
		const world = await ruleWorld({ ...tenMinutes, count: 3 });
		world.use();
		await world.advance(9 * minute);
		assert.deepEqual(kinds(world), []);
		await world.advance(50_000);
		assert.deepEqual(kinds(world), ['warn']);
		assert.equal(world.puts(), 0);
		await world.advance(minute);
		assert.equal(world.status(), 'Away');
		assert.equal(world.puts(), 1);
		await world.advance(8 * hour);
		assert.equal(world.puts(), 1);
		assert.deepEqual(kinds(world), ['warn']);
	});

	it('does not begin while any window is active', async () => {
		const world = await ruleWorld({ ...tenMinutes, count: 2 });
		const [, second] = world.windows;
		assert.ok(second);
		world.use(second);
		await world.advance(2 * hour);
		assert.equal(world.puts(), 0);
	});

	for (const what of ['Stay Online', 'an active window', 'a chat', 'the console', 'the setting'] as const) {
		it(`is stopped within the 30 s by ${what}`, async () => {
			const world = await ruleWorld({ ...tenMinutes, count: 2 });
			const [first, second] = world.windows;
			assert.ok(first && second);
			world.use();
			await world.advance(9 * minute);
			for (let n = 0; n < 60 && world.asked.length === 0; n++) {
				await world.advance(1_000);
			}
			assert.deepEqual(kinds(world), ['warn']);
			switch (what) {
				case 'Stay Online':
					await world.asked[0]?.answer('stay');
					break;
				case 'an active window':
					world.use(second);
					await world.advance(1_000);
					world.use();
					break;
				case 'a chat':
					world.console('Online', 1); // seen by the read right before the write
					break;
				case 'the console':
					world.console('Meeting');
					break;
				case 'the setting':
					world.settings = { ...world.settings, autoAway: 0 };
			}
			await world.advance(2 * minute);
			assert.equal(world.puts(), 0);
		});
	}

	it('never sets a status with open chats, and counts on once they are over', async () => {
		const world = await ruleWorld(tenMinutes);
		world.console('Online', 2);
		await world.advance(minute);
		world.use();
		await world.advance(hour);
		assert.equal(world.puts(), 0);
		world.console('Online', 0);
		await world.advance(10 * minute);
		assert.equal(world.puts(), 1);
	});

	it('never sets a status while a debug session or a task runs in any window', async () => {
		const world = await ruleWorld({ ...tenMinutes, count: 2 });
		const [, second] = world.windows;
		assert.ok(second);
		world.busy(second, true);
		world.use();
		await world.advance(2 * hour);
		assert.equal(world.puts(), 0);
		world.busy(second, false);
		await world.advance(12 * minute);
		assert.equal(world.puts(), 1);
	});

	for (const status of ['Away', 'Lunch', 'Offline']) {
		it(`sets nothing from ${status}`, async () => {
			const world = await ruleWorld(tenMinutes);
			world.console(status);
			await world.advance(minute);
			world.use();
			await world.advance(hour);
			assert.equal(world.puts(), 0);
			world.use(firstOf(world));
			await world.advance(minute);
			assert.equal(world.puts(), 0, 'and undoes nothing');
		});
	}

	it('is undone when a window is active again, and the user is told', async () => {
		const world = await ruleWorld({ ...tenMinutes, count: 2 });
		const [, second] = world.windows;
		assert.ok(second);
		await leave(world);
		assert.equal(world.status(), 'Away');
		world.use(second);
		await world.advance(minute);
		assert.equal(world.status(), 'Online');
		assert.equal(world.puts(), 2);
		assert.deepEqual(world.undone, ['Away']);
	});

	it('is not undone if the console has set another status since, and not after it was set back there', async () => {
		const world = await ruleWorld(tenMinutes);
		await leave(world);
		world.console('Meeting');
		await world.advance(5 * minute);
		world.console('Away');
		await world.advance(5 * minute);
		world.use(firstOf(world));
		await world.advance(5 * minute);
		assert.equal(world.status(), 'Away');
		assert.equal(world.puts(), 1);
		assert.deepEqual(world.undone, []);
	});

	it('is not undone if the read on coming back shows another status', async () => {
		const world = await ruleWorld(tenMinutes);
		await leave(world);
		world.console('Meeting');
		world.use(firstOf(world));
		await world.advance(minute);
		assert.equal(world.status(), 'Meeting');
		assert.equal(world.puts(), 1);
	});

	it('asks instead of undoing where the setting for that is on', async () => {
		const world = await ruleWorld({ settings: { autoAway: 10, returnPrompt: true } });
		await leave(world);
		world.use(firstOf(world));
		await world.advance(5 * minute);
		assert.deepEqual(kinds(world), ['warn', 'askReturned']);
		assert.equal(world.puts(), 1);
		await world.asked[1]?.answer('goOnline');
		assert.equal(world.status(), 'Online');
	});

	it('asks if it could not be undone, so that nobody forgets the status', async () => {
		const world = await ruleWorld(tenMinutes);
		await leave(world);
		world.machine.server.meets.setAgentStatus = failing(
			new ApiError('badRequest', { status: 400, isServiceAnswer: true }),
		);
		world.use(firstOf(world));
		await world.advance(minute);
		assert.deepEqual(kinds(world), ['warn', 'askReturned']);
	});

	it('sets nothing if the service could not be read right before, and tries again later', async () => {
		const world = await ruleWorld(tenMinutes);
		world.use();
		await world.advance(9 * minute);
		for (let n = 0; n < 60 && world.asked.length === 0; n++) {
			await world.advance(1_000);
		}
		world.machine.server.meets.listAgents = failing(new ApiError('timeout'));
		await world.advance(minute);
		assert.equal(world.puts(), 0);
		delete world.machine.server.meets.listAgents;
		await world.advance(10 * minute);
		assert.equal(world.puts(), 1);
	});

	it('counts from the end of a sleep: closing the lid is no warning, and waking up is no use', async () => {
		const world = await ruleWorld({ ...tenMinutes, count: 2 });
		world.use();
		await world.advance(9 * minute + 45_000);
		world.machine.clock.jump(3 * hour);
		await world.advance(9 * minute);
		assert.equal(world.puts(), 0);
		await world.advance(2 * minute);
		assert.equal(world.puts(), 1);
	});

	it('does not take a sleep after it was set for the return of the user', async () => {
		const world = await ruleWorld(tenMinutes);
		await leave(world);
		world.machine.clock.jump(3 * hour);
		await world.advance(10 * minute);
		assert.equal(world.status(), 'Away');
		assert.equal(world.puts(), 1);
	});

	for (const [what, shift] of [
		['forward', 5 * hour],
		['back', -5 * hour],
	] as const) {
		it(`is not hastened by a clock that is set ${what}`, async () => {
			const world = await ruleWorld(tenMinutes);
			world.use();
			await world.advance(5 * minute);
			world.machine.clock.set(world.machine.clock.now() + shift);
			await world.advance(4 * minute);
			assert.equal(world.puts(), 0);
			await world.advance(10 * minute);
			assert.equal(world.puts(), 1);
		});
	}

	it('is set by another window if the one that warned is killed', async () => {
		const world = await ruleWorld({ ...tenMinutes, count: 2 });
		world.use();
		await world.advance(9 * minute);
		for (let n = 0; n < 60 && world.asked.length === 0; n++) {
			await world.advance(1_000);
		}
		const [asked] = world.asked;
		asked?.window.window.kill();
		asked?.window.rules.dispose();
		await world.advance(5 * minute);
		assert.equal(world.puts(), 1);
	});

	it('does not set the status of another agent whom the user has selected meanwhile', async () => {
		const world = await ruleWorld(tenMinutes);
		await leave(world);
		firstOf(world).window.desk.setMyAgent('a2');
		world.use(firstOf(world));
		await world.advance(5 * minute);
		assert.equal(world.puts(), 1);
	});

	/** Until the 30 s have begun. */
	async function warned(world: RuleWorld): Promise<void> {
		world.use();
		await world.advance(9 * minute);
		for (let n = 0; n < 60 && world.asked.length === 0; n++) {
			await world.advance(1_000);
		}
	}

	it('is not undone days later: the status of that name may be one that the user has set since', async () => {
		const world = await ruleWorld(tenMinutes);
		await leave(world);
		assert.equal(world.status(), 'Away');
		const { window, rules } = firstOf(world);
		window.kill();
		rules.dispose();
		world.machine.clock.jump(60 * hour);
		world.use(world.open());
		await world.advance(2 * minute);
		assert.equal(world.puts(), 1);
		assert.deepEqual(kinds(world), ['warn', 'askReturned'], 'it asks, so that nobody forgets the status');
	});

	it('is not undone after a sleep, in which the user may have set the same status in the console', async () => {
		const world = await ruleWorld(tenMinutes);
		await leave(world);
		world.machine.clock.jump(3 * hour);
		world.use(firstOf(world));
		await world.advance(2 * minute);
		assert.equal(world.puts(), 1);
		assert.deepEqual(kinds(world), ['warn', 'askReturned']);
	});

	it('is forgotten when the rule is switched off', async () => {
		const world = await ruleWorld(tenMinutes);
		await leave(world);
		const { settings } = world;
		world.settings = { ...settings, autoAway: 0 };
		await world.advance(minute);
		world.settings = settings;
		world.use(firstOf(world));
		await world.advance(2 * minute);
		assert.equal(world.puts(), 1);
		assert.deepEqual(kinds(world), ['warn']);
	});

	it('does not begin while a window with another site is active, or has a task', async () => {
		const world = await ruleWorld(tenMinutes);
		const other = world.open('other');
		world.use(other);
		await world.advance(20 * minute);
		world.use();
		world.busy(other, true);
		await world.advance(20 * minute);
		assert.equal(world.puts(), 0);
		assert.deepEqual(kinds(world), []);
		world.busy(other, false);
		await world.advance(12 * minute);
		assert.equal(world.puts(), 1, 'once, for the site whose windows are idle too');
	});

	it('does not follow at once when the user goes online in the console', async () => {
		const world = await ruleWorld(tenMinutes);
		await leave(world);
		await world.advance(30 * minute);
		world.console('Online');
		await world.advance(8 * minute);
		assert.equal(world.status(), 'Online');
		assert.equal(world.puts(), 1);
		await world.advance(5 * minute);
		assert.equal(world.puts(), 2, 'the minutes count from then on');
	});

	it('warns again only after the minutes if the service refuses the status', async () => {
		const world = await ruleWorld(tenMinutes);
		world.use();
		world.machine.server.setAgentStatus = async () => {
			throw new ApiError('forbidden', { status: 403, isServiceAnswer: true });
		};
		await world.advance(25 * minute);
		assert.deepEqual(kinds(world), ['warn', 'warn']);
	});

	for (const [what, happens] of [
		['is active', { isActive: true, isFocused: true, isBusy: false }],
		['has a task', { isActive: false, isFocused: false, isBusy: true }],
	] as const) {
		it(`is stopped by another window that ${what} during the read before the write`, async () => {
			const world = await ruleWorld({ ...tenMinutes, count: 2 });
			await warned(world);
			const { clock, server } = world.machine;
			server.meets.listAgents = () => new Promise((resolve) => void clock.setTimer(resolve, 8_000));
			const stage = () => world.windows[0]?.window.desk.duty.current.auto?.stage;
			for (let n = 0; n < 60 && stage() !== 'setting'; n++) {
				await world.advance(1_000);
			}
			assert.equal(stage(), 'setting');
			const by = world.windows[0]?.window.desk.duty.current.auto?.by;
			const other = world.windows[by === 'w0' ? 1 : 0];
			assert.ok(other);
			other.use = happens;
			other.rules.check();
			await world.advance(minute);
			assert.equal(world.puts(), 0);
			assert.deepEqual(world.undone, []);
		});
	}

	it('asks on the return if it is not known whether the status was set', async () => {
		const world = await ruleWorld(tenMinutes);
		await warned(world);
		const { meets } = world.machine.server;
		meets.setAgentStatus = failing(new ApiError('timeout'));
		meets.getAgent = failing(new ApiError('timeout'));
		await world.advance(minute);
		assert.equal(world.status(), 'Away', 'the answer was lost');
		delete meets.setAgentStatus;
		delete meets.getAgent;
		await world.advance(20 * minute);
		world.use(firstOf(world));
		await world.advance(minute);
		assert.deepEqual(kinds(world), ['warn', 'askReturned']);
		assert.equal(world.puts(), 1);
	});

	it('is not forgotten if the window is killed between the write and its answer', async () => {
		const world = await ruleWorld({ ...tenMinutes, count: 2 });
		await warned(world);
		world.machine.server.meets.setAgentStatus = () => {
			const by = world.windows[0]?.window.desk.duty.current.auto?.by;
			const writer = world.windows[by === 'w0' ? 0 : 1];
			writer?.window.kill();
			writer?.rules.dispose();
			return new Promise(() => undefined);
		};
		await world.advance(5 * minute);
		assert.equal(world.status(), 'Away');
		const left = world.windows.find(({ window }) => !window.over);
		assert.ok(left);
		world.use(left);
		await world.advance(2 * minute);
		assert.deepEqual(kinds(world), ['warn', 'askReturned']);
		assert.equal(world.puts(), 1);
	});
});
