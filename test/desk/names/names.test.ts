// Rules of the names of a site: they are read rarely, by one window for all, and not again after a refusal.
import assert from 'node:assert/strict';
import { noNames } from '../../../src/desk/state';
import { ApiError } from '../../../src/service/errors';
import { fakeServer, nameCalls } from '../../fixtures/fakeServer';
import { names, reads, sleep, told, window } from '../../fixtures/names';
import { type Machine, machine, me } from '../../fixtures/windows';

const minute = 60_000;
const hour = 60 * minute;

/** Makes all four calls fail with the error, or succeed again without one. */
function meet(world: Machine, error?: ApiError): void {
	for (const call of nameCalls) {
		if (error) {
			world.server.meets[call] = () => Promise.reject(error);
		} else {
			delete world.server.meets[call];
		}
	}
}

const refusal = new ApiError('forbidden', { status: 403, isServiceAnswer: true });
const unknown = new ApiError('notFound', { status: 404, isServiceAnswer: true });

describe('Names where they are permitted', () => {
	it('are read once by one of six windows, and shown by all', async () => {
		const world = told(6);
		await world.clock.advance(20_000);
		assert.deepEqual(reads(world), [1, 1, 1, 1]);
		assert.deepEqual(names(world), Array(6).fill('Robin Ash'));
		const { departments, awayStatuses, variables } = world.state(window(world, 3)).names;
		assert.equal(departments.get('d1'), 'Support');
		assert.deepEqual(awayStatuses, ['Away', 'Lunch']);
		assert.deepEqual(variables, [{ name: 'seats', type: 'integer' }]);
	});

	it('come after the first lists, which they never delay', async () => {
		const world = machine();
		const order: string[] = [];
		for (const call of ['listAgents', 'listVisitors', ...nameCalls] as const) {
			world.server.meets[call] = async () => void order.push(call);
		}
		world.open('focused');
		await world.clock.advance(5_000);
		assert.deepEqual(new Set(order.slice(0, 2)), new Set(['listAgents', 'listVisitors']));
		assert.deepEqual(order.slice(2), nameCalls);
		const slow = told(0);
		slow.server.meets.listAgentNames = () => new Promise(() => undefined);
		slow.open('focused');
		await slow.clock.advance(minute);
		assert.ok(slow.server.calls.listAgents >= 6, 'names that never come hold up no poll');
	});

	it('are not read before a poll went well', async () => {
		const world = told(0);
		world.server.meets.listAgents = () => Promise.reject(new ApiError('server', { status: 500 }));
		world.open('focused');
		await world.clock.advance(5 * minute);
		assert.deepEqual(reads(world), [0, 0, 0, 0]);
	});

	it('are read again after twelve hours', async () => {
		const world = told(2);
		await world.clock.advance(minute);
		world.server.told.agents = [{ id: me, name: 'Robin Birch' }];
		await sleep(world, 12 * hour - 3 * minute);
		assert.deepEqual(reads(world), [1, 1, 1, 1]);
		await world.clock.advance(5 * minute);
		assert.deepEqual(reads(world), [2, 2, 2, 2]);
		assert.deepEqual(names(world), ['Robin Birch', 'Robin Birch']);
	});

	it('are read on Refresh, in any window, but once in ten minutes', async () => {
		const world = told(2);
		await world.clock.advance(minute);
		const refresh = async (n: number) => {
			const done = Promise.all(Array.from({ length: 10 }, () => window(world, n).desk.refresh()));
			await world.clock.advance(500);
			await done;
		};
		await refresh(1);
		assert.deepEqual(reads(world), [1, 1, 1, 1]);
		await world.clock.advance(10 * minute);
		await refresh(1);
		await refresh(0);
		assert.deepEqual(reads(world), [2, 2, 2, 2]);
	});

	it('are there at once after a reload, and nothing is read for it', async () => {
		const world = told(1);
		await world.clock.advance(minute);
		void window(world, 0).desk.dispose();
		window(world, 0).over = true;
		world.open('focused');
		await world.clock.advance(200);
		assert.deepEqual(names(world), ['Robin Ash']);
		await sleep(world, hour);
		assert.deepEqual(reads(world), [1, 1, 1, 1]);
	});

	it('are the same object until something of them changes', async () => {
		const world = told(1);
		await world.clock.advance(minute);
		const before = world.state(window(world, 0)).names;
		await sleep(world, 13 * hour);
		assert.deepEqual(reads(world), [2, 2, 2, 2]);
		assert.equal(world.state(window(world, 0)).names, before);
	});
});

