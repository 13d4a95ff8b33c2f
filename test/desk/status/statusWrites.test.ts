// My status: pending, sent in order, and as the service answered it.
import assert from 'node:assert/strict';
import { secretStoreFailed } from '../../../src/desk/errorCodes';
import { ApiError, isApiError } from '../../../src/service/errors';
import { agent, fakeServer } from '../../fixtures/fakeServer';
import { failing, gate, me, world } from '../../fixtures/oneDesk';

describe('My status', () => {
	it('shows as pending before the request leaves, and the answer of the service decides', async () => {
		const { server, desk } = world();
		await desk.refresh();
		const put = gate();
		server.meets.setAgentStatus = put.wait;
		const set = desk.setMyStatus('Lunch');
		assert.equal(desk.state.me.pending, 'Lunch');
		assert.equal(desk.state.me.agent?.status, 'Online');
		put.open();
		await set;
		assert.equal(desk.state.me.pending, undefined);
		assert.equal(desk.state.me.agent?.status, 'Lunch');
		assert.equal(desk.state.me.lastAway, 'Lunch');
		assert.equal(desk.state.agents?.[0]?.status, 'Lunch');
	});

	it('goes back where it was if the service refuses', async () => {
		const { server, desk } = world();
		await desk.refresh();
		server.meets.setAgentStatus = failing(new ApiError('badRequest', { status: 400, isServiceAnswer: true }));
		const before = desk.state.me;
		await assert.rejects(desk.setMyStatus('Nap'), (error) => isApiError(error) && error.kind === 'badRequest');
		assert.deepEqual(desk.state.me, before);
	});

	/** Answers after which the outcome of the write is unknown. */
	const unknown: readonly ApiError[] = [
		new ApiError('server', { status: 504 }),
		new ApiError('server', { status: 500, isServiceAnswer: true }),
		new ApiError('notChatServer', { status: 200 }),
		new ApiError('forbidden', { status: 403 }),
		new ApiError('timeout'),
		new ApiError('network', { code: 'ECONNRESET' }),
	];
	for (const error of unknown) {
		it(`answered with ${error.message} is pending until it was read back, and set if the service has it`, async () => {
			const { clock, server, desk, states } = world();
			await desk.refresh();
			server.meets.setAgentStatus = failing(error);
			const read = gate();
			server.meets.getAgent = read.wait;
			const set = desk.setMyStatus('Lunch');
			await clock.advance(0);
			assert.equal(server.calls.getAgent, 1, 'read at once');
			assert.equal(desk.state.me.pending, 'Lunch');
			read.open();
			assert.equal((await set).kind, 'set');
			assert.equal(desk.state.me.pending, undefined);
			assert.equal(desk.state.me.agent?.status, 'Lunch');
			await clock.advance(60_000);
			assert.equal(desk.state.me.agent?.status, 'Lunch');
			assert.ok(
				states.every((state) => state.me.elsewhere === undefined),
				'it is no change from elsewhere',
			);
		});

		it(`answered with ${error.message} is not set if the service still has another`, async () => {
			const { server, desk } = world();
			await desk.refresh();
			const before = desk.state.me;
			server.setAgentStatus = () => Promise.reject(error);
			assert.deepEqual(await desk.setMyStatus('Lunch'), { kind: 'notSet', error });
			assert.deepEqual(desk.state.me, before);
		});
	}

	it('answered without a status, or with another agent, is read back', async () => {
		for (const row of [agent(me, ''), agent('a2', 'Lunch')]) {
			const { server, desk } = world();
			await desk.refresh();
			const { setAgentStatus } = server;
			server.setAgentStatus = async (...args) => {
				await setAgentStatus(...args);
				return row;
			};
			assert.equal((await desk.setMyStatus('Lunch')).kind, 'set');
			assert.equal(desk.state.me.agent?.status, 'Lunch');
			assert.equal(desk.state.agents?.[1]?.status, 'Away');
		}
	});

	it('answered with another status is read back: the answer may be older than the write, or the service stored another one', async () => {
		for (const stores of ['Lunch', 'Online', 'Away']) {
			const { server, desk } = world();
			await desk.refresh();
			server.setAgentStatus = async () => {
				const before = agent(me, stores === 'Away' ? 'Away' : 'Online');
				server.agents = [agent(me, stores), agent('a2')];
				return before;
			};
			const outcome = await desk.setMyStatus('Lunch');
			assert.deepEqual(
				outcome,
				stores === 'Lunch' ? { kind: 'set', agent: agent(me, 'Lunch') } : { kind: 'other', agent: agent(me, stores) },
			);
			assert.equal(desk.state.me.agent?.status, stores);
			assert.equal(desk.state.me.elsewhere, undefined);
			assert.equal(desk.state.me.pending, undefined);
		}
	});

	it('answered with another status and not read back is as it was answered', async () => {
		const { server, desk } = world();
		await desk.refresh();
		server.setAgentStatus = async () => agent(me, 'Away');
		server.meets.getAgent = failing(new ApiError('timeout'));
		assert.deepEqual(await desk.setMyStatus('Lunch'), { kind: 'other', agent: agent(me, 'Away') });
		assert.equal(desk.state.me.agent?.status, 'Away');
	});

	it('of which neither the write nor the read after it was answered is unknown, and shown by the next poll', async () => {
		const { clock, server, desk } = world();
		await desk.refresh();
		server.meets.setAgentStatus = failing(new ApiError('timeout'));
		server.meets.getAgent = failing(new ApiError('network', { code: 'ECONNRESET' }));
		const outcome = await desk.setMyStatus('Lunch');
		assert.deepEqual([outcome.kind, 'error' in outcome && outcome.error.kind], ['unknown', 'timeout']);
		assert.equal(desk.state.me.pending, undefined);
		await clock.advance(3_000);
		assert.equal(desk.state.me.agent?.status, 'Lunch');
		assert.equal(desk.state.me.elsewhere, undefined);
	});

	it('that is carried out only after it was read back is no change from elsewhere', async () => {
		const { clock, server, desk } = world();
		await desk.refresh();
		server.setAgentStatus = () => Promise.reject(new ApiError('server', { status: 504 }));
		assert.equal((await desk.setMyStatus('Lunch')).kind, 'notSet');
		server.agents = [agent(me, 'Lunch'), agent('a2')];
		await clock.advance(3_000);
		assert.equal(desk.state.me.agent?.status, 'Lunch');
		assert.equal(desk.state.me.elsewhere, undefined);
	});

	it('that was not sent or was refused is not read back', async () => {
		const errors = [
			new ApiError('network', { code: 'ENOTFOUND' }),
			new ApiError('network', { code: secretStoreFailed }),
			new ApiError('unauthorized', { status: 401 }),
			new ApiError('badRequest', { status: 400, isServiceAnswer: true }),
			new ApiError('forbidden', { status: 403, isServiceAnswer: true }),
			new ApiError('throttled', { status: 429 }),
		];
		for (const error of errors) {
			const { server, desk } = world();
			await desk.refresh();
			server.setAgentStatus = () => Promise.reject(error);
			await assert.rejects(desk.setMyStatus('Lunch'), (reason) => reason === error);
			assert.equal(server.calls.getAgent, 0, error.message);
		}
	});

	it('is not overwritten by a read that began before the write ended', async () => {
		const { clock, server, desk } = world();
		await desk.refresh();
		await clock.advance(1_000);
		const list = gate();
		server.meets.listAgents = list.wait; // this read is answered with Online
		const refresh = desk.refresh();
		await clock.advance(0);
		assert.equal(server.underWay.listAgents, 1);
		await desk.setMyStatus('Lunch');
		list.open();
		await refresh;
		assert.equal(desk.state.me.agent?.status, 'Lunch');
		assert.equal(desk.state.agents?.[0]?.status, 'Lunch');
		delete server.meets.listAgents;
		server.agents = [agent(me, 'Away'), agent('a2')];
		await clock.advance(10_000);
		assert.equal(desk.state.me.agent?.status, 'Away', 'a later change in the console wins');
	});

	it('set twice in a row goes out in that order, one after the other', async () => {
		const { clock, server, desk } = world();
		await desk.refresh();
		const answers = [200, 100];
		server.meets.setAgentStatus = () => new Promise((resolve) => void clock.setTimer(resolve, answers.shift() ?? 0));
		await Promise.all([desk.setMyStatus('Away'), desk.setMyStatus('Online'), clock.advance(400)]);
		assert.equal(server.mostUnderWay.setAgentStatus, 1);
		assert.equal(desk.state.me.agent?.status, 'Online');
		assert.equal(desk.state.me.pending, undefined);
	});

	it('asked for three times in a row stays pending until the last one is answered', async () => {
		const { server, desk, states } = world();
		await desk.refresh();
		const before = states.length;
		await Promise.all(['Away', 'Online', 'Lunch'].map((status) => desk.setMyStatus(status)));
		const shown = states.slice(before).map(({ me }) => me.pending);
		assert.equal(shown.indexOf(undefined), shown.length - 1, shown.join());
		assert.equal(desk.state.me.agent?.status, 'Lunch');
		assert.equal(server.calls.setAgentStatus, 3);
	});

	it('that waited for its turn is not sent once the one before it taught a Retry-After', async () => {
		const { clock, server, desk } = world();
		await desk.refresh();
		server.meets.setAgentStatus = failing(new ApiError('throttled', { status: 429, retryAt: clock.now() + 60_000 }));
		const writes = await Promise.allSettled([desk.setMyStatus('Away'), desk.setMyStatus('Online')]);
		assert.deepEqual(
			writes.map(({ status }) => status),
			['rejected', 'rejected'],
		);
		assert.equal(server.calls.setAgentStatus, 1);
		assert.equal(desk.state.me.pending, undefined);
	});

	it('without an answer is looked up by a read that began after it, also where one is under way', async () => {
		const { clock, server, desk } = world();
		await desk.refresh();
		await clock.advance(1_000);
		const list = gate();
		server.meets.listAgents = list.wait;
		const refresh = desk.refresh();
		await clock.advance(0);
		assert.equal(server.underWay.listAgents, 1);
		server.meets.setAgentStatus = failing(new ApiError('timeout'));
		server.meets.getAgent = failing(new ApiError('timeout'));
		assert.equal((await desk.setMyStatus('Lunch')).kind, 'unknown');
		delete server.meets.listAgents;
		list.open();
		await refresh;
		await clock.advance(0);
		assert.equal(desk.state.me.agent?.status, 'Lunch');
	});

	it('is read by id where the list leaves me out, and forgotten where nobody knows me', async () => {
		const { clock, server, desk } = world();
		const all = server.agents;
		server.listAgents = async () => ({ rows: all.filter(({ id }) => id !== me), skipped: 0 });
		await desk.refresh();
		assert.equal(desk.state.me.agent?.status, 'Online');
		server.agents = all.filter(({ id }) => id !== me);
		await clock.advance(10_000);
		assert.equal(desk.state.me.agent, undefined);
	});

	it('is not forgotten because a gateway answers the read by id', async () => {
		const { clock, server, desk } = world();
		const all = server.agents;
		server.listAgents = async () => ({ rows: all.filter(({ id }) => id !== me), skipped: 0 });
		await desk.refresh();
		server.meets.getAgent = failing(new ApiError('notFound', { status: 404 }));
		await clock.advance(10_000);
		assert.equal(desk.state.me.agent?.status, 'Online');
	});

	it('of another agent is set without being mine: nothing of me is pending, and it is no change from elsewhere', async () => {
		const { clock, server, desk, states } = world();
		await desk.refresh();
		const before = desk.state.me;
		assert.equal((await desk.setAgentStatus('a2', 'Online')).kind, 'set');
		assert.equal(desk.state.agents?.find(({ id }) => id === 'a2')?.status, 'Online');
		assert.deepEqual(desk.state.me, before);
		assert.ok(states.every((state) => state.me.pending === undefined));
		assert.deepEqual(desk.state.statusTimes.get('a2'), {
			id: 'a2',
			status: 'Online',
			since: clock.now(),
			known: 'set',
		});
		assert.equal(server.calls.setAgentStatus, 1);
	});

	it('that the service refuses is not the away status that the toggle returns to', async () => {
		const { server, desk } = world();
		await desk.refresh();
		server.meets.setAgentStatus = failing(new ApiError('badRequest', { status: 400, isServiceAnswer: true }));
		await assert.rejects(desk.setMyStatus('Siesta'));
		assert.equal(desk.state.me.lastAway, 'Away');
		assert.equal(desk.state.statusTimes.get(me)?.status, 'Online');
	});

	it('is never written but by setMyStatus', async () => {
		const { clock, server, desk, attend } = world({ server: fakeServer() });
		await desk.refresh();
		for (const attention of ['unfocused', 'inactive', 'focused'] as const) {
			attend(attention);
			await clock.advance(300_000);
		}
		desk.setMyAgent('a2');
		desk.setMyAgent(undefined);
		void desk.dispose();
		assert.equal(server.calls.setAgentStatus, 0);
	});
});
