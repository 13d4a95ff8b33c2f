// The OAuth 2 calls of a site's control panel: authorization code with PKCE, renewal, and user info (docs/api.md#browser-sign-in).
import type { OAuthClient, OAuthTokens } from './credentials';
import { oauthCodeOf } from './errorAnswer';
import { ApiError, isApiError, isRefusalCode, isTokenRefusal } from './errors';
import { send } from './http';
import { isRecord, parseJson } from './json';
import { type Id, idIn } from './model';
import type { Ports } from './ports';

/** One attempt to sign in with the browser. It is a secret: anyone who has it can finish the sign-in. */
export interface AuthorizationRequest extends OAuthClient {
	/** Comes back with the answer; an answer with another state belongs to no request of ours. */
	readonly state: string;
	/** Proves to the token endpoint that the same client started the sign-in (PKCE). */
	readonly verifier: string;
	/** Where this sign-in ends: `customRedirectUri`, or VS Code's own. */
	readonly redirectUri: string;
}

export interface UserInfo {
	readonly agentId: Id | undefined;
	readonly siteId: string | undefined;
}

/** How long (ms) before its expiry a token is renewed, or a tenth of its life if that is shorter. */
const renewBefore = 300_000;

/** A random text that needs no escaping in a URL. @param bytes of randomness */
export function randomText(bytes = 32): string {
	return base64Url(crypto.getRandomValues(new Uint8Array(bytes)));
}

/** The address to open in the browser. */
export async function authorizeUrl(request: AuthorizationRequest): Promise<string> {
	const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(request.verifier));
	const url = new URL(`${request.controlPanelUrl}/oauth/authorize`);
	url.search = new URLSearchParams({
		response_type: 'code',
		client_id: request.clientId,
		siteId: request.siteId,
		scope: 'openid offline_access',
		redirect_uri: request.redirectUri,
		state: request.state,
		// A server that doesn't know PKCE ignores these.
		code_challenge: base64Url(new Uint8Array(digest)),
		code_challenge_method: 'S256',
	}).toString();
	return url.href;
}

/** Exchanges the code that the browser brought back for tokens. @throws ApiError `badRequest` if the code is refused */
export async function exchangeCode(
	ports: Ports,
	request: AuthorizationRequest,
	code: string,
	signal: AbortSignal,
): Promise<OAuthTokens> {
	return await requestTokens(
		ports,
		request,
		{
			grant_type: 'authorization_code',
			code,
			redirect_uri: request.redirectUri,
			code_verifier: request.verifier,
		},
		signal,
	);
}

/**
 * Renews the tokens. The old refresh token stays if the server gives no new one.
 * @throws ApiError for which `isTokenRefusal` tells whether the server refused; after any other failure, the next attempt may succeed
 */
export async function refreshTokens(ports: Ports, tokens: OAuthTokens, signal: AbortSignal): Promise<OAuthTokens> {
	if (tokens.refreshToken === undefined) {
		throw new ApiError('unauthorized');
	}
	const grant = { grant_type: 'refresh_token', refresh_token: tokens.refreshToken };
	const renewed = await requestTokens(ports, tokens, grant, signal).catch((reason: unknown) => {
		throw isApiError(reason) && !isTokenRefusal(reason) ? unrelatedToCall(reason) : reason;
	});
	return { ...renewed, refreshToken: renewed.refreshToken ?? tokens.refreshToken };
}

/** A renewal is part of another call: a 403 or 404 of the control panel must not look like the answer to that call. */
function unrelatedToCall(error: ApiError): ApiError {
	const { kind, status } = error;
	const isAboutCall = kind === 'forbidden' || kind === 'notFound' || kind === 'badRequest';
	return isAboutCall ? new ApiError('server', status === undefined ? {} : { status }) : error;
}

async function requestTokens(
	ports: Ports,
	client: OAuthClient,
	grant: Readonly<Record<string, string>>,
	signal: AbortSignal,
): Promise<OAuthTokens> {
	const { controlPanelUrl, siteId, clientId, clientSecret, customRedirectUri } = client;
	const requestedAt = ports.now();
	const { text } = await send(ports, {
		method: 'POST',
		url: `${controlPanelUrl}/oauth/token?siteId=${encodeURIComponent(siteId)}`,
		headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
		body: new URLSearchParams({
			...grant,
			client_id: clientId,
			...(clientSecret !== undefined && { client_secret: clientSecret }),
		}).toString(),
		secrets: [grant.code, grant.code_verifier, grant.refresh_token, clientSecret].filter(
			(secret) => secret !== undefined,
		),
		signal,
	});
	const answer = parseObject(text);
	const { access_token, refresh_token, expires_in, token_type } = answer;
	const oauthCode = oauthCodeOf(answer);
	if (oauthCode !== undefined && (typeof access_token !== 'string' || access_token === '')) {
		// An error with a status of success.
		throw new ApiError(isRefusalCode(oauthCode) ? 'badRequest' : 'server', { isServiceAnswer: true, oauthCode });
	}
	const isBearer = typeof token_type !== 'string' || ['', 'bearer'].includes(token_type.trim().toLowerCase());
	if (typeof access_token !== 'string' || !/^[\x21-\x7e]+$/.test(access_token) || !isBearer) {
		throw new ApiError('notChatServer');
	}
	return {
		kind: 'oauth',
		controlPanelUrl,
		siteId,
		clientId,
		clientSecret,
		...(customRedirectUri !== undefined && { customRedirectUri }),
		accessToken: access_token,
		refreshToken: typeof refresh_token === 'string' && refresh_token !== '' ? refresh_token : undefined,
		renewAt: renewalTime(expires_in, requestedAt),
	};
}

/** Uses only this machine's clock and the lifetime of the token, so that a wrong clock does no harm. */
function renewalTime(expiresIn: unknown, requestedAt: number): number | undefined {
	const life = typeof expiresIn === 'number' || typeof expiresIn === 'string' ? Number(expiresIn) * 1000 : Number.NaN;
	return Number.isFinite(life) && life > 0 ? requestedAt + life - Math.min(renewBefore, life / 10) : undefined;
}

/** Which agent and site a token belongs to. A hint: either may be missing. @throws ApiError */
export async function readUserInfo(
	ports: Ports,
	controlPanelUrl: string,
	{ accessToken, siteId }: { readonly accessToken: string; readonly siteId: string | undefined },
	signal: AbortSignal,
): Promise<UserInfo> {
	const query = siteId === undefined ? '' : `?siteId=${encodeURIComponent(siteId)}`;
	const { text } = await send(ports, {
		method: 'GET',
		url: `${controlPanelUrl}/oauth/userinfo${query}`,
		headers: { Authorization: `Bearer ${accessToken}` },
		secrets: [accessToken],
		signal,
	});
	const info = parseObject(text);
	const site = info.siteId;
	return {
		agentId: typeof info.agentId === 'string' ? idIn(info.agentId) : undefined,
		siteId:
			(typeof site === 'string' || typeof site === 'number') && /^\d{1,15}$/.test(String(site))
				? String(site)
				: undefined,
	};
}

/** @throws ApiError `notChatServer` */
function parseObject(text: string): Readonly<Record<string, unknown>> {
	const value = parseJson(text);
	if (!isRecord(value)) {
		throw new ApiError('notChatServer');
	}
	return value;
}

function base64Url(bytes: Uint8Array): string {
	return btoa(String.fromCharCode(...bytes))
		.replace(/\+/g, '-')
		.replace(/\//g, '_')
		.replace(/=+$/, '');
}
