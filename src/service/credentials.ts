// How a site's secret turns into what a request carries, and what a token says of itself. Stores nothing.
import { type Id, isId } from './model';

/** The ways in that exist; each further one is another member. */
export interface Credentials {
	readonly kind: 'accessToken';
	readonly accessToken: string;
}

/** The headers that prove who we are. */
export function authorization(credentials: Credentials): Readonly<Record<string, string>> {
	return { Authorization: `Bearer ${credentials.accessToken}` };
}

/** Whether a pasted text can travel in a header at all: no space, no line break, plain ASCII. */
export function isAccessToken(text: string): boolean {
	return /^[\x21-\x7e]{8,8192}$/.test(text);
}

export interface TokenClaims {
	readonly agentId?: Id;
	readonly siteId?: string;
	/** Instant (ms) at which the token ends. */
	readonly expiresAt?: number;
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
	const { agentId, siteId, exp } = claims as Record<string, unknown>;
	return {
		...(typeof agentId === 'string' && isId(agentId) && { agentId: agentId.toLowerCase() }),
		...((typeof siteId === 'string' || typeof siteId === 'number') && { siteId: String(siteId) }),
		...(typeof exp === 'number' && Number.isFinite(exp) && { expiresAt: exp * 1000 }),
	};
}
