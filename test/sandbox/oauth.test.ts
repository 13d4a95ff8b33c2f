// The OAuth server of the tests: authorize, codes and the token endpoint.
import assert from 'node:assert/strict';
import { challenge, minute, openOAuth, refused, verifier } from './openOAuth';

describe('Authorize in the sandbox', () => {
	it('redirects to the address, whose query stays, with a code and the state', async () => {
		const { authorize } = openOAuth();
		const { status, header } = await authorize();
		assert.equal(status, 302);
		const location = String(header('location'));
		assert.match(location, /^vscode:\/\/frontdesk\.frontdesk\/signed-in\?windowId%3D7&code=[0-9a-f]{40}&state=/);
		assert.equal(new URL(location).searchParams.get('state'), 'a state+&');
		const web = await authorize({ redirect_uri: 'https://code.example.com/callback', state: undefined });
		assert.match(String(web.header('location')), /^https:\/\/code\.example\.com\/callback\?code=[0-9a-f]{40}$/);
	});

	it('doesn’t redirect without a known client and a valid address', async () => {
		const { authorize, sandbox } = openOAuth();
		const plain = async (change: Record<string, string | undefined>) => {
			const said = await authorize(change);
			assert.equal(said.header('location'), null);
			return refused(said);
		};
		for (const address of [undefined, 'callback', '/callback', 'https://code.example.com/#part']) {
			assert.deepEqual([address, await plain({ redirect_uri: address })], [address, [400, 'invalid_request']]);
		}
		assert.deepEqual(await plain({ client_id: undefined }), [400, 'unauthorized_client']);
		sandbox.behaviour.oauth.clients = ['other'];
		assert.deepEqual(await plain({}), [400, 'unauthorized_client']);
		assert.equal((await authorize({ client_id: 'other' })).status, 302);
		sandbox.behaviour.oauth.redirectSchemes = ['https:'];
		assert.deepEqual(await plain({ client_id: 'other' }), [400, 'invalid_request']);
	});

	it('redirects with an error and the state where a parameter is wrong or the agent declines', async () => {
		const { landing, sandbox } = openOAuth();
		const errorOf = async (change: Record<string, string | undefined>) => {
			const { searchParams } = await landing(change);
			assert.deepEqual([searchParams.get('code'), searchParams.get('state')], [null, 'a state+&']);
			assert.ok(searchParams.get('error_description'));
			return searchParams.get('error');
		};
		assert.equal(await errorOf({ response_type: 'token' }), 'unsupported_response_type');
		for (const siteId of [undefined, 'main', '0', '-3', '1.5']) {
			assert.equal(await errorOf({ siteId }), 'invalid_request');
		}
		assert.equal(await errorOf({ code_challenge_method: 'plain' }), 'invalid_request');
		assert.equal(await errorOf({ code_challenge: 'short' }), 'invalid_request');
		sandbox.behaviour.oauth.consent = 'deny';
		assert.equal(await errorOf({}), 'access_denied');
	});
});

describe('A code of the sandbox', () => {
	it('is exchanged for two tokens, in an answer that may not be stored', async () => {
		const { exchange, codeOf } = openOAuth();
		const { status, json, header } = await exchange(await codeOf());
		assert.equal(status, 200);
		assert.equal(header('cache-control'), 'no-store');
		const { access_token: access, refresh_token: refresh, ...rest } = json;
		assert.deepEqual(rest, { token_type: 'bearer', expires_in: 43_199 });
		assert.match(String(access), /^[0-9a-f]{40}$/);
		assert.notEqual(access, refresh);
	});

	it('is valid once, even for two requests at a time and after a wrong one', async () => {
		const { exchange, codeOf } = openOAuth();
		const code = await codeOf();
		const both = await Promise.all([exchange(code), exchange(code)]);
		assert.deepEqual(both.map(({ status }) => status).sort(), [200, 400]);
		const tried = await codeOf();
		assert.deepEqual(refused(await exchange(tried, { code_verifier: 'another' })), [400, 'invalid_grant']);
		assert.deepEqual(refused(await exchange(tried)), [400, 'invalid_grant']);
	});

	it('is valid for a minute', async () => {
		const { exchange, codeOf, pass, sandbox } = openOAuth();
		const early = await codeOf();
		const late = await codeOf();
		pass(minute - 1);
		assert.equal((await exchange(early)).status, 200);
		pass(1);
		assert.deepEqual(refused(await exchange(late)), [400, 'invalid_grant']);
		sandbox.behaviour.oauth.codeLifetime = 600;
		const patient = await codeOf();
		pass(9 * minute);
		assert.equal((await exchange(patient)).status, 200);
	});

	it('is bound to client, site, redirect address and challenge', async () => {
		const { exchange, codeOf } = openOAuth();
		for (const [change, siteId] of [
			[{ client_id: 'other' }],
			[{ redirect_uri: 'vscode://frontdesk.frontdesk/signed-in' }],
			[{ redirect_uri: undefined }],
			[{ code_verifier: `${verifier}x` }],
			[{ code_verifier: challenge }],
			[{ code_verifier: undefined }],
			[{}, '10009'],
		] as const) {
			assert.deepEqual(refused(await exchange(await codeOf(), change, siteId)), [400, 'invalid_grant']);
		}
	});

	it('needs no verifier without a challenge, and refuses a verifier without one', async () => {
		const { exchange, codeOf } = openOAuth();
		const bare = { code_challenge: undefined, code_challenge_method: undefined };
		assert.equal((await exchange(await codeOf(bare), { code_verifier: undefined })).status, 200);
		assert.deepEqual(refused(await exchange(await codeOf(bare))), [400, 'invalid_grant']);
	});

	it('ignores the challenge where PKCE is ignored', async () => {
		const { exchange, codeOf } = openOAuth({ behaviour: { oauth: { pkce: 'ignored' } } });
		for (const code_verifier of [verifier, 'another', undefined]) {
			assert.equal((await exchange(await codeOf(), { code_verifier })).status, 200);
		}
		assert.equal((await exchange(await codeOf({ code_challenge_method: 'plain' }))).status, 200);
	});
});

