// No read that began before a write ended is shown after it, whichever window made it, and however late it is answered.
import assert from 'node:assert/strict';
import { withWrite } from '../../../src/desk/reads/sharedChanges';
import { nothingShared } from '../../../src/desk/windows/shared';
import { newestAgents } from '../../../src/desk/windows/sharedAgents';
import { agent, visitor } from '../../fixtures/fakeServer';
import { type FakeWindow, type Machine, machine, me, nothingVisible } from '../../fixtures/windows';

const now = Date.UTC(2026, 0, 5, 9);
const gold = [{ name: 'plan', base: undefined, value: 'gold', url: '' }];

function gate() {
	let open: () => void = () => undefined;
	const opened = new Promise<void>((resolve) => {
		open = resolve;
	});
	return { wait: () => opened, open };
}

/** A machine whose windows have polled; the first shows visitors and has the focus. */
async function startWindows(windows: number): Promise<{ world: Machine; first: FakeWindow; second: FakeWindow }> {
	const world = machine({ windows });
	await world.clock.advance(5_000);
	const [first, second = first] = world.windows;
	assert.ok(first && second);
	first.visibility = { ...nothingVisible, visitors: true };
	world.focus(first);
	await world.clock.advance(20_000);
	return { world, first, second };
}

/** The value of a variable that the window shows: from the list, and as a watched visitor. */
function planOf(world: Machine, window: FakeWindow, id = 'v1'): readonly (string | undefined)[] {
	const { visitors, watched } = world.state(window);
	return [visitors?.find((row) => row.id === id), watched.get(id)?.visitor].map(
		(row) => row?.customVariableResults.find(({ name }) => name === 'plan')?.value,
	);
}

/** Starts the next read of that list now. It is answered when the gate opens, with the data of now. */
async function slowRead(
	world: Machine,
	name: 'listVisitors' | 'listAgents',
	first: () => void = () => undefined,
): Promise<{ open(): Promise<void> }> {
	const list = gate();
	first();
	world.server.meets[name] = list.wait;
	for (const before = world.server.calls[name]; world.server.calls[name] === before; ) {
		await world.clock.advance(100);
	}
	delete world.server.meets[name];
	return {
		async open() {
			list.open();
			await world.clock.advance(100);
		},
	};
}

async function within<Answer>(world: Machine, ms: number, work: Promise<Answer>): Promise<Answer> {
	await world.clock.advance(ms);
	return await work;
}

describe('Saved variables', () => {
	it('are not overwritten by a list that was asked for before, neither in the list nor in a panel', async () => {
		const { world, first } = await startWindows(1);
		first.desk.watchVisitor('v1');
		const read = await slowRead(world, 'listVisitors');
		await within(world, 50, first.desk.variables.save('v1', gold));
		await read.open();
		assert.deepEqual(planOf(world, first), ['gold', 'gold']);
	});

	it('are not overwritten by a list that was answered before, and is only being noted', async () => {
		const { world, first } = await startWindows(1);
		const put = gate();
		world.server.meets.putVariables = put.wait;
		const { visitors } = world.server;
		const save = first.desk.variables.save('v1', gold);
		await world.clock.advance(50);
		const read = await slowRead(world, 'listVisitors', () => {
			world.server.visitors = visitors; // the list was made before they were saved
		});
		world.disk.latency = 400;
		await read.open();
		put.open();
		await within(world, 50, save);
		assert.equal(planOf(world, first)[0], 'gold');
		await world.clock.advance(2_000);
		assert.equal(planOf(world, first)[0], 'gold');
	});

	it('of a visitor whom a panel shows by id are not overwritten by a list in which the visitor appears', async () => {
		const { world, first } = await startWindows(1);
		const all = world.server.visitors;
		world.server.listVisitors = async () => ({ rows: all.filter(({ id }) => id !== 'v1'), skipped: 0 });
		await world.clock.advance(12_000);
		first.desk.watchVisitor('v1');
		await world.clock.advance(100);
		const list = gate();
		world.server.listVisitors = () => list.wait().then(() => ({ rows: all, skipped: 0 }));
		await world.clock.advance(10_000);
		await within(world, 50, first.desk.variables.save('v1', gold));
		list.open();
		await world.clock.advance(100);
		assert.deepEqual(planOf(world, first), ['gold', 'gold']);
	});

	it('of somebody whom no list of this window had yet: the visitor comes with the next one', async () => {
		const { world, first } = await startWindows(1);
		world.server.visitors = [...world.server.visitors, visitor('v9')];
		const read = await slowRead(world, 'listVisitors');
		await within(world, 50, first.desk.variables.save('v9', gold));
		await read.open();
		assert.deepEqual(planOf(world, first, 'v9')[0], undefined);
		assert.equal(world.state(first).visitors?.length, 2);
		await world.clock.advance(4_000);
		assert.equal(planOf(world, first, 'v9')[0], 'gold');
	});

	it('are not overwritten by a read by id that was asked for before', async () => {
		const { world, first } = await startWindows(1);
		world.server.visitors = [...world.server.visitors, visitor('v9')];
		const read = gate();
		world.server.meets.getVisitor = read.wait;
		first.desk.watchVisitor('v9');
		await world.clock.advance(50);
		delete world.server.meets.getVisitor;
		await within(world, 50, first.desk.variables.save('v9', gold));
		read.open();
		await world.clock.advance(50);
		assert.equal(planOf(world, first, 'v9')[1], 'gold');
	});

	it('are followed by three quick looks', async () => {
		const { world, first } = await startWindows(1);
		const before = world.server.calls.listVisitors;
		await within(world, 9_500, first.desk.variables.save('v1', gold));
		assert.equal(world.server.calls.listVisitors - before, 3);
	});
});

