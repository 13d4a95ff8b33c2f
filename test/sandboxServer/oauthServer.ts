// The OAuth 2 server of the control panel: authorize, token and userinfo, without a page that asks for consent.

import { agentNames } from '../../src/sandbox/agents';
import { type Answer, failure, ok, type Request } from '../../src/sandbox/answer';
import type { ControlPanel } from '../../src/sandbox/chatServer';
import { createGrants, type Grant, type IssuedSecret } from './grants';
import { sandboxClientId, sandboxSiteId } from './identity';
import { oauthFailure, redirectTo, withQuery } from './oauthAnswers';
import type { OAuthBehaviour } from './oauthBehaviour';

/** What a test can do with the OAuth server. */
export interface OAuthActs {
	/** How many refreshes were carried out, including those whose answer was lost. */
	readonly refreshes: number;
	/** Every secret issued so far, the oldest first. */
	readonly issued: readonly IssuedSecret[];
	/** Ends every access token issued so far. */
	expireAccessTokens(): void;
	/** Revokes every refresh token issued so far. */
	revokeRefreshTokens(): void;
	/** A pair of tokens as after a browser sign-in. */
	issueTokens(grant?: Partial<Grant>): { readonly accessToken: string; readonly refreshToken: string };
}

interface OAuthOptions {
	readonly seed: number;
	readonly now: () => number;
	/** Read at every request. */
	readonly behaviour: OAuthBehaviour;
	/** Whether no access token is accepted, not even a new one. */
	readonly isExpired: boolean;
	/** Access tokens that are accepted although they weren't issued here; read at every request. */
	readonly fixedTokens: readonly string[];
	/** Whether ids are in capitals, as the sister products answer them at times. */
	readonly hasCapitalIds: boolean;
	/** Replaces a text of an answer. */
	readonly replaceText: (text: string) => string;
}

/** The control panel, and what a test can do with it. */
interface OAuthServer extends ControlPanel {
	readonly acts: OAuthActs;
}

type Refusal = readonly [error: string, description: string];

const noSite: Refusal = ['invalid_request', 'The parameter siteId must be the number of a site.'];

function partsOf(url: URL): string[] {
	return url.pathname.slice(1).split('/');
}

function endpointOf(url: URL): string | undefined {
	const parts = partsOf(url);
	return parts.at(-2) === 'oauth' && !parts.includes('') ? parts.at(-1) : undefined;
}

/** The redirect address, or undefined for none, no URL, or one with a fragment (RFC 6749, 3.1.2). */
function parseRedirect(text: string | null): URL | undefined {
	return text !== null && !text.includes('#') && URL.canParse(text) ? new URL(text) : undefined;
}

function siteIdOf(url: URL): number | undefined {
	const text = url.searchParams.get('siteId') ?? '';
	return /^[1-9]\d{0,9}$/.test(text) ? Number(text) : undefined;
}

