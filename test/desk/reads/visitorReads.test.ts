// Which lists a window reads and how often, by what is visible and whether the user searches for a visitor.
import assert from 'node:assert/strict';
import type { Visibility } from '../../../src/desk/activity';
import { agent, visitor } from '../../fixtures/fakeServer';
import { type FakeWindow, type Machine, machine, me, nothingVisible } from '../../fixtures/windows';

const minute = 60_000;

/** One window with the focus and without a badge. */
async function withoutAlerts(visibility: Partial<Visibility> = {}): Promise<{ world: Machine; window: FakeWindow }> {
	const world = machine();
	world.alerts = false;
	const window = world.open('focused');
	window.visibility = { ...nothingVisible, ...visibility };
	window.desk.reschedule();
	await world.clock.advance(minute);
	return { world, window };
}

async function visitorReads(world: Machine, span = minute): Promise<number> {
	const before = world.server.calls.listVisitors;
	await world.clock.advance(span);
	return world.server.calls.listVisitors - before;
}

describe('The visitors are read', () => {
	it('for the view of them', async () => {
		const { world } = await withoutAlerts({ visitors: true });
		assert.ok((await visitorReads(world)) >= 5);
	});

	it('not for the view of the agents alone', async () => {
		const { world } = await withoutAlerts({ agents: true });
		assert.equal(world.server.calls.listVisitors, 0);
		assert.ok(world.server.calls.listAgents >= 5);
	});

	it('for the panel of a visitor, while it is visible', async () => {
		const { world, window } = await withoutAlerts({ panel: true });
		assert.equal(await visitorReads(world), 0, 'a panel that shows nobody');
		const end = window.desk.watchVisitor('v1');
		window.desk.reschedule();
		assert.ok((await visitorReads(world)) >= 5);
		window.visibility = nothingVisible;
		window.desk.reschedule();
		assert.equal(await visitorReads(world), 0, 'hidden');
		end();
	});

	it('for who looks for a visitor in a picker, until it closes', async () => {
		const { world, window } = await withoutAlerts();
		const enough = window.desk.startVisitorSearch();
		await world.clock.advance(2_000);
		assert.equal(world.state(window).visitors?.length, 2);
		assert.ok((await visitorReads(world)) >= 5);
		enough();
		await world.clock.advance(10_000);
		assert.equal(await visitorReads(world), 0);
	});
});

describe('Who waits', () => {
	it('is forgotten a while after nothing needs it any more', async () => {
		const world = machine();
		world.server.visitors = [visitor('v1', { status: 'waitingForChat' })];
		const window = world.open('focused');
		await world.clock.advance(minute);
		assert.equal(world.state(window).waits.size, 1);
		world.alerts = false;
		await world.clock.advance(3 * minute);
		assert.equal(world.state(window).waits.size, 0);
	});
});

describe('A calm site', () => {
	for (const isVisible of [true, false]) {
		it(`is ${isVisible ? 'not ' : ''}polled less in a focused window with ${isVisible ? 'a view' : 'nothing'} visible`, async () => {
			const { world } = await withoutAlerts({ agents: isVisible });
			await world.clock.advance(20 * minute);
			const before = world.server.calls.listAgents;
			await world.clock.advance(10 * minute);
			const polls = world.server.calls.listAgents - before;
			assert.ok(isVisible ? polls >= 55 : polls >= 28 && polls <= 31, `${polls} polls`);
		});
	}
});

describe('The budget', () => {
	it('counts what the user does, and lets polls make way for it', async () => {
		const world = machine();
		world.budget = 20;
		const window = world.open('focused');
		await world.clock.advance(5_000);
		for (let n = 0; n < 8; n++) {
			void window.desk.refresh();
			await world.clock.advance(2_000);
		}
		assert.equal(world.calls(), 18);
		const before = world.calls();
		await world.clock.advance(4 * minute);
		assert.ok(world.calls() - before <= 2, `${world.calls() - before} calls of polls`);
		await world.clock.advance(3 * minute);
		assert.ok(world.calls() - before >= 4);
	});

	it('counts what a poll really sent: lists have pages', async () => {
		const world = machine();
		world.budget = 40;
		const window = world.open('focused');
		world.server.listVisitors = paged(world, window, 9);
		await world.clock.advance(10 * minute);
		const before = window.sent;
		await world.clock.advance(5 * minute);
		assert.ok(window.sent - before <= 40, `${window.sent - before} requests`);
		assert.ok(window.sent - before >= 20);
		assert.ok(!world.stale(window));
	});

	it('counts what a refresh really sent', async () => {
		const world = machine();
		world.budget = 40;
		const window = world.open('unfocused');
		await world.clock.advance(5_000);
		world.server.listVisitors = paged(world, window, 9);
		for (let n = 0; n < 4; n++) {
			void window.desk.refresh();
			await world.clock.advance(2_000);
		}
		const before = window.sent;
		assert.ok(before >= 40);
		await world.clock.advance(4 * minute);
		assert.equal(window.sent, before);
	});

	it('is one for all sites of this VS Code', async () => {
		const world = machine();
		world.budget = 30;
		world.open('focused', { site: 'first' });
		world.open('focused', { site: 'second' });
		await world.clock.advance(5 * minute);
		for (let n = 0; n < 3; n++) {
			const before = world.calls();
			await world.clock.advance(5 * minute);
			assert.ok(world.calls() - before <= 30, `${world.calls() - before} calls`);
			assert.ok(world.calls() - before >= 26, `${world.calls() - before} calls`);
		}
	});
});