describe('A status that was set', () => {
	it('is not overwritten by a list that was answered before, and is only being noted', async () => {
		const { world, first } = await startWindows(1);
		const put = gate();
		world.server.meets.setAgentStatus = put.wait;
		const { agents } = world.server;
		const set = first.desk.setMyStatus('Lunch');
		await world.clock.advance(50);
		const read = await slowRead(world, 'listAgents', () => {
			world.server.agents = agents; // the list was made before the status was set
		});
		world.disk.latency = 400;
		await read.open();
		put.open();
		await within(world, 50, set);
		const shown = [world.state(first).me.agent?.status];
		first.desk.onChange(({ me: mine }) => void shown.push(mine.agent?.status));
		await world.clock.advance(2_000);
		assert.deepEqual(
			shown.filter((status) => status !== 'Lunch'),
			[],
		);
		assert.ok(world.state(first).agents?.some(({ id, status }) => id === me && status === 'Lunch'));
	});

	it('is not overwritten by a list that another window asked for earlier and got later than a newer one', async () => {
		const { world, first, second } = await startWindows(2);
		const read = await slowRead(world, 'listAgents');
		world.server.agents = [agent(me, 'Meeting')];
		await within(world, 100, second.desk.refresh());
		await read.open();
		await world.clock.advance(2_000);
		for (const window of [first, second]) {
			assert.equal(world.state(window).me.agent?.status, 'Meeting');
		}
	});

	it('is not overwritten where the list leaves me out and I am read by id, in whichever window', async () => {
		const { world, second } = await startWindows(3);
		world.server.listAgents = async () => ({ rows: [agent('a2')], skipped: 0 });
		await world.clock.advance(12_000);
		const read = gate();
		world.server.meets.getAgent = read.wait; // this read is answered with Online
		for (const before = world.server.calls.getAgent; world.server.calls.getAgent === before; ) {
			await world.clock.advance(100);
		}
		delete world.server.meets.getAgent;
		const shown = new Set<string | undefined>();
		await within(world, 50, second.desk.setMyStatus('Lunch'));
		second.desk.onChange(({ me: mine }) => void shown.add(mine.agent?.status));
		await world.clock.advance(1_900);
		for (const window of world.windows) {
			window.desk.onChange(({ me: mine }) => void shown.add(mine.agent?.status));
		}
		read.open();
		await world.clock.advance(2_000);
		assert.deepEqual(
			[...shown].filter((status) => status !== 'Lunch'),
			[],
		);
		assert.ok(world.windows.every((window) => world.state(window).me.agent?.status === 'Lunch'));
	});

	it('takes away the mark that it was changed elsewhere', async () => {
		const { world, first } = await startWindows(1);
		world.server.agents = [agent(me, 'Meeting')];
		await world.clock.advance(11_000);
		assert.notEqual(world.state(first).me.elsewhere, undefined);
		const marks: unknown[] = [];
		first.desk.onChange(({ me: mine }) => void (mine.agent?.status === 'Online' && marks.push(mine.elsewhere)));
		await within(world, 100, first.desk.setMyStatus('Online'));
		assert.ok(marks.length > 0);
		assert.deepEqual(
			marks.filter((mark) => mark !== undefined),
			[],
			'with the answer, not with the next look',
		);
	});

	const shared = { ...nothingShared, agents: [{ id: 'a', status: 'Online', ongoingChats: 0 }] };
	const older = [{ id: 'a', status: 'Online', ongoingChats: 0 }];

	it('stands against one that was answered earlier and noted later', () => {
		const late = withWrite(shared, { id: 'a', status: 'Lunch', at: now + 500, answered: true }, now + 500);
		assert.equal(withWrite(late, { id: 'a', status: 'Away', at: now, answered: true }, now + 600), late);
	});

	it('stands against older lists also after another one was set without an answer', () => {
		const answered = withWrite(shared, { id: 'a', status: 'Lunch', at: now, answered: true }, now);
		const both = withWrite(answered, { id: 'a', status: 'Away', at: now + 500, answered: false }, now + 500);
		assert.equal(newestAgents(older, both.written, 0)[0]?.status, 'Lunch');
		assert.equal(both.agents?.[0]?.status, 'Lunch');
	});
});