describe('The token endpoint of the sandbox', () => {
	it('refuses invalid requests', async () => {
		const { call, token, exchange, codeOf } = openOAuth();
		assert.deepEqual(refused(await token({ grant_type: 'password', client_id: 'desk' })), [
			400,
			'unsupported_grant_type',
		]);
		assert.deepEqual(refused(await exchange(await codeOf(), {}, 'main')), [400, 'invalid_request']);
		const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
		assert.deepEqual(refused(await call('oauth/token?siteId=10008', json)), [400, 'invalid_request']);
	});

	it('refuses an unknown client or a missing secret with 401, and the code stays valid', async () => {
		const { exchange, codeOf, refresh, sandbox } = openOAuth();
		const code = await codeOf();
		sandbox.behaviour.oauth.clients = ['other'];
		assert.deepEqual(refused(await exchange(code)), [401, 'invalid_client']);
		sandbox.behaviour.oauth.clients = ['other', 'desk'];
		sandbox.behaviour.oauth.clientSecret = 'hush';
		assert.deepEqual(refused(await exchange(code)), [401, 'invalid_client']);
		assert.deepEqual(refused(await exchange(code, { client_secret: 'hash' })), [401, 'invalid_client']);
		const { json } = await exchange(code, { client_secret: 'hush' });
		const refreshToken = String(json.refresh_token);
		assert.deepEqual(refused(await refresh(refreshToken)), [401, 'invalid_client']);
		assert.equal((await refresh(refreshToken, { client_secret: 'hush' })).status, 200);
	});

	it('has a method for each endpoint, and no other endpoints', async () => {
		const { call } = openOAuth();
		for (const [method, path, status, allow] of [
			['POST', 'oauth/authorize', 405, 'GET'],
			['GET', 'oauth/token', 405, 'POST'],
			['POST', 'oauth/userinfo', 405, 'GET'],
			['GET', 'oauth/revoke', 404, null],
			['GET', 'oauth/toString', 404, null],
		] as const) {
			const said = await call(path, { method });
			assert.deepEqual([path, said.status, said.header('allow')], [path, status, allow]);
		}
	});

	it('gives no refresh token without the scope offline_access', async () => {
		const { signIn } = openOAuth();
		assert.ok(!('refresh_token' in (await signIn({ scope: 'openid' }))));
	});

	it('is served at any prefix, and doesn’t count as a call of the API', async () => {
		const { call, as, signIn } = openOAuth({ limit: { calls: 1, window: minute, forms: ['429 seconds'] } });
		const { access_token } = await signIn();
		assert.equal((await as(access_token)).status, 200);
		assert.equal((await as(access_token)).status, 429);
		assert.equal((await as(access_token, 'oauth/userinfo?siteId=10008')).status, 200);
		const said = await call('oauth/userinfo?siteId=10008', { base: 'https://dash.example.com' });
		assert.equal(said.status, 200);
	});

	it('has planned faults: a refresh answers 500 once, and the token stays valid', async () => {
		const { signIn, refresh, sandbox } = openOAuth();
		const { refresh_token } = await signIn();
		const answer = { status: 500, headers: {}, body: '' };
		sandbox.plan({ fault: { kind: 'answer', answer }, when: ({ path }) => path.includes('/oauth/token') });
		assert.equal((await refresh(refresh_token)).status, 500);
		assert.equal(sandbox.oauth.refreshes, 0);
		assert.equal((await refresh(refresh_token)).status, 200);
		assert.equal(sandbox.oauth.refreshes, 1);
	});
});