/** A list that takes that many requests. */
function paged(world: Machine, window: FakeWindow, pages: number): Machine['server']['listVisitors'] {
	const { listVisitors } = world.server;
	return (signal) => {
		window.sent += pages - 1;
		return listVisitors(signal);
	};
}

describe('What throttling taught', () => {
	/** Polls of one minute in a window of that site, opened now. */
	async function pollsOf(world: Machine, site: string): Promise<number> {
		const window = world.open('focused', { site });
		await world.clock.advance(30_000);
		const before = world.server.calls.listAgents;
		await world.clock.advance(5 * minute);
		void window.desk.dispose();
		await world.clock.advance(1_000);
		return world.server.calls.listAgents - before;
	}

	it('is kept for its site when all windows close, and for no other site', async () => {
		const world = machine();
		const refuse = async () => {
			throw Object.assign(new Error(), { name: 'ApiError', kind: 'throttled', status: 429 });
		};
		const window = world.open('focused', { site: 'crowded' });
		await world.clock.advance(5_000);
		for (let n = 0; n < 3; n++) {
			world.server.meets.setAgentStatus = refuse;
			await Promise.all([window.desk.setMyStatus('Away').catch(() => undefined), world.clock.advance(minute)]);
		}
		void window.desk.dispose();
		await world.clock.advance(1_000);
		const crowded = await pollsOf(world, 'crowded');
		const other = await pollsOf(world, 'other');
		assert.ok(other >= 29, `${other} polls`);
		assert.ok(crowded <= 13, `${crowded} polls`);
	});
});

describe('Rows that did not come', () => {
	it('are counted in every window: of the agents from the one that polls, of visitors where they are read', async () => {
		const world = machine({ windows: 2 });
		const [first, second] = world.windows;
		assert.ok(first && second);
		const { listAgents, listVisitors } = world.server;
		world.server.listAgents = async (signal) => ({ ...(await listAgents(signal)), skipped: 1 });
		world.server.listVisitors = async (signal) => ({ ...(await listVisitors(signal)), skipped: 2, missing: 3 });
		await world.clock.advance(5_000);
		world.focus(first);
		await world.clock.advance(20_000);
		const gapsOf = (window: FakeWindow) => [world.state(window).agentsGaps, world.state(window).visitorsGaps];
		const ofAgents = { skipped: 1 };
		assert.deepEqual(gapsOf(first), [ofAgents, { skipped: 2, missing: 3 }]);
		assert.deepEqual(gapsOf(second)[0], ofAgents);
		const before = gapsOf(first);
		await world.clock.advance(20_000);
		assert.ok(
			gapsOf(first).every((gaps, n) => gaps === before[n]),
			'the same objects',
		);
		Object.assign(world.server, { listAgents, listVisitors });
		await world.clock.advance(30_000);
		assert.deepEqual(gapsOf(first), [undefined, undefined]);
		assert.deepEqual(gapsOf(second)[0], undefined);
	});
});

describe('What a new window finds', () => {
	async function reopenAfter(span: number): Promise<{ world: Machine; window: FakeWindow }> {
		const world = machine();
		const first = world.open('focused');
		world.server.agents = [agent(me, 'Meeting')];
		await world.clock.advance(5_000);
		void first.desk.dispose();
		await world.clock.advance(span);
		world.server.meets.listAgents = () => new Promise(() => undefined);
		const window = world.open('focused');
		await world.clock.advance(1_500);
		return { world, window };
	}

	it('is shown before it has read anything itself, where it is of a moment ago', async () => {
		const { world, window } = await reopenAfter(minute);
		assert.equal(world.state(window).me.agent?.status, 'Meeting');
	});

	it('is not shown where it is older: an Online of yesterday would be wrong', async () => {
		const { world, window } = await reopenAfter(10 * minute);
		assert.equal(world.state(window).agents, undefined);
		assert.equal(world.state(window).me.agent, undefined);
	});
});
