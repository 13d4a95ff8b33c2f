// The client over real sockets: the six calls, network faults and every scenario.
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { refusedStatusText } from '../../src/present/status/statusOutcome';
import { parseBaseUrl } from '../../src/service/baseUrl';
import { createClient } from '../../src/service/client';
import { type ApiErrorKind, isApiError } from '../../src/service/errors';
import { visitorStatuses } from '../../src/service/model';
import { fixedSession } from '../../src/service/session';
import { nodePorts } from '../fixtures/nodePorts';
import { type SandboxServer, type SandboxServerOptions, startSandboxServer } from '../sandboxServer';

const referenceVisitorId = '3d59f909-24cd-43bc-89cb-00a320617c0a';
const referenceAgentId = 'c97a2afe-a38f-46f8-a55b-8ac9f873cd09';
const { signal } = new AbortController();

let server: SandboxServer;

afterEach(() => server?.close());

async function connect(options: SandboxServerOptions = {}, token?: string) {
	server = await startSandboxServer({ scenario: 'calm', frozen: true, ...options });
	const ports = nodePorts(20);
	const client = createClient(
		ports,
		server.baseUrl,
		fixedSession({ kind: 'accessToken', accessToken: token ?? server.token }),
	);
	return { client, ports };
}

async function assertFails(call: Promise<unknown>, kind: ApiErrorKind, code?: RegExp): Promise<void> {
	await assert.rejects(call, (error) => {
		assert.ok(isApiError(error), String(error));
		assert.equal(error.kind, kind);
		if (code) {
			assert.match(error.code ?? '', code);
		}
		return true;
	});
}

describe('The six calls over a real socket', () => {
	it('read lists and rows by id, and keep the objects that did not change', async () => {
		const { client } = await connect();
		const agents = await client.listAgents(signal);
		assert.equal(agents.rows.length, 12);
		assert.equal(await client.listAgents(signal), agents);
		const visitors = await client.listVisitors(signal);
		assert.ok(visitors.rows.length >= 35);
		assert.deepEqual(
			await client.getAgent(referenceAgentId, signal),
			agents.rows.find(({ id }) => id === referenceAgentId),
		);
		assert.deepEqual(
			await client.getVisitor(referenceVisitorId, signal),
			visitors.rows.find(({ id }) => id === referenceVisitorId),
		);
	});

	it('set a status, sending the documented words in lower case and custom ones as written', async () => {
		const { client } = await connect();
		assert.equal((await client.setAgentStatus(referenceAgentId, 'Away', signal)).status, 'Away');
		assert.equal((await client.setAgentStatus(referenceAgentId, ' Lunch ', signal)).status, 'Lunch');
		await assertFails(client.setAgentStatus(referenceAgentId, 'Nap', signal), 'badRequest');
		await assertFails(client.setAgentStatus(referenceAgentId, 'Offline', signal), 'badRequest');
	});

	it('refuse an unknown status with the reason of the service, which the user reads and no log has', async () => {
		const { client, ports } = await connect();
		const error: unknown = await client.setAgentStatus(referenceAgentId, 'Nap', signal).catch((reason) => reason);
		assert.ok(isApiError(error));
		assert.match(refusedStatusText('Nap', error) ?? '', /“Nap” \(400\): “The status must be one of: Online, Away, /);
		assert.equal(ports.log.lines.length, 1);
		assert.doesNotMatch([...ports.log.lines, error.message].join(), /must be|Nap/);
	});

	it('write custom variables', async () => {
		const { client } = await connect();
		const { customVariableResults } = await client.getVisitor(referenceVisitorId, signal);
		const visitor = await client.putVariables(
			referenceVisitorId,
			[...customVariableResults, { name: 'plan', value: 'gold', url: '' }],
			signal,
		);
		assert.equal(visitor.customVariableResults.find(({ name }) => name === 'plan')?.value, 'gold');
	});

	it('send the token in the header and in no URL, and the content type on writes', async () => {
		const { client } = await connect();
		await client.listVisitors(signal);
		await client.setAgentStatus(referenceAgentId, 'away', signal);
		assert.ok(server.received.length === 2);
		for (const request of server.received) {
			assert.equal(request.headers.authorization, `Bearer ${server.token}`);
			assert.ok(!request.url.includes(server.token));
		}
		assert.equal(server.received[1]?.headers['content-type'], 'application/json');
	});

	for (const prefix of ['/v4', '/some/where/v4', '']) {
		it(`use the path prefix ${JSON.stringify(prefix)}, with or without a slash at the end`, async () => {
			await connect({ prefix });
			for (const typed of [server.baseUrl, `${server.baseUrl}/`]) {
				const parsed = parseBaseUrl(typed);
				assert.ok(parsed.ok);
				const client = createClient(
					nodePorts(),
					parsed.baseUrl,
					fixedSession({ kind: 'accessToken', accessToken: server.token }),
				);
				assert.equal((await client.listAgents(signal)).rows.length, 12);
			}
		});
	}
});

