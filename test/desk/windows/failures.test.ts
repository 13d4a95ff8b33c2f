// The behaviour and the log of several windows while the service or the network fails.
import assert from 'node:assert/strict';
import { staleAfter } from '../../../src/desk/state';
import { ApiError, isApiError } from '../../../src/service/errors';
import { agent, visitor } from '../../fixtures/fakeServer';
import { callsIn, type FakeWindow, first, machine, me, nothingVisible, throttled } from '../../fixtures/windows';

const minute = 60_000;

describe('Windows of one VS Code', () => {
	it('all keep to a Retry-After that any of them met, whatever the user asks', async () => {
		const world = machine({ windows: 3 });
		await world.clock.advance(5_000);
		world.focus(first(world));
		await world.clock.advance(20_000);
		const retryAt = world.clock.now() + 3 * minute;
		world.server.meets.setAgentStatus = throttled(retryAt);
		const refusal = (window: FakeWindow) =>
			assert.rejects(window.desk.refresh(), (error) => isApiError(error) && error.retryAt === retryAt);
		const set = assert.rejects((world.windows[2] as FakeWindow).desk.setMyStatus('Away'));
		await world.clock.advance(500);
		await set;
		const calls = world.calls();
		const refused = Promise.all(world.windows.map(refusal));
		await world.clock.advance(retryAt - world.clock.now() - 1);
		await refused;
		assert.equal(world.calls(), calls);
		for (const window of world.windows) {
			assert.ok(world.stale(window));
			const { pollError } = world.state(window);
			assert.equal(pollError?.kind, 'throttled');
			assert.equal(pollError?.retryAt, retryAt);
			assert.ok(pollError.missed >= 3, 'so that the views say it');
		}
		assert.ok((await callsIn(30_000, world)) >= 2);
	});

	it('keep to it also where one of them was just about to poll and has not looked since', async () => {
		for (let ms = 12_600; ms <= 13_900; ms += 100) {
			const world = machine({ windows: 2 });
			const poll = async () => {
				for (const before = world.calls(); world.calls() === before; ) {
					await world.clock.advance(50);
				}
			};
			const refuse = async (answer: () => Promise<never>) => {
				world.server.meets.setAgentStatus = answer;
				const set = assert.rejects((world.windows[1] as FakeWindow).desk.setMyStatus('Away'));
				await world.clock.advance(50);
				await set;
			};
			await world.clock.advance(5_000);
			world.focus(first(world));
			await world.clock.advance(20_000);
			await poll();
			// From here on, the interval is 14 s, and refusals in the next half a minute don't change it.
			await refuse(() => Promise.reject(new ApiError('throttled', { status: 429 })));
			await poll();
			await world.clock.advance(ms);
			await refuse(throttled(world.clock.now() + minute));
			assert.equal(await callsIn(3_000, world), 0, `${ms} ms after a poll`);
		}
	});

	it('stay within the budget together, and let the user act beyond it', async () => {
		const world = machine({ windows: 6 });
		world.budget = 20;
		world.server.visitors = [visitor('v1', { status: 'waitingForChat' })];
		await world.clock.advance(5 * minute);
		for (const window of world.windows) {
			window.visibility = { ...nothingVisible, visitors: true };
			window.desk.reschedule();
		}
		const starts = world.calls();
		await world.clock.advance(5 * minute);
		assert.ok(world.calls() - starts <= 20, `${world.calls() - starts} calls`);
		const before = world.calls();
		const refresh = (world.windows[3] as FakeWindow).desk.refresh();
		await world.clock.advance(100);
		await refresh;
		assert.ok(world.calls() - before >= 2);
	});

	it('say in words, each of them, that what they show is stale', async () => {
		const world = machine({ windows: 3 });
		await world.clock.advance(5_000);
		world.focus(first(world));
		await world.clock.advance(20_000);
		world.server.meets.listAgents = () => Promise.reject(new ApiError('network', { code: 'ECONNRESET' }));
		await world.clock.advance(3 * minute);
		for (const window of world.windows) {
			assert.ok(world.stale(window));
			assert.equal(world.state(window).pollError?.kind, 'network');
		}
		delete world.server.meets.listAgents;
		await world.clock.advance(5 * minute);
		assert.ok(world.windows.every((window) => !world.stale(window)));
	});

	it('say it also while the user goes to and fro between them', async () => {
		const world = machine({ windows: 2 });
		await world.clock.advance(5_000);
		world.server.meets.listAgents = throttled(world.clock.now() + 60 * minute);
		world.focus(first(world));
		await world.clock.advance(20_000);
		for (let n = 0; n < 20; n++) {
			world.focus(world.windows[n % 2]);
			await world.clock.advance(20_000);
		}
		assert.ok(world.windows.every((window) => world.stale(window)));
	});

	it('say it also where no answer ever came, not even a failure', async () => {
		const world = machine();
		world.server.meets.listAgents = () => new Promise(() => undefined);
		const window = world.open('focused');
		await world.clock.advance(30_000);
		assert.ok(!world.stale(window));
		await world.clock.advance(10_000);
		assert.ok(world.stale(window));
	});

	it('tell who listens only what is new, however long something is wrong', async () => {
		const world = machine({ windows: 2 });
		const other = world.windows[1] as FakeWindow;
		await world.clock.advance(5_000);
		world.focus(first(world));
		other.visibility = { ...nothingVisible, visitors: true };
		const fails = () => Promise.reject(new ApiError('network', { code: 'ENETUNREACH' }));
		Object.assign(world.server.meets, { listAgents: fails, listVisitors: fails });
		await world.clock.advance(10 * minute);
		let told = 0;
		other.desk.onChange(() => void told++);
		await world.clock.advance(10 * minute);
		assert.ok(told > 0 && told <= 60, `told ${told} times, after 400 looks`);
	});

	it('say when they try again where the visitors alone can’t be read, by whom ever', async () => {
		const world = machine({ windows: 2 });
		const other = world.windows[1] as FakeWindow;
		await world.clock.advance(5_000);
		world.focus(first(world));
		world.server.meets.listVisitors = () => Promise.reject(new ApiError('server', { status: 500 }));
		other.visibility = { ...nothingVisible, visitors: true };
		other.desk.reschedule();
		await world.clock.advance(minute);
		for (const window of world.windows) {
			const { visitorsError } = world.state(window);
			assert.equal(visitorsError?.kind, 'server');
			assert.ok((visitorsError.retryAt ?? 0) > world.clock.now(), `${visitorsError.retryAt}`);
		}
	});

	it('count rows that were hidden for hours as missed at once when the first read of them fails', async () => {
		const world = machine({ windows: 2 });
		const other = world.windows[1] as FakeWindow;
		await world.clock.advance(5_000);
		world.focus(first(world));
		other.visibility = { ...nothingVisible, visitors: true };
		other.desk.reschedule();
		await world.clock.advance(minute);
		other.visibility = nothingVisible;
		other.desk.reschedule();
		await world.clock.advance(120 * minute);
		world.server.meets.listVisitors = () => Promise.reject(new ApiError('server', { status: 500 }));
		other.visibility = { ...nothingVisible, visitors: true };
		other.desk.reschedule();
		await world.clock.advance(3_000);
		assert.ok((world.state(other).visitorsError?.missed ?? 0) >= staleAfter);
		other.visibility = nothingVisible;
		other.desk.reschedule();
		await world.clock.advance(3_000);
		assert.equal(world.state(other).visitorsError, undefined, 'who waits was read a moment ago');
	});

	it('forget why their own rows could not be read when they show none any more', async () => {
		const world = machine({ windows: 2 });
		const other = world.windows[1] as FakeWindow;
		await world.clock.advance(5_000);
		world.focus(first(world));
		other.visibility = { ...nothingVisible, visitors: true };
		world.server.meets.listVisitors = () => Promise.reject(new ApiError('server', { status: 500 }));
		other.desk.reschedule();
		await world.clock.advance(10 * minute);
		other.visibility = nothingVisible;
		other.desk.reschedule();
		delete world.server.meets.listVisitors;
		await world.clock.advance(10 * minute);
		assert.equal(world.state(other).visitorsError, undefined);
	});

	it('go on, each of them, where something that listens to one fails', async () => {
		const world = machine({ windows: 2 });
		const other = world.windows[1] as FakeWindow;
		await world.clock.advance(5_000);
		world.focus(first(world));
		let heard = 0;
		for (const window of world.windows) {
			window.desk.onChange(() => {
				throw new RangeError('a wrong length');
			});
			window.desk.onChange(() => void heard++);
		}
		await world.clock.advance(20_000);
		world.server.agents = [agent(me, 'Meeting')];
		await world.clock.advance(15_000);
		assert.equal(world.state(other).me.agent?.status, 'Meeting');
		assert.ok(heard > 0);
		assert.ok(other.log.lines.some((line) => line.includes('RangeError')));
		assert.ok(!other.log.lines.some((line) => line.includes('wrong length')));
	});

	it('make one catch-up when the network is back, not a burst', async () => {
		const world = machine({ windows: 6 });
		const fails = () => Promise.reject(new ApiError('network', { code: 'ENETUNREACH' }));
		await world.clock.advance(5_000);
		for (const window of world.windows) {
			window.visibility = { ...nothingVisible, visitors: window === first(world) };
		}
		world.focus(first(world));
		Object.assign(world.server.meets, { listAgents: fails, listVisitors: fails });
		const lost = await callsIn(30 * minute, world);
		assert.ok(lost <= 40, `${lost} calls into nothing`);
		Object.assign(world.server.meets, { listAgents: undefined, listVisitors: undefined });
		const { listAgents } = world.server.calls;
		while (world.server.calls.listAgents === listAgents) {
			await world.clock.advance(100);
		}
		const calls = await callsIn(8_000, world);
		assert.ok(calls <= 1, `${calls} more calls than one poll`);
		assert.ok(world.windows.every((window) => !world.stale(window)));
	});

	it('make one catch-up after sleep, not a burst, and show what they knew as stale until then', async () => {
		const world = machine({ windows: 6 });
		await world.clock.advance(minute);
		world.clock.jump(8 * 60 * minute);
		const stale: boolean[] = [];
		for (let ms = 0; ms < 3_000 && stale.length === 0; ms += 10) {
			await world.clock.advance(10);
			stale.push(...world.windows.filter((window) => world.stale(window)).map(() => true));
		}
		assert.ok(stale.length > 0);
		const before = world.server.calls.listAgents;
		await world.clock.advance(5_000);
		assert.ok(world.server.calls.listAgents - before <= 1, `${world.server.calls.listAgents - before} polls`);
		assert.ok(world.windows.every((window) => !world.stale(window)));
	});
});
