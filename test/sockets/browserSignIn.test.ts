// A browser sign-in over real sockets, up to the tokens.
import assert from 'node:assert/strict';
import { type PendingSignIn, parseCallback, resolveCallback } from '../../src/service/callback';
import { createClient } from '../../src/service/client';
import { isApiError } from '../../src/service/errors';
import { authorizeUrl, exchangeCode, randomText, readUserInfo } from '../../src/service/oauth';
import { fixedSession } from '../../src/service/session';
import { nodePorts } from '../fixtures/nodePorts';
import { type SandboxServer, type SandboxServerOptions, startSandboxServer } from '../sandboxServer';
import { sandboxClientId, sandboxSiteId } from '../sandboxServer/identity';

const signal = new AbortController().signal;
const ports = nodePorts();
const redirectUri = 'vscode://frontdesk.frontdesk/callback';
const life = 600_000;

describe('A sign-in with the browser', () => {
	let server: SandboxServer;

	afterEach(() => server.close());

	async function begin(options: SandboxServerOptions = {}): Promise<PendingSignIn> {
		server = await startSandboxServer({ frozen: true, ownControlPanel: true, ...options });
		const client = { clientId: sandboxClientId, clientSecret: undefined, siteId: String(sandboxSiteId) };
		return {
			request: {
				...client,
				controlPanelUrl: server.controlPanelUrl,
				redirectUri,
				state: randomText(),
				verifier: randomText(),
			},
			baseUrl: server.baseUrl,
			siteId: undefined,
			expiresAt: Date.now() + life,
		};
	}

	/** The address that the browser ends on for a user who is signed in to the control panel. */
	async function landing({ request }: PendingSignIn): Promise<string> {
		const { headers } = await fetch(await authorizeUrl(request), { redirect: 'manual' });
		return headers.get('location') ?? '';
	}

	function answer(pending: readonly PendingSignIn[], address: string, now = Date.now()) {
		return resolveCallback(pending, parseCallback(address), now);
	}

	async function kindOf(call: Promise<unknown>): Promise<unknown> {
		return await call.then(
			() => 'none',
			(error: unknown) => (isApiError(error) ? error.kind : error),
		);
	}

	for (const pkce of ['checked', 'ignored'] as const) {
		it(`ends with tokens that the Chat Server accepts, with PKCE ${pkce}`, async () => {
			const pending = await begin({ behaviour: { oauth: { pkce } } });
			const [taken, left] = answer([pending], await landing(pending));
			assert.ok(taken.kind === 'code' && left.length === 0);
			const tokens = await exchangeCode(ports, pending.request, taken.code, signal);
			const client = createClient(ports, server.baseUrl, fixedSession(tokens));
			assert.equal((await client.listAgents(signal)).rows.length, 12);
			const { agentId, siteId } = await readUserInfo(ports, server.controlPanelUrl, tokens, signal);
			assert.deepEqual([agentId, siteId], ['c97a2afe-a38f-46f8-a55b-8ac9f873cd09', String(sandboxSiteId)]);
		});
	}

	it('accepts no answer to another sign-in, and none twice', async () => {
		const pending = await begin();
		const address = await landing(pending);
		const { state } = pending.request;
		assert.deepEqual(answer([pending], address.replace(state, randomText()))[0], { kind: 'error', error: 'unknown' });
		const [, left] = answer([pending], address);
		assert.deepEqual(answer(left, address)[0], { kind: 'error', error: 'unknown' });
		for (const text of ['', 'https://example.com/', 'callback?code=abc', `?state=${state}`]) {
			const [taken, kept] = answer([pending], text);
			assert.deepEqual([taken, kept], [{ kind: 'error', error: 'foreign' }, [pending]]);
		}
	});

	it('gives the code of the server if consent was refused', async () => {
		const pending = await begin({ behaviour: { oauth: { consent: 'deny' } } });
		const [taken, left] = answer([pending], await landing(pending));
		assert.deepEqual([taken, left], [{ kind: 'error', error: 'refused', reason: 'access_denied' }, []]);
	});

	it('accepts no answer after it has expired, and forgets its secrets', async () => {
		const pending = await begin();
		const address = await landing(pending);
		const [taken, left] = answer([pending], address, pending.expiresAt + 1);
		assert.deepEqual([taken, left], [{ kind: 'error', error: 'expired' }, []]);
		assert.equal(server.received.filter(({ url }) => url.includes('/oauth/token')).length, 0);
	});

	it('is refused if the verifier is another one or the client secret is missing', async () => {
		const pending = await begin({ behaviour: { oauth: { clientSecret: 'wanted' } } });
		const codeOf = async () => {
			const [taken] = answer([pending], await landing(pending));
			assert.ok(taken.kind === 'code');
			return taken.code;
		};
		const exchange = async (change: object) =>
			kindOf(exchangeCode(ports, { ...pending.request, ...change }, await codeOf(), signal));
		assert.match(String(await exchange({})), /unauthorized|badRequest/);
		assert.equal(await exchange({ clientSecret: 'wanted', verifier: randomText() }), 'badRequest');
		assert.equal(await exchange({ clientSecret: 'wanted' }), 'none');
	});

	it('sends the code to no other origin: a redirect of the token endpoint is refused', async () => {
		const pending = await begin();
		const [taken] = answer([pending], await landing(pending));
		assert.ok(taken.kind === 'code');
		const elsewhere = await startSandboxServer({ frozen: true });
		try {
			server.plan({ kind: 'redirect', to: `${elsewhere.origin}/oauth/token` });
			assert.equal(await kindOf(exchangeCode(ports, pending.request, taken.code, signal)), 'redirected');
			assert.equal(elsewhere.received.length, 0);
		} finally {
			await elsewhere.close();
		}
	});
});
