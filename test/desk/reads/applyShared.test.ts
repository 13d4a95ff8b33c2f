// How the shared data is applied to the state of a window.
import assert from 'node:assert/strict';
import { applyShared } from '../../../src/desk/reads/applyShared';
import { withAgents, withUnlisted, withWrite } from '../../../src/desk/reads/sharedChanges';
import { type DeskState, initialState } from '../../../src/desk/state';
import { nothingShared, type Shared } from '../../../src/desk/windows/shared';
import { agent } from '../../fixtures/fakeServer';
import { machine, me } from '../../fixtures/windows';

const now = Date.UTC(2026, 0, 5, 9);
const hour = 3_600_000;
const start = initialState(
	{ id: 's', name: 'Site', baseUrl: 'https://api.example/v4', sandbox: false },
	{ id: me, lastAway: 'Away' },
);
const listed = (status: string, at = now): Shared =>
	withAgents(nothingShared, { rows: [agent(me, status)], skipped: 0 }, 1, at);
const lunch = (shared: Shared, at: number): Shared =>
	withWrite(shared, { id: me, status: 'Lunch', at, answered: true }, at);
const apply = (state: DeskState, shared: Shared, at = now, answer = state.agents): DeskState => ({
	...state,
	...applyShared(state, shared, at, answer),
});

describe('A window', () => {
	it('shows the rows of its own answer, with all that they hold', () => {
		const row = { ...agent(me), more: { skill: 'sales' } };
		const state = apply(start, withAgents(nothingShared, { rows: [row], skipped: 0 }, 1, now), now, [row]);
		assert.equal(state.agents?.[0], row);
		assert.equal(state.me.agent, row);
	});

	it('keeps the row that it took from what is shared when its own answer, a moment later, says the same', () => {
		const shared = withAgents(nothingShared, { rows: [agent(me, 'Away')], skipped: 0 }, 1, now);
		const early = apply(start, shared);
		const late = apply(early, shared, now, [agent(me, 'Away')]);
		assert.equal(late.agents, early.agents);
		assert.equal(late.me.agent, early.me.agent);
	});

	it('keeps what it knows of an agent when another window has read a new status', () => {
		const row = { ...agent(me), more: { skill: 'sales' } };
		const state = apply(start, withAgents(nothingShared, { rows: [row], skipped: 0 }, 1, now), now, [row]);
		const { agents } = apply(state, listed('Meeting', now + 10_000), now + 10_000);
		assert.deepEqual(agents, [{ ...row, status: 'Meeting' }]);
	});

	it('remembers the statuses that it saw, also of an earlier session', () => {
		const before = initialState(start.site, start.me, ['Training']);
		const state = apply(before, listed('Meeting'));
		assert.deepEqual(state.seenStatuses, ['Training', 'Meeting']);
		assert.equal(apply(state, listed('Online', now + 10_000), now + 10_000).seenStatuses, state.seenStatuses);
	});

	it('keeps its objects while nothing says anything else', () => {
		const state = apply(start, listed('Online'));
		const again = apply(state, listed('Online', now + 10_000), now + 10_000);
		assert.equal(again.agents, state.agents);
		assert.equal(again.me, state.me);
		assert.equal(again.waits, state.waits);
	});

	it('shows nothing of an earlier session that is older than three minutes', () => {
		assert.equal(apply(start, listed('Online', now - 180_000)).agents, undefined);
		assert.equal(apply(start, listed('Online', now - 179_999)).me.agent?.status, 'Online');
	});

	it('keeps a status that it has set where another window, without a lock, has undone the change', () => {
		const state = apply(apply(start, listed('Online')), lunch(listed('Online'), now + 1_000), now + 1_000);
		assert.equal(apply(state, listed('Online'), now + 2_000).me.agent?.status, 'Lunch');
		assert.equal(apply(state, listed('Online', now + 9_000), now + 9_000).me.agent?.status, 'Online');
	});

	it('shows what is read and written after the clock was set back', () => {
		const state = apply(start, listed('Online'));
		const back = now - hour;
		assert.equal(apply(state, listed('Meeting', back), back).me.agent?.status, 'Meeting');
		assert.equal(apply(state, lunch(listed('Online', back), back), back + 5).me.agent?.status, 'Lunch');
	});
});

describe('Where the list leaves me out', () => {
	it('I am as a window has read me by id, and nobody where the service does not know me', () => {
		const unlisted = withAgents(nothingShared, { rows: [agent('a2')], skipped: 0 }, 1, now);
		const found = apply(start, withUnlisted(unlisted, { id: me, agent: agent(me, 'Away') }, now));
		assert.equal(found.me.agent?.status, 'Away');
		assert.equal(apply(found, withUnlisted(unlisted, { id: me, agent: undefined }, now)).me.agent, undefined);
	});

	it('no window shows a status of mine any more once one has learned that the service does not know me', async () => {
		const world = machine({ windows: 3 });
		await world.clock.advance(60_000);
		world.server.agents = [agent('a2')];
		await world.clock.advance(60_000);
		assert.deepEqual(
			world.windows.map((window) => world.state(window).me.agent),
			[undefined, undefined, undefined],
		);
	});

	it('a status set before any list was read shows at once, and in the other windows', async () => {
		const world = machine({ windows: 2 });
		world.server.meets.listAgents = () => new Promise(() => undefined);
		await world.clock.advance(5_000);
		const [first] = world.windows;
		const set = first?.desk.setMyStatus('Lunch');
		await world.clock.advance(50);
		assert.equal(first?.desk.state.me.agent?.status, 'Lunch');
		await set;
		await world.clock.advance(2_000);
		assert.deepEqual(
			world.windows.map((window) => world.state(window).me.agent?.status),
			['Lunch', 'Lunch'],
		);
	});
});
