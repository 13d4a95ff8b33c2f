// The OAuth requests that a control panel gets, and how its answers are read.
import assert from 'node:assert/strict';
import type { OAuthTokens } from '../../src/service/credentials';
import { isApiError, isTokenRefusal } from '../../src/service/errors';
import {
	type AuthorizationRequest,
	authorizeUrl,
	exchangeCode,
	randomText,
	readUserInfo,
	refreshTokens,
} from '../../src/service/oauth';
import type { FetchRequest } from '../../src/service/ports';
import { manualClock } from '../fixtures/manualClock';
import { recordingLog } from '../fixtures/recordingLog';

const signal = new AbortController().signal;
const controlPanelUrl = 'https://dash.example';
const client = { controlPanelUrl, siteId: '10 000', clientId: 'desk', clientSecret: undefined };
const request: AuthorizationRequest = {
	...client,
	...{
		state: 'a state',
		verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
		redirectUri: 'vscode://f.f/callback?a=b&c',
	},
};
const tokens: OAuthTokens = { ...client, kind: 'oauth', accessToken: 'old', refreshToken: 'old-refresh', renewAt: 0 };
const answer = { access_token: 'new', token_type: 'bearer', expires_in: 43_199, refresh_token: 'new-refresh' };

/** A control panel that answers `says` after `takes` ms, and its recorded requests. */
function panel(says: unknown, takes = 0) {
	const clock = manualClock();
	const asked: (FetchRequest & { readonly url: string })[] = [];
	const ports = {
		...clock,
		async fetch(url: string, asks: FetchRequest) {
			asked.push({ ...asks, url });
			clock.jump(takes);
			return {
				status: 200,
				headers: { get: () => null },
				text: async () => (typeof says === 'string' ? says : JSON.stringify(says)),
			};
		},
		random: () => 0,
		log: recordingLog(),
	};
	return { ports, asked, clock };
}

async function kindOf(call: Promise<unknown>): Promise<unknown> {
	return await call.then(
		() => 'none',
		(error: unknown) => (isApiError(error) ? error.kind : error),
	);
}

describe('An OAuth request', () => {
	it('to authorize has every parameter of the service, and the challenge of RFC 7636', async () => {
		const url = new URL(await authorizeUrl(request));
		assert.equal(url.origin + url.pathname, `${controlPanelUrl}/oauth/authorize`);
		assert.deepEqual(Object.fromEntries(url.searchParams), {
			response_type: 'code',
			client_id: 'desk',
			siteId: '10 000',
			scope: 'openid offline_access',
			redirect_uri: request.redirectUri,
			state: 'a state',
			code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', // RFC 7636, appendix B
			code_challenge_method: 'S256',
		});
	});

	it('for the tokens of a code has the verifier, and the client secret if there is one', async () => {
		for (const clientSecret of [undefined, 'the secret']) {
			const { ports, asked } = panel(answer);
			await exchangeCode(ports, { ...request, clientSecret }, 'the code', signal);
			assert.deepEqual(
				asked.map(({ url, method }) => `${method} ${url}`),
				[`POST ${controlPanelUrl}/oauth/token?siteId=10%20000`],
			);
			assert.deepEqual(Object.fromEntries(new URLSearchParams(String(asked[0]?.body))), {
				grant_type: 'authorization_code',
				code: 'the code',
				redirect_uri: request.redirectUri,
				code_verifier: request.verifier,
				client_id: 'desk',
				...(clientSecret && { client_secret: clientSecret }),
			});
		}
	});

	it('for new tokens has the old refresh token; without one nothing is sent', async () => {
		const { ports, asked } = panel(answer);
		await refreshTokens(ports, tokens, signal);
		assert.deepEqual(Object.fromEntries(new URLSearchParams(String(asked[0]?.body))), {
			grant_type: 'refresh_token',
			refresh_token: 'old-refresh',
			client_id: 'desk',
		});
		assert.equal(await kindOf(refreshTokens(ports, { ...tokens, refreshToken: undefined }, signal)), 'unauthorized');
		assert.equal(asked.length, 1);
	});

	it('has a random state and verifier that need no escaping', () => {
		const texts = Array.from({ length: 50 }, () => randomText());
		assert.equal(new Set(texts).size, 50);
		for (const text of texts) {
			assert.match(text, /^[\w-]{43}$/); // 256 bits; RFC 7636 wants 43 letters at least
		}
	});
});

