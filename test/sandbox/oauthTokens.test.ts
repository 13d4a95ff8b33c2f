// The OAuth server of the tests: access tokens, renewals and user info.
import assert from 'node:assert/strict';
import { sandboxToken } from '../../src/sandbox/chatServer';
import { myAgentId } from '../../src/sandbox/rows';
import { minute, openOAuth, redirectUri, refused } from './openOAuth';

describe('An access token of the sandbox', () => {
	it('is accepted until its end', async () => {
		const { signIn, as, put, pass, sandbox } = openOAuth();
		const { access_token } = await signIn();
		for (const path of ['livechat/agents', 'livechat/visitors?siteId=10008', `livechat/agents/${myAgentId}`]) {
			assert.equal((await as(access_token, path)).status, 200);
		}
		assert.equal((await put(`livechat/agents/${myAgentId}`, { status: 'away' })).status, 200);
		pass(43_199_000 - 1);
		assert.equal((await as(access_token)).status, 200);
		pass(1);
		const { status, header } = await as(access_token);
		assert.deepEqual([status, header('www-authenticate')], [401, 'Bearer']);
		assert.equal((await as(sandboxToken)).status, 200);
		assert.equal(sandbox.requests.at(-2)?.status, 401);
	});

	it('stays valid after a refresh, and isn’t a refresh token', async () => {
		const { signIn, refresh, as } = openOAuth();
		const { access_token, refresh_token } = await signIn();
		await refresh(refresh_token);
		assert.equal((await as(access_token)).status, 200);
		assert.equal((await as(refresh_token)).status, 401);
	});

	it('is valid as long as the behaviour says, with or without expires_in', async () => {
		const { signIn, as, pass } = openOAuth({
			behaviour: { oauth: { accessTokenLifetime: 90, statesLifetime: false } },
		});
		const { access_token, ...rest } = await signIn();
		assert.ok(!('expires_in' in rest));
		pass(90_000);
		assert.equal((await as(access_token)).status, 401);
	});

	it('ends when a test says so; later ones are valid', async () => {
		const { signIn, refresh, as, sandbox } = openOAuth();
		const { access_token, refresh_token } = await signIn();
		sandbox.oauth.expireAccessTokens();
		assert.equal((await as(access_token)).status, 401);
		assert.equal((await as(access_token, 'oauth/userinfo?siteId=10008')).status, 401);
		const { json } = await refresh(refresh_token);
		assert.equal((await as(String(json.access_token))).status, 200);
	});

	it('contains agent, site and end if it is a JWT, the end by the server’s own clock', async () => {
		const { signIn, as, now, pass, sandbox } = openOAuth({ behaviour: { oauth: { jwt: true } } });
		const claims = (token: string) => JSON.parse(Buffer.from(String(token.split('.')[1]), 'base64url').toString());
		const right = await signIn();
		const exp = now / 1000 + 43_199;
		assert.deepEqual(claims(right.access_token), { agentId: myAgentId, siteId: 10_008, exp });
		sandbox.behaviour.oauth.clockSkew = -120 * minute;
		const { access_token } = await signIn();
		assert.equal(claims(access_token).exp, exp - 7200);
		pass(11 * 60 * minute);
		assert.equal((await as(access_token)).status, 200, 'its true end is that of the sandbox’s clock');
	});

	it('differs between origins with the same seed', async () => {
		const codeAt = async (base: string) => {
			const opened = openOAuth();
			const query = `response_type=code&client_id=desk&siteId=10008&redirect_uri=${encodeURIComponent(redirectUri)}`;
			await opened.call(`oauth/authorize?${query}`, { base });
			return opened.sandbox.oauth.issued[0]?.value;
		};
		const one = await codeAt('https://dash1.example.com');
		assert.equal(await codeAt('https://dash1.example.com'), one);
		assert.notEqual(await codeAt('https://dash2.example.com'), one);
	});
});

describe('A refresh in the sandbox', () => {
	it('replaces both tokens; the old refresh token is refused', async () => {
		const { signIn, refresh, as, sandbox } = openOAuth();
		const first = await signIn();
		const { status, json } = await refresh(first.refresh_token);
		assert.equal(status, 200);
		assert.notEqual(json.access_token, first.access_token);
		assert.notEqual(json.refresh_token, first.refresh_token);
		assert.equal((await as(String(json.access_token))).status, 200);
		assert.deepEqual(refused(await refresh(first.refresh_token)), [400, 'invalid_grant']);
		assert.equal((await refresh(String(json.refresh_token))).status, 200);
		assert.equal(sandbox.oauth.refreshes, 2);
	});

	it('succeeds for one of ten requests at a time', async () => {
		const { signIn, refresh, sandbox } = openOAuth();
		const { refresh_token } = await signIn();
		const said = await Promise.all(Array.from({ length: 10 }, () => refresh(refresh_token)));
		assert.equal(said.filter(({ status }) => status === 200).length, 1);
		assert.equal(sandbox.oauth.refreshes, 1);
	});

	it('is for the client and the site of the sign-in only', async () => {
		const { signIn, refresh } = openOAuth();
		const { refresh_token } = await signIn();
		assert.deepEqual(refused(await refresh(refresh_token, { client_id: 'other' })), [400, 'invalid_grant']);
		assert.deepEqual(refused(await refresh(refresh_token, {}, '10009')), [400, 'invalid_grant']);
		assert.equal((await refresh(refresh_token)).status, 200, 'and refusals use nothing up');
	});

	it('keeps the refresh token without rotation', async () => {
		const { signIn, refresh } = openOAuth({ behaviour: { oauth: { rotation: false } } });
		const { refresh_token } = await signIn();
		for (let time = 0; time < 3; time++) {
			const { status, json } = await refresh(refresh_token);
			assert.deepEqual([status, json.refresh_token], [200, refresh_token]);
		}
	});

	it('accepts a used refresh token once more with grace', async () => {
		const { signIn, refresh } = openOAuth({ behaviour: { oauth: { grace: true } } });
		const { refresh_token } = await signIn();
		const statuses = [];
		for (let time = 0; time < 3; time++) {
			statuses.push((await refresh(refresh_token)).status);
		}
		assert.deepEqual(statuses, [200, 200, 400]);
	});

	it('is refused after the tokens were revoked, even with grace; the access token stays valid', async () => {
		const { signIn, refresh, as, sandbox } = openOAuth({ behaviour: { oauth: { grace: true } } });
		const { access_token, refresh_token } = await signIn();
		sandbox.oauth.revokeRefreshTokens();
		assert.deepEqual(refused(await refresh(refresh_token)), [400, 'invalid_grant']);
		assert.equal((await as(access_token)).status, 200);
	});
});