/** RFC 7636, 4.2: BASE64URL(SHA256(verifier)). */
async function challengeOf(verifier: string): Promise<string> {
	const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
	const text = btoa(String.fromCharCode(...new Uint8Array(digest)));
	return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

export function createOAuthServer({
	seed,
	now,
	behaviour,
	isExpired,
	fixedTokens,
	hasCapitalIds,
	replaceText,
}: OAuthOptions): OAuthServer {
	const grants = createGrants(seed, now);
	let refreshes = 0;

	const refuse = (status: number, [error, description]: Refusal, headers?: Record<string, string>): Answer =>
		oauthFailure(status, error, replaceText(description), headers);

	const grantOf = (accessToken: string) => (isExpired ? undefined : grants.access(accessToken));

	function knows(clientId: string): boolean {
		const { clients } = behaviour;
		return clientId !== '' && (clients?.includes(clientId) ?? true);
	}

	/** Why a request to authorize is refused whose client and redirect address are valid. */
	function authorizeRefusal({ searchParams }: URL): Refusal | undefined {
		const { consent, pkce } = behaviour;
		if (searchParams.get('response_type') !== 'code') {
			return ['unsupported_response_type', 'Only the response type "code" is supported.'];
		}
		if (pkce === 'checked' && searchParams.has('code_challenge')) {
			const challenge = searchParams.get('code_challenge') ?? '';
			if (searchParams.get('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(challenge)) {
				return ['invalid_request', 'The code challenge must be one of S256.'];
			}
		}
		return consent === 'deny' ? ['access_denied', 'The agent did not consent.'] : undefined;
	}

	function authorize({ url }: Request): Answer {
		const { agentId, codeLifetime, pkce, redirectSchemes } = behaviour;
		const clientId = url.searchParams.get('client_id') ?? '';
		const redirectUri = url.searchParams.get('redirect_uri');
		const address = parseRedirect(redirectUri);
		// Where the client or the address is invalid, nothing may be sent to that address (RFC 6749, 4.1.2.1).
		if (!knows(clientId)) {
			return refuse(400, ['unauthorized_client', 'No client is registered under this client_id.']);
		}
		if (redirectUri === null || !address || !(redirectSchemes?.includes(address.protocol) ?? true)) {
			return refuse(400, ['invalid_request', 'The redirect_uri is missing or not registered.']);
		}
		const state = url.searchParams.get('state');
		const siteId = siteIdOf(url);
		const refusal = siteId === undefined ? noSite : authorizeRefusal(url);
		if (siteId === undefined || refusal) {
			const [error, description] = refusal ?? noSite;
			return redirectTo(withQuery(address, { error, error_description: replaceText(description), state }));
		}
		const grant: Grant = { clientId, siteId, agentId, scope: url.searchParams.get('scope') ?? '' };
		const challenge = pkce === 'checked' ? (url.searchParams.get('code_challenge') ?? undefined) : undefined;
		const code = grants.issueCode(grant, { redirectUri, challenge }, codeLifetime, url.origin);
		return redirectTo(withQuery(address, { code, state }));
	}

	/** `refreshToken` undefined where the grant has none. */
	function tokenAnswer(grant: Grant, refreshToken: string | undefined, origin: string): Answer {
		const { accessTokenLifetime: lifetime, statesLifetime, jwt, clockSkew } = behaviour;
		const answer = ok(
			JSON.stringify({
				access_token: grants.issueAccess(grant, { lifetime, jwt, clockSkew }, origin),
				token_type: 'bearer',
				...(statesLifetime ? { expires_in: lifetime } : {}),
				...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
			}),
		);
		// RFC 6749, 5.1.
		return { ...answer, headers: { ...answer.headers, 'cache-control': 'no-store' } };
	}

	async function exchangeCode(form: URLSearchParams, siteId: number, origin: string): Promise<Answer> {
		const code = grants.takeCode(form.get('code') ?? '');
		if (!code) {
			return refuse(400, ['invalid_grant', 'The code is unknown, was used before or is too old.']);
		}
		const { grant, redirectUri, challenge } = code;
		if (
			grant.clientId !== form.get('client_id') ||
			grant.siteId !== siteId ||
			redirectUri !== form.get('redirect_uri')
		) {
			return refuse(400, ['invalid_grant', 'The code was given to another client, site or redirect address.']);
		}
		const verifier = form.get('code_verifier');
		// A verifier without a challenge: someone took the challenge out on the way (RFC 9700, 2.1.1).
		const proven = challenge === undefined ? verifier === null : (await challengeOf(verifier ?? '')) === challenge;
		if (behaviour.pkce === 'checked' && !proven) {
			return refuse(400, ['invalid_grant', 'The code verifier does not fit the code challenge.']);
		}
		const lasting = grant.scope.split(' ').includes('offline_access');
		return tokenAnswer(grant, lasting ? grants.issueRefresh(grant, origin) : undefined, origin);
	}

	function refresh(form: URLSearchParams, siteId: number, origin: string): Answer {
		const before = form.get('refresh_token') ?? '';
		const { grace, rotation } = behaviour;
		const grant = grants.refresh(before, grace);
		if (!grant || grant.clientId !== form.get('client_id') || grant.siteId !== siteId) {
			return refuse(400, ['invalid_grant', 'The refresh token is unknown, was used before or is revoked.']);
		}
		refreshes++;
		if (!rotation) {
			return tokenAnswer(grant, before, origin);
		}
		grants.useRefresh(before);
		return tokenAnswer(grant, grants.issueRefresh(grant, origin), origin);
	}

	async function token({ url, headers, body }: Request): Promise<Answer> {
		if (!/^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '')) {
			return refuse(400, ['invalid_request', 'The body must be form-encoded.']);
		}
		const form = new URLSearchParams(body);
		const siteId = siteIdOf(url);
		if (siteId === undefined) {
			return refuse(400, noSite);
		}
		const { clientSecret } = behaviour;
		if (
			!knows(form.get('client_id') ?? '') ||
			(clientSecret !== undefined && form.get('client_secret') !== clientSecret)
		) {
			return refuse(401, ['invalid_client', 'The client is unknown or its secret does not fit.']);
		}
		switch (form.get('grant_type')) {
			case 'authorization_code':
				return exchangeCode(form, siteId, url.origin);
			case 'refresh_token':
				return refresh(form, siteId, url.origin);
			default:
				return refuse(400, ['unsupported_grant_type', 'The grant type is not supported.']);
		}
	}

	function userinfo({ url, headers }: Request): Answer {
		const [scheme = '', value = ''] = (headers.authorization ?? '').split(/ (.*)/s);
		const bearer = scheme.toLowerCase() === 'bearer' ? value : '';
		const grant = grantOf(bearer);
		const siteId = siteIdOf(url);
		if (!grant && !fixedTokens.includes(bearer)) {
			const challenge = { 'www-authenticate': 'Bearer error="invalid_token"' };
			return refuse(401, ['invalid_token', 'The access token is missing, invalid or expired.'], challenge);
		}
		if (siteId === undefined || (grant && grant.siteId !== siteId)) {
			return refuse(400, ['invalid_request', 'The siteId is missing or not that of the token.']);
		}
		const agentId = grant?.agentId ?? behaviour.agentId;
		const email = agentNames(seed).find(({ id }) => id === agentId)?.email ?? '';
		return ok(
			JSON.stringify({
				agentId: hasCapitalIds ? agentId.toUpperCase() : agentId,
				siteId,
				partnerId: 0,
				email: replaceText(email),
			}),
		);
	}

	const endpoints: Readonly<Record<string, { method: string; answer(request: Request): Answer | Promise<Answer> }>> = {
		authorize: { method: 'GET', answer: authorize },
		token: { method: 'POST', answer: token },
		userinfo: { method: 'GET', answer: userinfo },
	};

	async function callEndpoint(name: string, request: Request): Promise<Answer> {
		const endpoint = Object.hasOwn(endpoints, name) ? endpoints[name] : undefined;
		if (!endpoint) {
			return failure(404, 'The requested resource does not exist.');
		}
		const { method } = endpoint;
		return request.method === method
			? endpoint.answer(request)
			: failure(405, 'The method is not allowed for this resource.', { allow: method });
	}

	return {
		acts: {
			get refreshes() {
				return refreshes;
			},
			issued: grants.issued,
			expireAccessTokens: grants.expireAccessTokens,
			revokeRefreshTokens: grants.revokeRefreshTokens,
			issueTokens(given = {}) {
				const { agentId, accessTokenLifetime: lifetime, jwt, clockSkew } = behaviour;
				const grant: Grant = {
					...{ clientId: sandboxClientId, siteId: sandboxSiteId, agentId, scope: 'openid offline_access' },
					...given,
				};
				return {
					accessToken: grants.issueAccess(grant, { lifetime, jwt, clockSkew }, ''),
					refreshToken: grants.issueRefresh(grant, ''),
				};
			},
		},
		answer(request) {
			const name = endpointOf(request.url);
			return name === undefined ? undefined : callEndpoint(name, request);
		},
		accepts: (value) => grantOf(value) !== undefined,
	};
}
