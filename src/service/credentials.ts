// How a site's secret turns into what a request carries, and what a token says of itself. Stores nothing.
import { type Id, isId } from './model';

/** The three ways in (API.md, Signing in). */
export type Credentials = AccessToken | ApiKey | OAuthTokens;

/** A token that somebody pasted: good until it ends. */
export interface AccessToken {
	readonly kind: 'accessToken';
	readonly accessToken: string;
}

/** The key of one agent on one site; it does not end by itself. */
export interface ApiKey {
	readonly kind: 'apiKey';
	readonly email: string;
	readonly key: string;
	readonly siteId: string;
}

/** What a browser sign-in gave. Both tokens are replaced as one: the old refresh token is dead once a new one was given. */
export interface OAuthTokens extends OAuthClient {
	readonly kind: 'oauth';
	readonly accessToken: string;
	/** Undefined where the server gave none: then it ends like a pasted token. */
	readonly refreshToken: string | undefined;
	/** Instant (ms, by this machine's clock) from which on a new one is to be asked for; undefined where the server did not say how long it lives. */
	readonly renewAt: number | undefined;
}

/** What the administrator of a site registered for Frontdesk, and where. */
export interface OAuthClient {
	/** Origin of the control panel, which gives the tokens. */
	readonly controlPanelUrl: string;
	readonly siteId: string;
	readonly clientId: string;
	readonly clientSecret: string | undefined;
	/** The registered page that a sign-in ends on, where it is not VS Code's own: its address is pasted. */
	readonly redirectUri?: string | undefined;
}

/** The headers that prove who we are. */
export function authorization(credentials: Credentials): Readonly<Record<string, string>> {
	return {
		Authorization:
			credentials.kind === 'apiKey'
				? `Basic ${base64(`${credentials.email}:${credentials.key}`)}`
				: `Bearer ${credentials.accessToken}`,
	};
}

/** The URL as these credentials need it: an API key wants the site's number in the query (API.md, Signing in 2). */
export function withSite(url: string, credentials: Credentials): string {
	if (credentials.kind !== 'apiKey') {
		return url;
	}
	const target = new URL(url);
	target.searchParams.set('siteId', credentials.siteId);
	return target.href;
}

/** `btoa` takes Latin-1 only, and HTTP Basic carries UTF-8. */
function base64(text: string): string {
	return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/** Whether a pasted text can travel in a header at all: no space, no line break, plain ASCII. */
export function isAccessToken(text: string): boolean {
	return /^[\x21-\x7e]{8,8192}$/.test(text);
}

/** Whether a text is the number of a site (API.md: an integer). */
export function isSiteId(text: string): boolean {
	return /^\d{1,15}$/.test(text);
}

export interface TokenClaims {
	readonly agentId?: Id;
	readonly siteId?: string;
}

/**
 * What a token says of itself where it is a JWT with the claims that the vendor's carry; a hint, never a proof (API.md, Signing in 4).
 * Any other text gives no claims.
 */
export function tokenClaims(token: string): TokenClaims {
	const payload = token.split('.').length === 3 ? token.split('.')[1] : undefined;
	if (!payload) {
		return {};
	}
	let claims: unknown;
	try {
		const bytes = Uint8Array.from(atob(payload.replace(/-/g, '+').replace(/_/g, '/')), (char) => char.charCodeAt(0));
		claims = JSON.parse(new TextDecoder().decode(bytes));
	} catch {
		return {}; // an opaque token that happens to hold two dots
	}
	if (typeof claims !== 'object' || claims === null) {
		return {};
	}
	const { agentId, siteId } = claims as Record<string, unknown>;
	return {
		...(typeof agentId === 'string' && isId(agentId) && { agentId: agentId.toLowerCase() }),
		...((typeof siteId === 'string' || typeof siteId === 'number') && { siteId: String(siteId) }),
	};
}
