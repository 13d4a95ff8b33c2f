// Behind a cache: nothing older than a write of this machine is shown, nothing goes back, and nothing is said to be fresher than it is.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { maxAnswerAge, oldAnswer } from '../../../src/service/answerAge';
import { ApiError } from '../../../src/service/errors';
import { agent, visitor } from '../../fixtures/fakeServer';
import { manualClock } from '../../fixtures/manualClock';
import { type FakeWindow, machine, me, nothingVisible } from '../../fixtures/windows';
import { agedServer, stampIn } from './agedServer';

async function startOffice(windows: number) {
	const clock = manualClock();
	const server = agedServer(clock);
	server.agents = [agent(me, 'S0'), agent('a2', 'E0')];
	server.visitors = [visitor('v1', { name: 'V', currentBrowsing: 'p0' })];
	server.remember();
	const world = machine({ clock, server, windows });
	for (const window of world.windows) {
		window.visibility = { ...nothingVisible, visitors: true };
	}
	const [first] = world.windows;
	assert.ok(first);
	world.focus(first);
	await clock.advance(3_000);
	return { clock, server, world, first };
}

function shownIn({ desk: { state } }: FakeWindow) {
	const v1 = state.visitors?.find(({ id }) => id === 'v1');
	const plan = v1?.customVariableResults.find(({ name }) => name === 'plan')?.value ?? '0';
	const number = (status: string | undefined) => Number(status?.slice(1) ?? Number.NaN);
	return {
		plan: Number(plan),
		mine: number(state.agents?.find(({ id }) => id === me)?.status),
		others: number(state.agents?.find(({ id }) => id === 'a2')?.status),
		page: number(v1?.currentBrowsing),
	};
}

type Act = { readonly kind: 'wait' | 'status' | 'save' | 'elsewhere' | 'refresh'; readonly ms: number };

const acts = fc.array(
	fc.record<Act>({
		kind: fc.constantFrom('wait', 'wait', 'wait', 'status', 'save', 'elsewhere', 'refresh'),
		ms: fc.integer({ min: 1, max: 12_000 }),
	}),
	{ minLength: 5, maxLength: 25 },
);
const ages = fc.array(fc.option(fc.integer({ min: 0, max: maxAnswerAge }), { nil: undefined, freq: 4 }), {
	minLength: 1,
	maxLength: 40,
});

describe('Behind a cache of random ages', () => {
	it('no window shows anything older than a write of this machine, nor than what it showed before', async () => {
		await fc.assert(
			fc.asyncProperty(acts, ages, fc.boolean(), async (steps, olds, roundsUp) => {
				const { clock, server, world, first } = await startOffice(2);
				let asked = 0;
				server.nextAge = () => olds[asked++ % olds.length];
				server.roundsUp = roundsUp;
				let [statuses, plans, others] = [0, 0, 0];
				const least = { mine: 0, plan: 0 };
				const before = new Map(world.windows.map((window) => [window, shownIn(window)]));
				const check = (window: FakeWindow) => {
					const { state } = window.desk;
					const shown = shownIn(window);
					const known = before.get(window) ?? shown;
					// The other window learns of a status a moment later, and of a variable with its next read.
					const written = window === first ? least : { mine: 0, plan: 0 };
					assert.ok(shown.mine >= written.mine, `status ${shown.mine}, written ${written.mine}`);
					assert.ok(shown.plan >= written.plan, `variable ${shown.plan}, saved ${written.plan}`);
					for (const field of ['mine', 'plan', 'others', 'page'] as const) {
						assert.ok(!(shown[field] < known[field]), `an older answer replaced a newer one: ${field}`);
					}
					before.set(window, shown);
					for (const [asOf, at] of [
						[state.agentsAsOf, stampIn({ agents: state.agents ?? [] })],
						[state.visitorsAsOf, stampIn({ visitors: state.visitors ?? [] })],
					] as const) {
						// Caches that round down say up to a second too little.
						assert.ok(asOf === undefined || Number.isNaN(at) || asOf <= at + 1_000, 'said to be fresher than it is');
					}
				};
				for (const window of world.windows) {
					window.desk.onChange(() => check(window));
				}
				for (const { kind, ms } of steps) {
					if (kind === 'status') {
						const number = ++statuses;
						void first.desk.setMyStatus(`S${number}`).then(() => {
							least.mine = number;
						});
					} else if (kind === 'save') {
						const number = ++plans;
						const base = number === 1 ? undefined : { name: 'plan', value: String(number - 1), url: '' };
						const edit = { name: 'plan', base, value: String(number), url: '' };
						void first.desk.variables.save('v1', [edit]).then(({ kind: outcome }) => {
							assert.equal(outcome, 'saved');
							least.plan = number;
						});
					} else if (kind === 'elsewhere') {
						others++;
						server.agents = server.agents.map((row) => (row.id === 'a2' ? agent('a2', `E${others}`) : row));
						server.visitors = server.visitors.map((row) => ({ ...row, currentBrowsing: `p${others}` }));
						server.remember();
					} else if (kind === 'refresh') {
						void first.desk.refresh().catch(() => undefined);
					}
					await clock.advance(ms);
					world.windows.forEach(check);
				}
				void Promise.all(world.windows.map(({ desk }) => desk.dispose()));
				await clock.advance(1_000);
			}),
			{ numRuns: 60 },
		);
	});
});

