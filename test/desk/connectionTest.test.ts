// Rules of Test Connection: which reads it makes, in which order, and which it skips.
import assert from 'node:assert/strict';
import { type CheckResult, testAddress, testConnection } from '../../src/desk/connectionTest';
import { createDesk } from '../../src/desk/createDesk';
import type { Desk } from '../../src/desk/desk';
import { createUndoStack } from '../../src/desk/variables/undoStack';
import { ApiError } from '../../src/service/errors';
import type { FetchResponse } from '../../src/service/ports';
import { deskParts, testActivity, testEnv } from '../fixtures/deskParts';
import { agent, type FakeServer, fakeServer, visitor } from '../fixtures/fakeServer';
import { manualClock } from '../fixtures/manualClock';
import { recordingLog } from '../fixtures/recordingLog';

const [me, other] = ['c97a2afe-a38f-46f8-a55b-8ac9f873cd09', '7f9c1c7e-0000-4000-8000-000000000001'];
const guest = '3d59f909-24cd-43bc-89cb-00a320617c0a';

function world() {
	const clock = manualClock();
	const log = recordingLog();
	const server = fakeServer();
	server.agents = [agent(other), agent(me)];
	server.visitors = [visitor(guest), visitor('7f9c1c7e-0000-4000-8000-000000000002')];
	const desk = createDesk({
		client: server,
		myAgentId: me,
		lastAway: 'Away',
		site: { id: 's', name: 'Site', baseUrl: 'https://api.example/v4', sandbox: false },
		undoStack: createUndoStack(),
		activity: testActivity(),
		...deskParts(testEnv(clock, log)),
	});
	return { clock, server, desk };
}

async function run({ desk, clock }: ReturnType<typeof world>, { mine = true, cancel = new AbortController() } = {}) {
	const tried: string[] = [];
	const results = await testConnection({
		ask: desk.ask,
		now: clock.now,
		me: mine ? me : undefined,
		onCheck: (check) => void tried.push(check),
		cancelled: cancel.signal,
	});
	return { results, tried };
}

function refuse(server: FakeServer, call: 'listAgents' | 'listVisitors' | 'getVisitor', error: ApiError): void {
	server.meets[call] = () => Promise.reject(error);
}

const ways = (results: readonly CheckResult[]) =>
	results.map(({ check, error, skipped }) => [check, error?.message ?? skipped ?? 'ok'].join(': '));

