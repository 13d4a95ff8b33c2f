// The sandbox as a server: the faults that only a wire has, TLS, and its control panel.
import assert from 'node:assert/strict';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { gunzipSync } from 'node:zlib';
import { myAgentId } from '../../src/sandbox/rows';
import * as certificates from '../fixtures/tls/certificates';
import { type SandboxServer, type SandboxServerOptions, startSandboxServer } from '../sandboxServer';
import { startProxy } from '../sandboxServer/proxy';

interface Received {
	readonly status: number;
	readonly headers: http.IncomingHttpHeaders;
	readonly body: Buffer;
}

/** A request by `node:http`, so that no client library repairs the answer. */
function ask(url: string, options: https.RequestOptions & { body?: string } = {}): Promise<Received> {
	const { body, ...rest } = options;
	return new Promise((resolve, reject) => {
		const request = (url.startsWith('https:') ? https : http).request(
			url,
			{ agent: false, headers: { authorization: 'Bearer sandbox-token', 'content-type': 'application/json' }, ...rest },
			(response) => {
				const parts: Buffer[] = [];
				response.on('data', (part: Buffer) => parts.push(part));
				response.on('error', reject);
				response.on('end', () =>
					resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
				);
			},
		);
		request.on('error', reject);
		request.end(body);
	});
}