describe('A call over a faulty network', () => {
	it('a wrong token is unauthorized, an unknown id is not found', async () => {
		const { client } = await connect({}, 'wrong-token');
		await assertFails(client.listAgents(signal), 'unauthorized');
		const known = createClient(
			nodePorts(),
			server.baseUrl,
			fixedSession({ kind: 'accessToken', accessToken: server.token }),
		);
		await assertFails(known.getVisitor('ffffffff-0000-4000-8000-000000000000', signal), 'notFound');
	});

	const faults: readonly (readonly [Parameters<SandboxServer['plan']>[0]['kind'], ApiErrorKind])[] = [
		['hang', 'timeout'],
		['resetEarly', 'network'],
		['reset', 'network'],
		['truncated', 'network'],
		['html', 'notChatServer'],
		['empty', 'notChatServer'],
	];
	for (const [kind, failure] of faults) {
		it(`${kind} is ${failure}, for lists, rows and writes, and the next call works`, async () => {
			const { client } = await connect();
			const calls = [
				() => client.listVisitors(signal),
				() => client.getVisitor(referenceVisitorId, signal),
				() => client.setAgentStatus(referenceAgentId, 'away', signal),
			];
			for (const call of calls) {
				server.plan({ kind } as Parameters<SandboxServer['plan']>[0]);
				await assertFails(call(), failure);
			}
			assert.equal((await client.listAgents(signal)).rows.length, 12);
		});
	}

	it('a compressed and a slow answer are read', async () => {
		const { client } = await connect();
		server.plan({ kind: 'gzip' });
		const { rows } = await client.listVisitors(signal);
		server.plan({ kind: 'drip', pieces: 7, delay: 5 });
		assert.equal((await client.listVisitors(signal)).rows, rows);
	});

	it('a redirect to another origin is refused, and nothing arrives there', async () => {
		const elsewhere = await startSandboxServer({ scenario: 'calm' });
		try {
			const { client } = await connect();
			server.plan({ kind: 'redirect', to: `${elsewhere.baseUrl}/livechat/agents` });
			await assertFails(client.listAgents(signal), 'redirected');
			assert.equal(elsewhere.received.length, 0);
			server.plan({ kind: 'redirect', to: '/v4/livechat/agents' });
			assert.equal((await client.listAgents(signal)).rows.length, 12);
		} finally {
			await elsewhere.close();
		}
	});

	it('a closed port is a refused connection, an unknown name is not found', async () => {
		const closed = await new Promise<number>((resolve) => {
			const probe = createServer().listen(0, '127.0.0.1', () => {
				const address = probe.address();
				probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
			});
		});
		const session = fixedSession({ kind: 'accessToken', accessToken: 'some-token' });
		const refused = createClient(nodePorts(), `http://127.0.0.1:${closed}/v4`, session);
		await assertFails(refused.listAgents(signal), 'network', /^ECONNREFUSED$/);
		const unknown = createClient(nodePorts(), 'https://frontdesk.invalid/v4', session);
		await assertFails(unknown.listAgents(signal), 'network', /^(ENOTFOUND|EAI_AGAIN)$/);
	});

	for (const tls of ['trusted', 'elsewhere', 'expired'] as const) {
		it(`a certificate that is ${tls === 'trusted' ? 'of an unknown authority' : tls} is a TLS failure, and nothing is sent`, async () => {
			const { client } = await connect({ tls });
			await assertFails(client.listAgents(signal), 'network', /CERT|SELF_SIGNED|UNABLE_TO/);
			assert.equal(server.received.length, 0);
		});
	}

	it('an aborted call ends at once', async () => {
		const { client } = await connect();
		const abort = new AbortController();
		server.plan({ kind: 'hang' });
		const call = client.listAgents(abort.signal);
		while (server.received.length === 0) {
			await new Promise((resolve) => setImmediate(resolve));
		}
		abort.abort();
		await assertFails(call, 'aborted');
	});
});