describe('Names that are not permitted', () => {
	for (const error of [refusal, unknown]) {
		it(`are asked for once in a sign-in by all windows together, with one line each in one log (${error.status})`, async () => {
			const world = machine();
			meet(world, error);
			for (let n = 0; n < 6; n++) {
				world.open();
			}
			await sleep(world, 30 * hour);
			assert.deepEqual(reads(world), [1, 1, 1, 1]);
			const lines = world.windows.flatMap(({ log }) => log.lines);
			assert.equal(lines.length, 4, lines.join('\n'));
			assert.ok(lines.every((line) => /^info .*not read again until a refresh or the next sign-in$/.test(line)));
			assert.equal(world.state(window(world, 0)).pollError, undefined);
			assert.deepEqual(world.state(window(world, 0)).names, noNames);
			assert.equal(world.vault.text, undefined, 'there is nothing to keep');
		});
	}

	it('are not asked for after a reload either, but in the next sign-in', async () => {
		const world = machine();
		meet(world, refusal);
		world.open();
		await world.clock.advance(minute);
		window(world, 0).kill();
		world.open();
		await sleep(world, hour);
		assert.deepEqual(reads(world), [1, 1, 1, 1]);
		window(world, 1).kill();
		meet(world);
		world.server.told.agents = [{ id: me, name: 'Robin Ash' }];
		world.open('focused', { renews: true });
		await world.clock.advance(minute);
		assert.deepEqual(reads(world), [2, 2, 2, 2]);
		assert.deepEqual(names(world), ['Robin Ash']);
	});

	it('are asked for again by Refresh, but not each time: a gateway can answer like the service, and a permission can be given', async () => {
		const world = machine();
		meet(world, refusal);
		world.open('focused');
		const refresh = async () => {
			const done = window(world, 0).desk.refresh();
			await world.clock.advance(500);
			await done;
			await world.clock.advance(500);
		};
		await world.clock.advance(minute);
		await refresh();
		assert.deepEqual(reads(world), [1, 1, 1, 1]);
		meet(world);
		world.server.told.agents = [{ id: me, name: 'Robin Ash' }];
		await sleep(world, 10 * minute);
		assert.deepEqual(reads(world), [1, 1, 1, 1]);
		await refresh();
		assert.deepEqual(reads(world), [2, 2, 2, 2]);
		assert.deepEqual(names(world), ['Robin Ash']);
	});

	it('are one by one: what is refused is done without, the rest is shown', async () => {
		const world = told(0);
		world.server.meets.listAgentNames = () => Promise.reject(refusal);
		world.open('focused');
		await world.clock.advance(minute);
		const { agents, departments } = world.state(window(world, 0)).names;
		assert.deepEqual([agents.size, departments.get('d1')], [0, 'Support']);
		await sleep(world, 13 * hour);
		assert.deepEqual(reads(world), [1, 2, 2, 2]);
	});

	it('go where a permission was taken back, in every window and from what is kept', async () => {
		const world = told(2);
		await world.clock.advance(minute);
		meet(world, refusal);
		await sleep(world, 13 * hour);
		assert.deepEqual(names(world), [undefined, undefined]);
		assert.doesNotMatch(world.vault.text ?? '', /Robin/);
	});
});

