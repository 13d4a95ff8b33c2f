// One machine, one voice: what several windows of one VS Code do with one site.
import assert from 'node:assert/strict';
import { staleAfter } from '../../../src/desk/state';
import { ApiError, isApiError } from '../../../src/service/errors';
import { agent, visitor } from '../../fixtures/fakeServer';
import { type FakeWindow, type Machine, machine, me, nothingInSight } from '../../fixtures/windows';

const minute = 60_000;

function first({ windows }: Machine): FakeWindow {
	const [window] = windows;
	assert.ok(window);
	return window;
}

async function callsIn(span: number, world: Machine): Promise<number> {
	const before = world.calls();
	await world.clock.advance(span);
	return world.calls() - before;
}

/** Which window polls for all, as the file says. */
function holder({ disk }: Machine): string | undefined {
	return (JSON.parse(disk.files.get('s') ?? '{}') as { lease?: { holder: string } }).lease?.holder;
}

function throttled(retryAt: number) {
	return () => Promise.reject(new ApiError('throttled', { status: 429, retryAt }));
}

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

	it('know since when somebody waits who came while another window took over', async () => {
		const world = machine({ windows: 2 });
		await world.clock.advance(minute);
		first(world).kill();
		world.server.visitors = [...world.server.visitors, visitor('v9', { status: 'waitingForChat' })];
		world.focus(world.windows[1]);
		await world.clock.advance(30_000);
		assert.equal(world.state(world.windows[1] as FakeWindow).waits.get('v9')?.atLeast, false);
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
		other.sight = { ...nothingInSight, visitors: true };
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
		other.sight = nothingInSight;
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
			// From here on the pace is 14 s, and what comes in the next half a minute teaches no other.
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
			window.sight = { ...nothingInSight, visitors: true };
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
		other.sight = { ...nothingInSight, visitors: true };
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
		other.sight = { ...nothingInSight, visitors: true };
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
		other.sight = { ...nothingInSight, visitors: true };
		other.desk.reschedule();
		await world.clock.advance(minute);
		other.sight = nothingInSight;
		other.desk.reschedule();
		await world.clock.advance(120 * minute);
		world.server.meets.listVisitors = () => Promise.reject(new ApiError('server', { status: 500 }));
		other.sight = { ...nothingInSight, visitors: true };
		other.desk.reschedule();
		await world.clock.advance(3_000);
		assert.ok((world.state(other).visitorsError?.missed ?? 0) >= staleAfter);
		other.sight = nothingInSight;
		other.desk.reschedule();
		await world.clock.advance(3_000);
		assert.equal(world.state(other).visitorsError, undefined, 'who waits was read a moment ago');
	});

	it('forget why their own rows could not be read when they show none any more', async () => {
		const world = machine({ windows: 2 });
		const other = world.windows[1] as FakeWindow;
		await world.clock.advance(5_000);
		world.focus(first(world));
		other.sight = { ...nothingInSight, visitors: true };
		world.server.meets.listVisitors = () => Promise.reject(new ApiError('server', { status: 500 }));
		other.desk.reschedule();
		await world.clock.advance(10 * minute);
		other.sight = nothingInSight;
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
			window.sight = { ...nothingInSight, visitors: window === first(world) };
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

describe('A clock', () => {
	for (const hours of [-30, -1, 1, 30]) {
		it(`that jumps by ${hours} hours stops nobody and starts no burst`, async () => {
			const world = machine({ windows: 3 });
			await world.clock.advance(5_000);
			world.focus(first(world));
			await world.clock.advance(minute);
			world.clock.set(world.clock.now() + hours * 60 * minute);
			const polls = world.server.calls.listAgents;
			await world.clock.advance(2 * minute);
			const made = world.server.calls.listAgents - polls;
			assert.ok(made >= 6 && made <= 14, `${made} polls in two minutes`);
			assert.ok(!world.stale(first(world)));
		});
	}

	it('that goes back leaves no window with what it knew before', async () => {
		const world = machine({ windows: 2 });
		await world.clock.advance(5_000);
		world.focus(first(world));
		await world.clock.advance(minute);
		world.clock.set(world.clock.now() - 60 * minute);
		world.server.agents = [agent(me, 'Meeting')];
		world.server.visitors = [visitor('v1', { status: 'waitingForChat' })];
		await world.clock.advance(minute);
		for (const window of world.windows) {
			assert.equal(world.state(window).me.agent?.status, 'Meeting');
			assert.equal(world.state(window).waits.size, 1);
		}
		const set = first(world).desk.setMyStatus('Lunch');
		await world.clock.advance(minute);
		await set;
		assert.ok(world.windows.every((window) => world.state(window).me.elsewhere === undefined));
	});

	it('that goes back keeps no other window from the lease, and hides no age', async () => {
		const world = machine({ windows: 2 });
		const other = world.windows[1] as FakeWindow;
		await world.clock.advance(5_000);
		world.focus(first(world));
		await world.clock.advance(minute);
		world.clock.set(world.clock.now() - 60 * minute);
		await world.clock.advance(5_000);
		world.focus(other);
		await world.clock.advance(2_000);
		assert.equal(holder(world), 'w1');
		world.clock.set(world.clock.now() - 60 * minute);
		world.server.meets.listAgents = () => new Promise(() => undefined);
		await world.clock.advance(50_000);
		assert.ok(world.stale(other));
	});

	it('that goes back hides no age where nothing was ever answered', async () => {
		const world = machine();
		world.server.meets.listAgents = () => new Promise(() => undefined);
		const window = world.open('focused');
		await world.clock.advance(2_000);
		world.clock.set(world.clock.now() - 60 * minute);
		await world.clock.advance(50_000);
		assert.ok(world.stale(window));
	});

	it('that goes back does not shorten a Retry-After', async () => {
		const world = machine({ windows: 2 });
		await world.clock.advance(minute);
		world.server.meets.listAgents = throttled(world.clock.now() + 10 * minute);
		await world.clock.advance(minute);
		delete world.server.meets.listAgents;
		world.clock.set(world.clock.now() - 60 * minute);
		const calls = world.calls();
		await world.clock.advance(9 * minute);
		assert.equal(world.calls(), calls);
		await world.clock.advance(5 * minute);
		assert.ok(world.calls() > calls);
	});
});

describe('My status', () => {
	it('changed in the console shows within one poll, and as changed elsewhere, in every window', async () => {
		const world = machine({ windows: 2 });
		await world.clock.advance(5_000);
		world.focus(first(world));
		await world.clock.advance(20_000);
		world.server.agents = [agent(me, 'Meeting')];
		await world.clock.advance(12_000);
		for (const window of world.windows) {
			const { me: mine } = world.state(window);
			assert.equal(mine.agent?.status, 'Meeting');
			assert.ok(mine.elsewhere !== undefined && world.clock.now() - mine.elsewhere < 12_000);
		}
	});

	it('set in one window shows in the others, who do not take it for a change from elsewhere', async () => {
		const world = machine({ windows: 3 });
		await world.clock.advance(5_000);
		world.focus(first(world));
		await world.clock.advance(20_000);
		const set = (world.windows[1] as FakeWindow).desk.setMyStatus('Lunch');
		await world.clock.advance(2_500);
		await set;
		for (const window of world.windows) {
			assert.equal(world.state(window).me.agent?.status, 'Lunch');
			assert.equal(world.state(window).me.elsewhere, undefined);
		}
	});

	it('set in one window is no change from elsewhere in another that reads it before the answer', async () => {
		const world = machine({ windows: 2 });
		await world.clock.advance(5_000);
		world.focus(first(world));
		await world.clock.advance(20_000);
		const { setAgentStatus } = world.server;
		world.server.setAgentStatus = async (...args) => {
			const answer = await setAgentStatus(...args);
			await new Promise<void>((resolve) => void world.clock.setTimer(resolve, 12_000));
			return answer;
		};
		const writer = world.windows[1] as FakeWindow;
		const set = writer.desk.setMyStatus('Lunch');
		await world.clock.advance(11_500);
		assert.equal(world.state(first(world)).me.agent?.status, 'Lunch');
		assert.equal(world.state(writer).me.agent?.status, 'Lunch');
		assert.equal(world.state(writer).me.elsewhere, undefined);
		await world.clock.advance(10_000);
		await set;
		assert.equal(world.state(first(world)).me.elsewhere, undefined);
	});

	it('set back in the console to what Frontdesk had set a moment ago is a change from elsewhere', async () => {
		const world = machine({ windows: 2 });
		await world.clock.advance(5_000);
		world.focus(first(world));
		const set = first(world).desk.setMyStatus('Lunch');
		await world.clock.advance(12_000);
		await set;
		for (const status of ['Online', 'Lunch']) {
			world.server.agents = [agent(me, status)];
			await world.clock.advance(12_500);
			for (const window of world.windows) {
				const { me: mine } = world.state(window);
				assert.equal(mine.agent?.status, status);
				assert.ok(mine.elsewhere !== undefined && world.clock.now() - mine.elsewhere < 12_500, status);
			}
		}
	});

	it('is not overwritten in any window by a list that was asked for before', async () => {
		const world = machine({ windows: 3 });
		await world.clock.advance(5_000);
		world.focus(first(world));
		await world.clock.advance(20_000);
		// This read knows Online, and takes its time.
		world.server.meets.listAgents = () => new Promise((resolve) => void world.clock.setTimer(resolve, 4_000));
		const before = world.server.calls.listAgents;
		while (world.server.calls.listAgents === before) {
			await world.clock.advance(100);
		}
		delete world.server.meets.listAgents;
		const seen = new Set<string>();
		const set = (world.windows[1] as FakeWindow).desk.setMyStatus('Lunch');
		await world.clock.advance(1_900);
		await set;
		for (const window of world.windows) {
			window.desk.onChange(({ me: mine }) => void seen.add(mine.agent?.status ?? ''));
		}
		await world.clock.advance(20_000);
		assert.deepEqual([...seen], ['Lunch']);
	});

	it('is followed by three quick looks, then by the usual pace', async () => {
		const world = machine({ windows: 1 });
		await world.clock.advance(5_000);
		world.focus(first(world));
		await world.clock.advance(20_000);
		const set = first(world).desk.setMyStatus('Lunch');
		const before = world.server.calls.listAgents;
		await world.clock.advance(9_000);
		await set;
		assert.equal(world.server.calls.listAgents - before, 3);
		await world.clock.advance(30_000);
		assert.equal(world.server.calls.listAgents - before, 6);
	});
});