describe('The scenarios over a real socket', () => {
	it('quirks: rows are read, statuses are words, ids are lower case, and no date is invalid', async () => {
		const { client, ports } = await connect({ scenario: 'quirks' });
		const visitors = await client.listVisitors(signal);
		assert.ok(visitors.rows.length > 20);
		assert.ok(visitors.skipped > 0);
		const known = visitors.rows.filter(({ status }) => visitorStatuses.some((word) => word === status));
		assert.ok(known.length > visitors.rows.length / 2);
		assert.ok(known.length < visitors.rows.length, 'some statuses nobody knows');
		for (const visitor of visitors.rows) {
			assert.equal(visitor.id, visitor.id.toLowerCase());
			assert.ok(!Number.isNaN(visitor.visitTime ?? 0) && !Number.isNaN(visitor.firstVisitTime ?? 0));
		}
		assert.equal(new Set(visitors.rows.map(({ id }) => id)).size, visitors.rows.length);
		assert.ok((await client.listAgents(signal)).rows.length >= 12);
		assert.equal(ports.log.lines.filter((line) => line.startsWith('warn visitors')).length, 1);
	});

	it('hostile: every row is read unless its id is an attack, and only lone surrogates are lost', async () => {
		const { client } = await connect({ scenario: 'hostile' });
		const visitors = await client.listVisitors(signal);
		assert.ok(visitors.rows.length >= 35);
		assert.equal(visitors.skipped, 3);
		assert.ok(
			visitors.rows.some(({ name }) => name.length >= 20_000) ||
				visitors.rows.some((visitor) =>
					Object.values(visitor).some((value) => typeof value === 'string' && value.length >= 20_000),
				),
		);
		for (const visitor of visitors.rows) {
			for (const value of Object.values(visitor)) {
				if (typeof value === 'string') {
					encodeURIComponent(value);
				}
			}
		}
	});

	it('expired: unauthorized', async () => {
		const { client } = await connect({ scenario: 'expired' });
		await assertFails(client.listAgents(signal), 'unauthorized');
	});

	it('throttled: every kind of answer is understood, and some of them say until when', async () => {
		const { client } = await connect({ scenario: 'throttled' });
		const ends: string[] = [];
		for (let call = 0; call < 120; call++) {
			try {
				await client.listAgents(signal);
			} catch (error) {
				assert.ok(isApiError(error));
				assert.equal(error.kind, 'throttled');
				ends.push(`${error.status} ${error.retryAt === undefined ? 'open' : 'known'}`);
			}
		}
		const ways = new Set(ends);
		assert.ok(
			ways.has('429 known') && ways.has('503 known') && [...ways].some((way) => way.startsWith('403')),
			[...ways].join(),
		);
	});

	it('flaky: an answer is complete or an error', async () => {
		await connect({ scenario: 'flaky' });
		// Some calls hang: a short timeout keeps the test fast.
		const client = createClient(
			nodePorts(200),
			server.baseUrl,
			fixedSession({ kind: 'accessToken', accessToken: server.token }),
		);
		const kinds = new Set<string>();
		for (let call = 0; call < 150; call++) {
			try {
				assert.equal((await client.listAgents(signal)).rows.length, 12);
				kinds.add('well');
			} catch (error) {
				assert.ok(isApiError(error), String(error));
				kinds.add(error.kind);
			}
		}
		assert.ok(kinds.has('well') && kinds.has('server') && kinds.has('notChatServer'), [...kinds].join());
	});

	it('busy: 5,000 visitors', async () => {
		await connect({ scenario: 'busy' });
		const client = createClient(
			nodePorts(),
			server.baseUrl,
			fixedSession({ kind: 'accessToken', accessToken: server.token }),
		);
		assert.equal((await client.listVisitors(signal)).rows.length, 5_000);
	});
});