describe('My row, which the list leaves out', () => {
	it('is read by id by one window and shows in all within two seconds; my reading it is no news that speeds anything up', async () => {
		const { world } = await startWindows(3);
		world.server.listAgents = async () => ({ rows: [agent('a2')], skipped: 0 });
		await world.clock.advance(12_000);
		const before = world.server.calls.getAgent;
		world.server.agents = [agent(me, 'Meeting')];
		while (world.server.calls.getAgent === before) {
			await world.clock.advance(100);
		}
		await world.clock.advance(2_000);
		for (const window of world.windows) {
			assert.equal(world.state(window).me.agent?.status, 'Meeting');
			assert.deepEqual(
				world.state(window).agents?.map(({ id }) => id),
				['a2'],
			);
		}
		world.focus(undefined);
		await world.clock.advance(20 * 60_000);
		const polls = world.server.calls.listVisitors;
		await world.clock.advance(10 * 60_000);
		assert.ok(
			world.server.calls.listVisitors - polls <= 11,
			`${world.server.calls.listVisitors - polls} polls of a calm site`,
		);
	});

	it('is the list’s again as soon as it has me, and what was read by id before does not come back', async () => {
		const { world, first } = await startWindows(1);
		const unlisted = async () => ({ rows: [agent('a2')], skipped: 0 });
		world.server.listAgents = unlisted;
		await world.clock.advance(12_000);
		world.server.listAgents = async () => ({ rows: [agent(me, 'Meeting')], skipped: 0 });
		await world.clock.advance(12_000);
		assert.equal(world.state(first).me.agent?.status, 'Meeting');
		world.server.listAgents = unlisted;
		world.server.meets.getAgent = () => new Promise(() => undefined);
		await world.clock.advance(12_000);
		assert.equal(world.state(first).me.agent?.status, 'Meeting');
	});
});

describe('Equal reads by id', () => {
	it('in flight are one', async () => {
		const { world, first } = await startWindows(1);
		world.server.visitors = [...world.server.visitors];
		const one = world.server.visitors[0];
		world.server.listVisitors = async () => ({ rows: one ? [one] : [], skipped: 0 });
		await world.clock.advance(12_000);
		const read = gate();
		world.server.meets.getVisitor = read.wait;
		first.desk.watchVisitor('v2');
		await world.clock.advance(50);
		const refresh = first.desk.refresh();
		await world.clock.advance(50);
		read.open();
		await within(world, 50, refresh);
		assert.equal(world.server.calls.getVisitor, 1);
	});
});