describe('A test of the connection', () => {
	it('makes every read once, in order, and no write', async () => {
		const here = world();
		const { results, tried } = await run(here);
		assert.deepEqual(tried, ['agents', 'visitors', 'agent', 'visitor']);
		assert.deepEqual(ways(results), ['agents: ok', 'visitors: ok', 'agent: ok', 'visitor: ok']);
		const made = Object.entries(here.server.calls).filter(([, count]) => count > 0);
		assert.deepEqual(Object.fromEntries(made), {
			listAgents: 1,
			listVisitors: 1,
			getAgent: 1,
			getVisitor: 1,
		});
		assert.deepEqual(
			results.map(({ rows, id }) => rows ?? id),
			[2, 2, me, guest],
		);
	});

	it('asks for the first agent where nobody knows who I am, and for no visitor where there is none', async () => {
		const here = world();
		here.server.visitors = [];
		const { results } = await run(here, { mine: false });
		assert.deepEqual(ways(results), ['agents: ok', 'visitors: ok', 'agent: ok', 'visitor: nobody']);
		assert.equal(results[2]?.id, other);
	});

	it('tells how long each took', async () => {
		const here = world();
		here.server.meets.listVisitors = async () => here.clock.advance(340);
		assert.equal((await run(here)).results[1]?.ms, 340);
	});

	it('goes on after what concerns one call: no permission, not found, a failure of the service, a reset', async () => {
		for (const error of [
			new ApiError('forbidden', { status: 403 }),
			new ApiError('notFound', { status: 404 }),
			new ApiError('server', { status: 500 }),
			new ApiError('notChatServer'),
			new ApiError('network', { code: 'ECONNRESET' }),
		]) {
			const here = world();
			refuse(here.server, 'listAgents', error);
			assert.deepEqual(ways((await run(here)).results), [
				`agents: ${error.message}`,
				'visitors: ok',
				'agent: ok',
				'visitor: ok',
			]);
		}
	});

	it('stops after what every call would meet: no connection, no answer, a refused secret', async () => {
		for (const error of [
			new ApiError('network', { code: 'CERT_HAS_EXPIRED' }),
			new ApiError('network', { status: 407, code: 'ERR_PROXY_AUTH_REQUESTED' }),
			new ApiError('timeout'),
			new ApiError('unauthorized', { status: 401 }),
		]) {
			const here = world();
			refuse(here.server, 'listAgents', error);
			const { results, tried } = await run(here);
			assert.deepEqual(tried, ['agents']);
			assert.deepEqual(
				ways(results).slice(1),
				['visitors', 'agent', 'visitor'].map((check) => `${check}: sameFailure`),
			);
		}
	});

	it('sends nothing while the service asks for silence, and says until when; what it learns binds all', async () => {
		const here = world();
		const retryAt = here.clock.now() + 60_000;
		refuse(here.server, 'listVisitors', new ApiError('throttled', { status: 429, retryAt }));
		assert.deepEqual(ways((await run(here)).results)[1], 'visitors: throttled 429');
		const before = { ...here.server.calls };
		const { results } = await run(here);
		assert.deepEqual(here.server.calls, before);
		assert.deepEqual(
			[results[0]?.error?.kind, results[0]?.error?.status, results[0]?.error?.retryAt],
			['throttled', undefined, retryAt],
		);
		assert.equal((await here.desk.pollingStats()).silentUntil, retryAt);
	});

	it('counts towards the budget', async () => {
		const here = world();
		await run(here);
		const stats = here.desk.pollingStats();
		await here.clock.advance(100);
		assert.equal((await stats).spent, 4);
	});

	it('ends where the user cancels, or the site is closed', async () => {
		for (const end of [
			(cancel: AbortController) => cancel.abort(),
			(_: AbortController, desk: Desk) => desk.dispose(),
		]) {
			const here = world();
			const cancel = new AbortController();
			here.server.meets.listAgents = async () => void end(cancel, here.desk);
			await assert.rejects(run(here, { cancel }), { kind: 'aborted' });
			assert.equal(here.server.calls.listVisitors, 0);
		}
	});
});

describe('A test of an address, while nobody is signed in', () => {
	async function ask(status: number, body: string) {
		const sent: Readonly<Record<string, string>>[] = [];
		const ports = {
			...manualClock(),
			random: () => 0,
			log: recordingLog(),
			fetch: async (url: string, { headers }: { headers: Readonly<Record<string, string>> }) => {
				sent.push({ url, ...headers });
				return { status, headers: { get: () => null }, text: async () => body } satisfies FetchResponse;
			},
		};
		const [result] = await testAddress(ports, 'https://api.example/v4', new AbortController().signal);
		return { sent, problem: result?.error?.kind };
	}

	it('sends one read without a secret', async () => {
		assert.deepEqual((await ask(401, '')).sent, [{ url: 'https://api.example/v4/livechat/agents' }]);
	});

	it('is content with a server that asks who we are', async () => {
		assert.equal((await ask(401, '{"code":401000,"message":"The access token is missing"}')).problem, undefined);
	});

	it('takes no page for a Chat Server, and no other path', async () => {
		assert.equal((await ask(200, '<html>Please accept our terms</html>')).problem, 'notChatServer');
		assert.equal((await ask(404, '')).problem, 'notFound');
		assert.equal((await ask(502, '')).problem, 'server');
	});
});