describe('The sandbox answers who signed in', () => {
	it('for a token that it issued, and its site', async () => {
		const { signIn, as, sandbox } = openOAuth({ behaviour: { management: true } });
		const { access_token } = await signIn();
		const { status, json } = await as(access_token, 'oauth/userinfo?siteId=10008');
		const email = 'robin.vandermeer-ash@example.com';
		assert.deepEqual([status, json], [200, { agentId: myAgentId, siteId: 10_008, partnerId: 0, email }]);
		assert.deepEqual(refused(await as(access_token, 'oauth/userinfo?siteId=10009')), [400, 'invalid_request']);
		assert.deepEqual(refused(await as(access_token, 'oauth/userinfo')), [400, 'invalid_request']);

		const colleague = String(sandbox.world.agents()[1]?.id);
		sandbox.behaviour.oauth.agentId = colleague;
		const theirs = await signIn();
		assert.equal((await as(theirs.access_token, 'oauth/userinfo?siteId=10008')).json.agentId, colleague);
		assert.equal((await as(access_token, 'oauth/userinfo?siteId=10008')).json.agentId, myAgentId);
	});

	it('for a pasted token, and no other credentials', async () => {
		const { call, as } = openOAuth({ credentials: { apiKeys: [{ email: 'r', key: 'k', siteId: 10_008 }] } });
		assert.equal((await as(sandboxToken, 'oauth/userinfo?siteId=3')).json.siteId, 3);
		for (const authorization of ['', 'Bearer', 'Bearer x', `Basic ${btoa('r:k')}`]) {
			const said = await call('oauth/userinfo?siteId=10008', { headers: { authorization } });
			assert.deepEqual(refused(said), [401, 'invalid_token']);
			assert.match(String(said.header('www-authenticate')), /^Bearer/);
		}
	});

	it('with an id in capitals in the quirky scenario, and with attacks in the hostile one', async () => {
		const quirky = openOAuth({ scenario: 'quirks' });
		const info = await quirky.as(sandboxToken, 'oauth/userinfo?siteId=3');
		assert.equal(info.json.agentId, myAgentId.toUpperCase());
		const hostile = openOAuth({ scenario: 'hostile' });
		assert.equal((await hostile.as(sandboxToken, 'oauth/userinfo?siteId=3')).json.agentId, myAgentId);
		const said = await hostile.refresh('none');
		assert.deepEqual(refused(said), [400, 'invalid_grant']);
		assert.doesNotMatch(String(said.json.error_description), /refresh token is unknown/);
	});
});

describe('For tests, the sandbox', () => {
	it('records every secret that it issued', async () => {
		const { signIn, refresh, sandbox, now } = openOAuth();
		const { access_token, refresh_token } = await signIn();
		await refresh(refresh_token);
		const { issued } = sandbox.oauth;
		assert.deepEqual(
			issued.map(({ kind }) => kind),
			['code', 'refresh', 'access', 'refresh', 'access'],
		);
		assert.deepEqual([issued[1]?.value, issued[2]?.value], [refresh_token, access_token]);
		assert.ok(issued.every(({ at, clientId, siteId }) => at === now && clientId === 'desk' && siteId === 10_008));
	});

	it('issues tokens without a browser', async () => {
		const { as, refresh, sandbox } = openOAuth();
		const { accessToken, refreshToken } = sandbox.oauth.issueTokens({ clientId: 'desk', siteId: 7 });
		assert.equal((await as(accessToken, 'oauth/userinfo?siteId=7')).status, 200);
		assert.equal((await refresh(refreshToken, {}, '7')).status, 200);
	});

	it('accepts no token in the expired scenario', async () => {
		const { signIn, as } = openOAuth({ scenario: 'expired' });
		const { access_token } = await signIn();
		assert.equal((await as(access_token)).status, 401);
		assert.equal((await as(access_token, 'oauth/userinfo?siteId=10008')).status, 401);
	});
});