describe('Behind a cache', () => {
	it('a list is as old as it says, and counts as stale when it is', async () => {
		const { clock, server, world, first } = await startOffice(1);
		server.nextAge = () => 8_000;
		await clock.advance(60_000);
		const { agentsAsOf = 0, visitorsAsOf = 0 } = world.state(first);
		assert.ok(clock.now() - agentsAsOf >= 8_000 && clock.now() - visitorsAsOf >= 8_000);
		assert.equal(world.stale(first), false, 'eight seconds are no reason');
		const stops = clock.now();
		server.nextAge = () => clock.now() - stops;
		await clock.advance(60_000);
		assert.equal(world.stale(first), true, 'the cache goes on answering, with nothing new');
	});

	it('a wait begins with the data in which it was seen, not with their arrival', async () => {
		const { clock, server, world, first } = await startOffice(1);
		await clock.advance(20_000);
		server.nextAge = () => 8_000;
		const began = clock.now();
		server.visitors = [visitor('v1', { status: 'waitingForChat', name: 'V' })];
		server.remember();
		await clock.advance(30_000);
		const since = world.state(first).waits.get('v1')?.since ?? 0;
		assert.ok(since >= began && since <= began + 12_000, `${since - began} ms`);
	});

	it('Refresh asks the service, also the first time; polls do not', async () => {
		const { clock, server, world, first } = await startOffice(1);
		server.nextAge = () => 8_000;
		server.agents = [agent(me, 'S0'), agent('a2', 'E1')];
		server.remember();
		const refreshed = first.desk.refresh();
		await clock.advance(100);
		await refreshed;
		assert.equal(shownIn(first).others, 1);
		assert.equal(server.fresh, 2, 'each list once');
		await clock.advance(60_000);
		assert.equal(server.fresh, 2);
		void first.desk.refresh();
		await clock.advance(100);
		assert.equal(server.fresh, 4);
		assert.equal(world.stale(first), false);
	});

	it('Refresh asks nothing again where the service asks to wait', async () => {
		const { clock, server, first } = await startOffice(1);
		server.nextAge = () => 8_000;
		const throttled = () => new ApiError('throttled', { status: 429, retryAt: clock.now() + 60_000 });
		server.meets.listVisitors = () => Promise.reject(throttled());
		const before = { ...server.calls };
		const refreshed = assert.rejects(first.desk.refresh(), { kind: 'throttled' });
		await clock.advance(10_000);
		await refreshed;
		assert.equal(server.calls.listAgents - before.listAgents, 1);
		assert.equal(server.calls.listVisitors - before.listVisitors, 1);
	});

	it('an answer that is too old shows nothing, and Refresh gets past it', async () => {
		const { clock, server, world, first } = await startOffice(1);
		server.nextAge = () => 86_400_000;
		server.agents = [agent(me, 'S0'), agent('a2', 'E1')];
		server.remember();
		await clock.advance(30_000);
		assert.equal(shownIn(first).others, 0);
		assert.equal(world.state(first).pollError?.code, oldAnswer);
		void first.desk.refresh();
		await clock.advance(100);
		assert.equal(shownIn(first).others, 1);
		assert.equal(world.state(first).pollError, undefined);
	});

	it('a rule sets no status by an answer of the cache: it reads afresh before', async () => {
		const { clock, server, first } = await startOffice(1);
		server.nextAge = () => 8_000;
		await clock.advance(15_000);
		server.agents = [agent(me, 'S7'), agent('a2', 'E0')];
		server.remember();
		const read = first.desk.refreshAgents();
		await clock.advance(50);
		await read;
		assert.equal(first.desk.state.me.agent?.status, 'S7');
	});

	it('a clock that was set back does not keep writes for longer than their age', async () => {
		const { clock, server, first } = await startOffice(1);
		const saved = first.desk.variables.save('v1', [{ name: 'plan', base: undefined, value: '1', url: '' }]);
		await clock.advance(100);
		await saved;
		clock.set(clock.now() - 3_600_000);
		server.remember();
		server.visitors = server.visitors.map((row) => ({ ...row, currentBrowsing: 'p9' }));
		server.nextAge = () => 4_000;
		server.remember();
		await clock.advance(30_000);
		assert.equal(shownIn(first).page, 9);
	});
});