describe('The sandbox on a socket', () => {
	const running: { close(): Promise<void> }[] = [];

	async function start(options: SandboxServerOptions = {}): Promise<SandboxServer> {
		const server = await startSandboxServer(options);
		running.push(server);
		return server;
	}

	afterEach(async () => {
		await Promise.all(running.splice(0).map((server) => server.close()));
	});

	it('answers like its fetch function, with its headers', async () => {
		const server = await start({ limit: { calls: 2, window: 60_000, forms: ['429 seconds'] } });
		const list = await ask(`${server.baseUrl}/livechat/agents`);
		assert.equal(list.status, 200);
		assert.equal(list.headers['content-type'], 'application/json; charset=utf-8');
		assert.deepEqual(JSON.parse(list.body.toString()), server.sandbox.world.agents());
		const body = JSON.stringify({ status: 'away' });
		const put = await ask(`${server.baseUrl}/livechat/agents/${myAgentId}`, { method: 'PUT', body });
		assert.deepEqual([put.status, server.sandbox.world.agent(myAgentId)?.status], [200, 'Away']);
		const throttled = await ask(`${server.baseUrl}/livechat/agents`);
		assert.deepEqual([throttled.status, throttled.headers['retry-after']], [429, '60']);
		assert.equal(server.received.length, 3);
	});

	it('keeps a path prefix, and gives the address of further pages with the host that the caller used', async () => {
		const server = await start({ scenario: 'quirks', prefix: '/branch/api/v4' });
		const base = server.baseUrl.replace('127.0.0.1', 'localhost');
		const page = JSON.parse((await ask(`${base}/livechat/agents`)).body.toString()) as { nextPage: string };
		assert.equal(page.nextPage, `${base}/livechat/agents?page=2`);
	});

	it('breaks the connection for a network fault of the sandbox', async () => {
		const server = await start();
		server.sandbox.plan({ kind: 'network', code: 'ECONNRESET' });
		await assert.rejects(ask(`${server.baseUrl}/livechat/agents`), { code: 'ECONNRESET' });
		server.sandbox.plan({ kind: 'cutOff' });
		await assert.rejects(ask(`${server.baseUrl}/livechat/agents`), { code: 'ECONNRESET' });
	});

	it('hangs: the request is received and never answered', async () => {
		const server = await start();
		server.plan({ kind: 'hang' });
		const request = ask(`${server.baseUrl}/livechat/agents`, { signal: AbortSignal.timeout(100) });
		await assert.rejects(request, { name: 'AbortError' });
		assert.equal(server.received.length, 1);
		assert.equal(server.sandbox.requests.length, 0);
	});

	it('resets before and in the middle of an answer', async () => {
		const server = await start();
		for (const [kind, served] of [
			['resetEarly', 0],
			['reset', 1],
		] as const) {
			server.plan({ kind });
			await assert.rejects(ask(`${server.baseUrl}/livechat/agents`), { code: 'ECONNRESET' });
			assert.equal(server.sandbox.requests.length, served);
		}
	});

	it('truncates a body whose Content-Length is larger', async () => {
		const server = await start();
		server.plan({ kind: 'truncated' });
		const { hostname, port } = new URL(server.baseUrl);
		const text = await new Promise<string>((resolve, reject) => {
			let read = '';
			const socket = net.connect(Number(port), hostname, () =>
				socket.write('GET /v4/livechat/agents HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer sandbox-token\r\n\r\n'),
			);
			socket.on('data', (part) => {
				read += part;
			});
			socket.on('end', () => resolve(read));
			socket.on('error', reject);
		});
		const [head = '', body = ''] = text.split('\r\n\r\n');
		const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
		assert.ok(body.length > 0 && body.length < length, `${body.length} of ${length}`);
	});

	it('compresses', async () => {
		const server = await start();
		server.plan({ kind: 'gzip' });
		const { headers, body } = await ask(`${server.baseUrl}/livechat/agents`);
		assert.equal(headers['content-encoding'], 'gzip');
		assert.deepEqual(JSON.parse(gunzipSync(body).toString()), server.sandbox.world.agents());
	});

	it('drips', async () => {
		const server = await start();
		server.plan({ kind: 'drip', pieces: 5, delay: 20 });
		const began = performance.now();
		const { body } = await ask(`${server.baseUrl}/livechat/agents`);
		assert.deepEqual(JSON.parse(body.toString()), server.sandbox.world.agents());
		assert.ok(performance.now() - began > 75);
	});

	it('redirects, to itself or elsewhere', async () => {
		const server = await start();
		const other = await start();
		server.plan({ kind: 'redirect', to: `${other.baseUrl}/livechat/agents` });
		server.plan({ kind: 'redirect', to: '/v4/livechat/agents?again', status: 302 });
		const [away, home] = [
			await ask(`${server.baseUrl}/livechat/agents`),
			await ask(`${server.baseUrl}/livechat/agents`),
		];
		assert.deepEqual([away.status, away.headers.location], [307, `${other.baseUrl}/livechat/agents`]);
		assert.deepEqual([home.status, home.headers.location], [302, '/v4/livechat/agents?again']);
	});

	it('answers HTML, and an empty body', async () => {
		const server = await start();
		server.plan({ kind: 'html' });
		server.plan({ kind: 'empty' }, 2);
		const said = [];
		for (let number = 0; number < 4; number++) {
			const { status, body } = await ask(`${server.baseUrl}/livechat/agents`);
			said.push([status, body.toString().slice(0, 9)]);
		}
		assert.deepEqual(said, [
			[200, '<!DOCTYPE'],
			[200, ''],
			[200, ''],
			[200, '[{"id":"c'],
		]);
	});

	it('uses TLS with a private authority, with a wrong name or an expired certificate if told to', async () => {
		const url = async (tls: NonNullable<SandboxServerOptions['tls']>) =>
			`${(await start({ tls })).baseUrl}/livechat/agents`;
		const ca = certificates.authority;
		const trusted = await url('trusted');
		assert.equal((await ask(trusted, { ca })).status, 200);
		await assert.rejects(ask(trusted), { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
		await assert.rejects(ask(await url('elsewhere'), { ca }), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
		await assert.rejects(ask(await url('expired'), { ca }), { code: 'CERT_HAS_EXPIRED' });
	});

	it('allows CORS if told to', async () => {
		const server = await start({ cors: true });
		const preflight = await ask(`${server.baseUrl}/livechat/agents`, { method: 'OPTIONS' });
		assert.equal(preflight.status, 204);
		assert.match(String(preflight.headers['access-control-allow-headers']), /authorization/);
		const { headers } = await ask(`${server.baseUrl}/livechat/agents`);
		assert.equal(headers['access-control-allow-origin'], '*');
		assert.equal((await ask(`${(await start()).baseUrl}/x`)).headers['access-control-allow-origin'], undefined);
	});

	const form = { 'content-type': 'application/x-www-form-urlencoded' };
	const askFor = new URLSearchParams({
		...{ response_type: 'code', client_id: 'desk', siteId: '10008', scope: 'openid offline_access' },
		...{ redirect_uri: 'vscode://frontdesk.frontdesk/signed-in', state: 's' },
	});

	it('signs in by OAuth, from the redirect of the browser to a call and a renewal', async () => {
		const server = await start();
		assert.equal(server.controlPanelUrl, server.origin);
		const { status, headers } = await ask(`${server.controlPanelUrl}/oauth/authorize?${askFor}`, { headers: {} });
		assert.equal(status, 302);
		const landing = new URL(String(headers.location));
		assert.equal(`${landing.protocol}//${landing.host}${landing.pathname}`, askFor.get('redirect_uri'));
		const token = async (fields: Record<string, string>) => {
			const body = String(new URLSearchParams({ client_id: 'desk', ...fields }));
			const said = await ask(`${server.controlPanelUrl}/oauth/token?siteId=10008`, {
				method: 'POST',
				headers: form,
				body,
			});
			return { ...said, json: JSON.parse(said.body.toString()) as Record<string, string> };
		};
		const first = await token({
			...{ grant_type: 'authorization_code', code: String(landing.searchParams.get('code')) },
			redirect_uri: String(askFor.get('redirect_uri')),
		});
		assert.equal(first.headers['cache-control'], 'no-store');
		const call = async (path: string, value: string | undefined) =>
			(await ask(path, { headers: { authorization: `Bearer ${value}` } })).status;
		const agents = `${server.baseUrl}/livechat/agents`;
		assert.equal(await call(agents, first.json.access_token), 200);
		assert.equal(await call(`${server.controlPanelUrl}/oauth/userinfo?siteId=10008`, first.json.access_token), 200);
		server.sandbox.oauth.expireAccessTokens();
		assert.equal(await call(agents, first.json.access_token), 401);

		const spent = { grant_type: 'refresh_token', refresh_token: String(first.json.refresh_token) };
		const all = await Promise.all(Array.from({ length: 10 }, () => token(spent)));
		const refreshed = all.filter(({ status }) => status === 200);
		assert.deepEqual([refreshed.length, server.sandbox.oauth.refreshes], [1, 1]);
		assert.equal(await call(agents, refreshed[0]?.json.access_token), 200);
	});

	it('has the control panel on another origin if told to', async () => {
		const server = await start({ ownControlPanel: true, prefix: '/branch/v4' });
		assert.notEqual(server.controlPanelUrl, server.origin);
		const status = async (url: string) => (await ask(url)).status;
		assert.equal(await status(`${server.controlPanelUrl}/oauth/authorize?${askFor}`), 302);
		assert.equal(await status(`${server.baseUrl}/livechat/agents?page=/oauth/x`), 200);
		assert.equal(await status(`${server.origin}/oauth/authorize?${askFor}`), 404);
		assert.equal(await status(`${server.controlPanelUrl}/branch/v4/livechat/agents`), 404);
		const { accessToken } = server.sandbox.oauth.issueTokens();
		const headers = { authorization: `Bearer ${accessToken}` };
		assert.equal((await ask(`${server.baseUrl}/livechat/agents`, { headers })).status, 200);
		await server.close();
		await assert.rejects(ask(`${server.controlPanelUrl}/oauth/authorize`), { code: 'ECONNREFUSED' });
	});

	it('is reached through a proxy, with and without credentials', async () => {
		const server = await start();
		const { host } = new URL(server.baseUrl);
		const proxy = await startProxy({ user: 'robin', password: 'pass' });
		running.push(proxy);
		const connect = (headers: http.OutgoingHttpHeaders) =>
			new Promise<{ status: number; socket: net.Socket }>((resolve, reject) => {
				const request = http.request(proxy.url, { method: 'CONNECT', path: host, headers });
				request.on('connect', (response, socket) => resolve({ status: response.statusCode ?? 0, socket }));
				request.on('error', reject);
				request.end();
			});
		assert.equal((await connect({})).status, 407);
		const right = `Basic ${Buffer.from('robin:pass').toString('base64')}`;
		const { status, socket } = await connect({ 'proxy-authorization': right });
		assert.equal(status, 200);
		const answer = await ask(`${server.baseUrl}/livechat/agents`, { createConnection: () => socket });
		assert.equal(answer.status, 200);
		assert.deepEqual(proxy.targets, [host, host]);
	});

	it('rejects if a port is in use', async () => {
		const server = await start();
		const port = Number(new URL(server.baseUrl).port);
		await assert.rejects(startSandboxServer({ port }), { code: 'EADDRINUSE' });
	});
});