describe('New tokens', () => {
	it('replace both old ones; the old refresh token stays if there is no new one', async () => {
		const renewed = async (change: object) =>
			await refreshTokens(panel({ ...answer, ...change }).ports, tokens, signal);
		assert.deepEqual([(await renewed({})).accessToken, (await renewed({})).refreshToken], ['new', 'new-refresh']);
		for (const refresh_token of [undefined, null, '']) {
			assert.equal((await renewed({ refresh_token })).refreshToken, 'old-refresh');
		}
	});

	it('keep the registered client', async () => {
		const registered = { ...tokens, clientSecret: 'hush', customRedirectUri: 'https://desk.example/landed' };
		const renewed = await refreshTokens(panel(answer).ports, registered, signal);
		const { controlPanelUrl, siteId, clientId, clientSecret, customRedirectUri } = registered;
		assert.deepEqual({ ...renewed, controlPanelUrl, siteId, clientId, clientSecret, customRedirectUri }, renewed);
	});

	it("don't keep VS Code's own redirect URI, which in a browser is good for one sign-in only", async () => {
		const issued = await exchangeCode(panel(answer).ports, request, 'the code', signal);
		assert.ok(!JSON.stringify(issued).includes(request.redirectUri));
	});

	it('are renewed five minutes before they expire, counted from the request', async () => {
		const { ports, clock } = panel(answer, 7_000);
		const from = clock.now();
		assert.equal((await refreshTokens(ports, tokens, signal)).renewAt, from + 43_199_000 - 300_000);
	});

	it('with an expiry that is nested very deeply are read all the same', async () => {
		const says = `{"access_token":"new","expires_in":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
		assert.equal((await refreshTokens(panel(says).ports, tokens, signal)).renewAt, undefined);
	});

	it('that expire soon are renewed after nine tenths of their life; with an unknown life, not ahead of it', async () => {
		const spanOf = async (expires_in: unknown) => {
			const { ports, clock } = panel({ ...answer, expires_in });
			const { renewAt } = await refreshTokens(ports, tokens, signal);
			return renewAt === undefined ? undefined : renewAt - clock.now();
		};
		assert.equal(await spanOf(60), 54_000);
		assert.equal(await spanOf('60'), 54_000);
		for (const odd of [undefined, null, 0, -5, 'soon', {}]) {
			assert.equal(await spanOf(odd), undefined);
		}
	});

	it('are not read from another answer, or if they can’t be sent in a header', async () => {
		for (const odd of [
			'<html>',
			'',
			'null',
			'[]',
			'"new"',
			{},
			{ ...answer, access_token: 7 },
			{ ...answer, access_token: '' },
			{ ...answer, access_token: 'new\r\nX-Other: 1' },
			{ ...answer, token_type: 'mac' },
		]) {
			assert.equal(await kindOf(refreshTokens(panel(odd).ports, tokens, signal)), 'notChatServer', JSON.stringify(odd));
		}
		assert.equal(await kindOf(refreshTokens(panel({ ...answer, token_type: 'Bearer' }).ports, tokens, signal)), 'none');
		for (const token_type of [undefined, null, '', ' ', 'Bearer ']) {
			assert.equal(
				await kindOf(refreshTokens(panel({ access_token: 'new', token_type }).ports, tokens, signal)),
				'none',
			);
		}
	});
});

describe('A failed renewal', () => {
	/** Whether a renewal that is answered so is a refusal, and the kind of its error. */
	async function outcome(status: number, body: string): Promise<readonly [string, boolean]> {
		const { ports } = panel('');
		const fetch = async () => ({ status, headers: { get: () => null }, text: async () => body });
		try {
			await refreshTokens({ ...ports, fetch }, tokens, signal);
		} catch (error) {
			assert.ok(isApiError(error));
			return [error.kind, isTokenRefusal(error)];
		}
		throw new Error('did not fail');
	}

	for (const [status, body] of [
		[400, '{"error":"invalid_grant","error_description":"The refresh token is invalid."}'],
		[200, '{"error":"invalid_grant"}'],
		[200, '{"access_token":null,"token_type":null,"error":"invalid_grant"}'],
		[200, '{"access_token":"","error":"invalid_grant"}'],
		[400, '{"error":"invalid_refresh_token"}'],
		[200, '{"error":"bad_refresh_token"}'],
		[400, '{"error":"token_expired"}'],
		[403, '{"error":"access_denied"}'],
		[500, '{"error":"invalid_grant"}'],
		[400, '{"error":"unauthorized_client"}'],
		[400, '{"error":"interaction_required"}'],
		[401, ''],
		[401, '<html>'],
	] as const) {
		it(`with ${status} ${body} is a refusal`, async () => assert.equal((await outcome(status, body))[1], true));
	}

	for (const [status, body, kind] of [
		[403, '<html>Forbidden</html>', 'server'],
		[403, '', 'server'],
		[403, '{"code":403000,"message":"no"}', 'server'],
		[404, '{"message":"not found"}', 'server'],
		[400, '<html>', 'server'],
		[429, '{"error":"invalid_grant"}', 'throttled'],
		[503, '{"error":"Service Unavailable"}', 'server'],
		[503, '{"error":"temporarily_unavailable"}', 'server'],
		[500, '{"error":"server_error"}', 'server'],
		[500, '', 'server'],
		[302, '', 'redirected'],
		[200, '<html>', 'notChatServer'],
		[200, '', 'notChatServer'],
		[200, '{"error":"server_error"}', 'server'],
		[502, '{"error":"bad_gateway"}', 'server'],
		[404, '{"error":"not_found"}', 'server'],
		[403, '{"error":"request_blocked"}', 'server'],
		[200, '{"error":"upstream_timeout"}', 'server'],
	] as const) {
		it(`with ${status} ${body} is no refusal, but ${kind}`, async () =>
			assert.deepEqual(await outcome(status, body), [kind, false]));
	}
});

describe('User info', () => {
	const agentId = 'C97A2AFE-a38f-46f8-a55b-8ac9f873cd09';
	const token = { accessToken: 'new', siteId: '10 000' };

	it('is requested with the token, and the site ID if it is known', async () => {
		const { ports, asked } = panel({ agentId, siteId: 10_000 });
		assert.deepEqual(await readUserInfo(ports, controlPanelUrl, token, signal), {
			agentId: agentId.toLowerCase(),
			siteId: '10000',
		});
		await readUserInfo(ports, controlPanelUrl, { ...token, siteId: undefined }, signal);
		assert.deepEqual(
			asked.map(({ url }) => url),
			[`${controlPanelUrl}/oauth/userinfo?siteId=10%20000`, `${controlPanelUrl}/oauth/userinfo`],
		);
		assert.equal(asked[0]?.headers.Authorization, 'Bearer new');
	});

	it('has the ID of the agent also in braces, as .NET writes a GUID', async () => {
		const { ports } = panel({ agentId: `{${agentId}}` });
		const info = await readUserInfo(ports, controlPanelUrl, token, signal);
		assert.equal(info.agentId, agentId.toLowerCase());
	});

	it('leaves out each part that can’t be read', async () => {
		for (const odd of [
			{},
			{ agentId: 'jane/..', siteId: 'ours' },
			{ agentId: 7, siteId: {} },
			{ siteId: '1 · evil' },
		]) {
			assert.deepEqual(await readUserInfo(panel(odd).ports, controlPanelUrl, token, signal), {
				agentId: undefined,
				siteId: undefined,
			});
		}
		assert.equal(await kindOf(readUserInfo(panel('[]').ports, controlPanelUrl, token, signal)), 'notChatServer');
	});
});
