// When a window polls, and its behaviour while polls fail.
import assert from 'node:assert/strict';
import { isStale } from '../../../src/desk/state';
import { ApiError, isApiError } from '../../../src/service/errors';
import { agent, visitor } from '../../fixtures/fakeServer';
import { failing, gate, me, world } from '../../fixtures/oneDesk';

describe('The loop that polls', () => {
	it('is idle until it is told to begin, then polls at the pace of attention', async () => {
		const { clock, server, desk, attend } = world();
		await clock.advance(60_000);
		assert.equal(server.calls.listAgents, 0);
		await desk.refresh();
		await clock.advance(30_000);
		assert.equal(server.calls.listAgents, 4);
		attend('unfocused');
		await clock.advance(60_000);
		assert.equal(server.calls.listAgents, 6);
		attend('inactive');
		await clock.advance(120_000);
		assert.equal(server.calls.listAgents, 8);
		attend('focused');
		await clock.advance(10_000);
		assert.equal(server.calls.listAgents, 9);
	});

	it('stays fast while somebody waits, whoever looks', async () => {
		const { clock, server, desk, attend } = world();
		server.visitors = [visitor('v1', { status: 'waitingForChat' })];
		await desk.refresh();
		attend('inactive');
		await clock.advance(60_000);
		assert.equal(server.calls.listVisitors, 7);
	});

	it('makes one request a list of ten clicks on refresh in a second, however fast the service is', async () => {
		const { clock, server, desk } = world();
		for (const answerTime of [0, 30, 2_000]) {
			server.meets.listAgents = () => new Promise((resolve) => clock.setTimer(resolve, answerTime));
			const calls = { ...server.calls };
			const clicks: Promise<void>[] = [];
			for (let n = 0; n < 10; n++) {
				clicks.push(desk.refresh());
				await clock.advance(99);
			}
			await clock.advance(answerTime);
			await Promise.all(clicks);
			assert.equal(server.calls.listAgents, calls.listAgents + 1);
			assert.equal(server.calls.listVisitors, calls.listVisitors + 1);
			await clock.advance(1_000);
			await Promise.all([desk.refresh(), clock.advance(answerTime)]);
			assert.equal(server.calls.listAgents, calls.listAgents + 2, 'a later click reads again');
			await clock.advance(1_000);
		}
	});

	it('lets a refresh join the poll under way, and counts what they miss together as one', async () => {
		const { clock, server, desk } = world();
		await desk.refresh();
		const list = gate();
		server.meets.listAgents = () => list.wait().then(() => Promise.reject(new ApiError('network')));
		await clock.advance(10_000);
		assert.equal(server.underWay.listAgents, 1);
		const refresh = assert.rejects(desk.refresh());
		list.open();
		await refresh;
		assert.equal(server.calls.listAgents, 2);
		assert.equal(desk.state.missed, 1);
	});

	it('does not take a look at the agents alone for a refresh', async () => {
		const { server, desk } = world();
		await Promise.all([desk.refreshAgents(), desk.refresh()]);
		assert.equal(server.calls.listVisitors, 1);
		assert.equal(server.calls.listAgents, 1);
		await desk.refreshAgents();
		assert.equal(server.calls.listAgents, 1, 'but a refresh for a look at the agents');
	});

	it('never lets a refresh after a write join a read from before it', async () => {
		const { clock, server, desk } = world();
		await desk.refresh();
		const list = gate();
		server.meets.listAgents = list.wait;
		await clock.advance(10_000);
		await clock.advance(0);
		const clicked = desk.refresh();
		await clock.advance(0);
		await desk.setMyStatus('Lunch');
		delete server.meets.listAgents;
		server.agents = [agent(me, 'Meeting'), agent('a2')];
		await desk.refresh();
		assert.equal(desk.state.me.agent?.status, 'Meeting');
		list.open();
		await clicked;
		assert.equal(desk.state.me.agent?.status, 'Meeting', 'nor what it brings overwrite the newer one');
	});

	it('never has two polls under way, however slow the service is', async () => {
		const { clock, server, desk } = world();
		server.meets.listAgents = () => new Promise((resolve) => clock.setTimer(resolve, 45_000));
		const first = desk.refresh();
		await clock.advance(300_000);
		await first;
		assert.equal(server.mostUnderWay.listAgents, 1);
	});

	it('ends with the desk: requests are aborted, no timer is left, nobody is called back', async () => {
		const { clock, server, desk, states } = world();
		const list = gate();
		await desk.refresh();
		await clock.advance(1_000);
		let signal: AbortSignal | undefined;
		const { listAgents } = server;
		server.listAgents = (given) => {
			signal = given;
			return listAgents(given);
		};
		server.meets.listAgents = list.wait;
		const refresh = desk.refresh();
		await clock.advance(0);
		void desk.dispose();
		assert.ok(signal?.aborted);
		await clock.advance(0);
		assert.equal(clock.timers, 0);
		const before = states.length;
		list.open();
		await refresh.catch(() => undefined);
		await clock.advance(600_000);
		assert.equal(states.length, before);
		assert.equal(server.calls.listAgents, 2);
	});

	it('backs off after errors up to five minutes, logs the first of a kind and the recovery, and marks the third missed poll stale', async () => {
		const { clock, server, desk, log } = world();
		await desk.refresh();
		server.meets.listAgents = failing(new ApiError('server', { status: 500 }));
		server.meets.listVisitors = failing(new ApiError('server', { status: 500 }));
		await clock.advance(10_000);
		assert.equal(desk.state.missed, 1);
		assert.ok(!isStale(desk.state));
		assert.equal(desk.state.agents?.length, 2, 'what was known stays');
		const { since } = desk.state.pollError ?? {};
		await clock.advance(60_000);
		assert.equal(desk.state.pollError?.since, since, 'the first failure of the row');
		assert.ok(isStale(desk.state));
		const calls = server.calls.listAgents;
		await clock.advance(3_600_000);
		const perHour = server.calls.listAgents - calls;
		assert.ok(perHour >= 11 && perHour <= 17, `${perHour} polls an hour`);
		assert.deepEqual(log.lines, ['warn agents: server 500', 'warn visitors: server 500']);
		server.meets.listAgents = failing(new ApiError('timeout'));
		await clock.advance(400_000);
		assert.equal(log.lines[2], 'warn agents: timeout');
		delete server.meets.listAgents;
		delete server.meets.listVisitors;
		await clock.advance(400_000);
		assert.match(
			log.lines.slice(3).join('\n'),
			/^info agents: works again after \d+ failed\ninfo visitors: works again after \d+ failed$/,
		);
		assert.equal(desk.state.pollError, undefined);
		assert.ok(!isStale(desk.state));
	});

	it('says when it tries again, and does', async () => {
		const { clock, server, desk } = world();
		await desk.refresh();
		server.meets.listAgents = failing(new ApiError('network', { code: 'ECONNREFUSED' }));
		await clock.advance(10_000);
		const { retryAt } = desk.state.pollError ?? {};
		assert.ok(retryAt !== undefined && retryAt > clock.now());
		const calls = server.calls.listAgents;
		await clock.advance(retryAt - clock.now() - 1);
		assert.equal(server.calls.listAgents, calls);
		await clock.advance(1);
		assert.equal(server.calls.listAgents, calls + 1);
	});

	it('keeps to Retry-After, which binds the refresh button and the status too', async () => {
		const { clock, server, desk } = world();
		await desk.refresh();
		const retryAt = clock.now() + 10_000 + 120_000;
		server.meets.listVisitors = failing(new ApiError('throttled', { status: 429, retryAt }));
		await clock.advance(10_000);
		delete server.meets.listVisitors;
		const calls = { ...server.calls };
		const throttled = (error: unknown) => isApiError(error) && error.kind === 'throttled' && error.retryAt === retryAt;
		await assert.rejects(desk.refresh(), throttled);
		await assert.rejects(desk.setMyStatus('away'), throttled);
		await assert.rejects(desk.readVisitor('v1'), throttled);
		await assert.rejects(desk.readAgent('a2'), throttled);
		await assert.rejects(
			desk.ask((asked, signal) => asked.listAgents(signal), new AbortController().signal),
			throttled,
		);
		desk.watchVisitor('v9');
		desk.setMyAgent('a9');
		desk.setMyAgent(me);
		await clock.advance(119_999);
		assert.deepEqual(server.calls, calls);
		await clock.advance(5_001); // at random, up to half an interval later
		assert.equal(server.calls.listVisitors, calls.listVisitors + 1);
	});

	it('stops at a 401 that is confirmed, but for one quiet attempt in five minutes', async () => {
		const { clock, server, desk } = world();
		server.meets.listAgents = failing(new ApiError('unauthorized', { status: 401 }));
		await assert.rejects(desk.refresh());
		await clock.advance(3_600_000);
		assert.equal(server.calls.listAgents, 2 + 11);
		assert.equal(desk.state.pollError?.kind, 'unauthorized');
		assert.equal(desk.state.pollError.retryAt, undefined);
	});

	it('goes on reading the agents, and my status, at their pace while the visitors fail; those back off and say when they come', async () => {
		const { clock, server, desk } = world();
		await desk.refresh();
		server.meets.listVisitors = failing(new ApiError('server', { status: 500 }));
		await clock.advance(10_000);
		const { retryAt } = desk.state.visitorsError ?? {};
		assert.ok(retryAt !== undefined && retryAt > clock.now() + 10_000);
		await clock.advance(3_600_000);
		assert.ok(server.calls.listAgents >= 350, `${server.calls.listAgents} reads of the agents an hour`);
		assert.ok(server.calls.listVisitors <= 20, `${server.calls.listVisitors} reads of the visitors an hour`);
		assert.equal(desk.state.missed, 0);
		delete server.meets.listVisitors;
		const next = desk.state.visitorsError?.retryAt ?? 0;
		assert.ok(next > clock.now() && next <= clock.now() + 300_000);
		await clock.advance(next - clock.now() - 1);
		assert.equal(desk.state.visitorsError?.kind, 'server');
		await clock.advance(10_001);
		assert.equal(desk.state.visitorsError, undefined);
	});

	it('does not slow down for who may not see visitors', async () => {
		const { clock, server, desk } = world();
		server.meets.listVisitors = failing(new ApiError('forbidden', { status: 403 }));
		await assert.rejects(desk.refresh());
		await clock.advance(30_000);
		assert.equal(server.calls.listAgents, 4);
		assert.equal(desk.state.pollError, undefined);
		assert.equal(desk.state.visitorsError?.kind, 'forbidden');
		assert.equal(desk.state.missed, 0);
	});
});