describe('Names that could not be read', () => {
	it('are tried again with the next hour, with one line in the log, and what was known stays', async () => {
		const world = told(1);
		await world.clock.advance(minute);
		meet(world, new ApiError('server', { status: 500 }));
		await sleep(world, 12 * hour);
		assert.deepEqual(reads(world), [2, 2, 2, 2]);
		assert.deepEqual(names(world), ['Robin Ash']);
		await sleep(world, hour / 2);
		assert.deepEqual(reads(world), [2, 2, 2, 2]);
		await sleep(world, hour);
		assert.deepEqual(reads(world), [3, 3, 3, 3]);
		const { lines } = window(world, 0).log;
		assert.deepEqual(
			lines.filter((line) => /agents/.test(line)),
			['warn names of agents: server 500'],
		);
		meet(world);
		await sleep(world, hour + 2 * minute);
		assert.deepEqual(reads(world), [4, 4, 4, 4]);
		assert.match(window(world, 0).log.lines.join('\n'), /names of agents: works again/);
	});

	for (const kind of ['forbidden', 'notFound'] as const) {
		it(`because a gateway answered (${kind}) are not refused: known ones stay, and Refresh asks again`, async () => {
			const world = told(1);
			await world.clock.advance(minute);
			meet(world, new ApiError(kind, { status: kind === 'forbidden' ? 403 : 404 }));
			await sleep(world, 12 * hour);
			assert.deepEqual(reads(world), [2, 2, 2, 2]);
			assert.deepEqual(names(world), ['Robin Ash']);
			meet(world);
			world.server.told.agents = [{ id: me, name: 'Robin Birch' }];
			const refresh = window(world, 0).desk.refresh();
			await world.clock.advance(500);
			await refresh;
			assert.deepEqual(reads(world), [3, 3, 3, 3]);
			assert.deepEqual(names(world), ['Robin Birch']);
		});
	}

	it('are asked for again by a Refresh a moment later', async () => {
		for (const failure of [new ApiError('notFound', { status: 404 }), new ApiError('network')]) {
			const world = told(0);
			meet(world, failure);
			world.open('focused');
			await world.clock.advance(1_500);
			meet(world);
			const refresh = window(world, 0).desk.refresh();
			await world.clock.advance(500);
			await refresh;
			assert.deepEqual(names(world), ['Robin Ash'], failure.kind);
		}
	});

	it('are not asked for by a Refresh while another window still reads them', async () => {
		const world = told(0);
		world.server.meets.listAgentNames = () => new Promise(() => undefined);
		world.open('focused');
		world.open();
		await world.clock.advance(1_500);
		const refresh = window(world, 1).desk.refresh();
		await world.clock.advance(500);
		await refresh;
		assert.deepEqual(reads(world), [1, 0, 0, 0]);
	});

	it('end the round where the next would meet the same', async () => {
		for (const kind of ['network', 'timeout', 'unauthorized'] as const) {
			const world = machine();
			meet(world, new ApiError(kind));
			world.open('focused');
			await world.clock.advance(30 * minute);
			assert.deepEqual(reads(world), [1, 0, 0, 0], kind);
			assert.equal(world.state(window(world, 0)).pollError, undefined, 'polls go on');
		}
	});

	it('bind everybody by their Retry-After, and keep to that of others', async () => {
		const world = told(0);
		const retryAt = world.clock.now() + 10 * minute;
		world.server.meets.listDepartments = () => Promise.reject(new ApiError('throttled', { status: 429, retryAt }));
		world.open('focused');
		world.open();
		await world.clock.advance(5_000);
		const calls = world.calls();
		await world.clock.advance(9 * minute);
		assert.equal(world.calls(), calls);
		assert.deepEqual(reads(world), [1, 1, 0, 0]);
		const held = told(0);
		const until = held.clock.now() + 5 * minute;
		held.server.meets.listVisitors = () => Promise.reject(new ApiError('throttled', { status: 429, retryAt: until }));
		held.open('focused');
		await held.clock.advance(4 * minute);
		assert.deepEqual(reads(held), [0, 0, 0, 0]);
	});

	it('wait for room in the budget, and count in it', async () => {
		const world = told(0);
		world.budget = 10;
		let calls = 0;
		world.onCall = () => void calls++;
		world.open('focused');
		await world.clock.advance(5 * minute);
		assert.ok(calls <= 10, `${calls} calls in five minutes`);
		await world.clock.advance(30 * minute);
		assert.deepEqual(reads(world), [1, 1, 1, 1]);
	});
});

describe('A desk that is closed', () => {
	it('reads no further name, keeps none and has no timer', async () => {
		const server = fakeServer();
		const world = machine({ server });
		server.told.agents = [{ id: me, name: 'Robin Ash' }];
		let open: () => void = () => undefined;
		server.meets.listAgentNames = () =>
			new Promise((resolve) => {
				open = resolve;
			});
		world.open('focused');
		await world.clock.advance(5_000);
		assert.equal(server.calls.listAgentNames, 1);
		void window(world, 0).desk.dispose();
		open();
		await sleep(world, hour);
		assert.deepEqual(reads(world), [1, 0, 0, 0]);
		assert.equal(world.vault.text, undefined);
		assert.equal(world.clock.timers, 0);
	});
});
