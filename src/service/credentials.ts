// The credentials of a site, and how a request contains them.
import { type Id, idIn } from './model';

/** The three ways to sign in (docs/api.md#signing-in). */
export type Credentials = AccessToken | ApiKey | OAuthTokens;

/** A pasted token: valid until it expires. */
interface AccessToken {
	readonly kind: 'accessToken';
	readonly accessToken: string;
}

/** The API key of one agent on one site; it doesn't expire. */
interface ApiKey {
	readonly kind: 'apiKey';
	readonly email: string;
	readonly key: string;
	readonly siteId: string;
}

/** The result of a browser sign-in. Both tokens are replaced together: a renewal makes the old refresh token invalid. */
export interface OAuthTokens extends OAuthClient {
	readonly kind: 'oauth';
	readonly accessToken: string;
	/** Undefined if the server gave none: then the sign-in ends like that of a pasted token. */
	readonly refreshToken: string | undefined;
	/** Instant (ms, by this machine's clock) from which the token should be renewed; undefined if the server didn't say when it expires. */
	readonly renewAt: number | undefined;
}

/** The OAuth client that an administrator of the site registered for Frontdesk. */
export interface OAuthClient {
	/** Origin of the control panel, which issues the tokens. */
	readonly controlPanelUrl: string;
	readonly siteId: string;
	readonly clientId: string;
	readonly clientSecret: string | undefined;
	/** The registered page that a sign-in ends on if it is not VS Code's own: the user pastes its address. */
	readonly customRedirectUri?: string | undefined;
}

/** The `Authorization` header. */
export function authorization(credentials: Credentials): Readonly<Record<string, string>> {
	return {
		Authorization:
			credentials.kind === 'apiKey'
				? `Basic ${base64(`${credentials.email}:${credentials.key}`)}`
				: `Bearer ${credentials.accessToken}`,
	};
}

/** The texts of these credentials that must not be shown, in each form in which a request contains them. */
export function secretsOf(credentials: Credentials): readonly string[] {
	switch (credentials.kind) {
		case 'accessToken':
			return [credentials.accessToken];
		case 'apiKey':
			return [credentials.key, base64(`${credentials.email}:${credentials.key}`)];
		case 'oauth':
			return [credentials.accessToken, credentials.refreshToken ?? '', credentials.clientSecret ?? ''];
	}
}

/** The URL as these credentials need it: an API key requires the site ID in the query (docs/api.md#api-key). */
export function withSite(url: string, credentials: Credentials): string {
	if (credentials.kind !== 'apiKey') {
		return url;
	}
	const target = new URL(url);
	target.searchParams.set('siteId', credentials.siteId);
	return target.href;
}

/** `btoa` accepts Latin-1 only; HTTP Basic carries UTF-8. */
function base64(text: string): string {
	return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/** Whether a pasted text can be sent in a header: ASCII without spaces and line breaks. */
export function isAccessToken(text: string): boolean {
	return /^[\x21-\x7e]{8,8192}$/.test(text);
}

/** Whether a text is a site ID: an integer (docs/api.md#base-url). */
export function isSiteId(text: string): boolean {
	return /^\d{1,15}$/.test(text);
}

interface TokenClaims {
	readonly agentId?: Id;
	readonly siteId?: string;
}

/**
 * The claims of a token that is a JWT of the vendor; a hint, never a proof (docs/api.md#what-a-token-says).
 * Any other text has no claims.
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
		return {}; // an opaque token that happens to have two dots
	}
	if (typeof claims !== 'object' || claims === null) {
		return {};
	}
	const { agentId, siteId } = claims as Record<string, unknown>;
	const id = typeof agentId === 'string' ? idIn(agentId) : undefined;
	return {
		...(id !== undefined && { agentId: id }),
		...((typeof siteId === 'string' || typeof siteId === 'number') && { siteId: String(siteId) }),
	};
}
