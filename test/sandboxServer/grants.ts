// The codes, access tokens and refresh tokens that the OAuth server has issued, each with its end.
import { randomOf } from '../../src/sandbox/random';

/** The agent and site of a code or a token, and the client that it was issued to. */
export interface Grant {
	readonly clientId: string;
	readonly siteId: number;
	readonly agentId: string;
	/** Names of scopes with spaces between them. */
	readonly scope: string;
}

/** What a code is bound to besides its grant. */
interface CodeBinding {
	readonly redirectUri: string;
	/** The S256 challenge; undefined where none was sent or none is checked. */
	readonly challenge: string | undefined;
}

/** One secret that left the server, so that a test can look for it where it must not be. */
export interface IssuedSecret {
	readonly kind: 'code' | 'access' | 'refresh';
	readonly value: string;
	readonly at: number;
	readonly clientId: string;
	readonly siteId: number;
}

interface Code extends CodeBinding {
	readonly grant: Grant;
	readonly ends: number;
}

interface Access {
	readonly grant: Grant;
	ends: number;
}

interface Refresh {
	readonly grant: Grant;
	/** `used`: another one took its place · `dead`: refused whatever the grace. */
	state: 'fresh' | 'used' | 'dead';
}

const secretStream = 80;

function base64url(text: string): string {
	return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** A token in the shape of a JWT with a random signature. `exp` in seconds since 1970. */
function jwt(claims: Readonly<Record<string, unknown>>, signature: string): string {
	const parts = [{ alg: 'RS256', typ: 'JWT' }, claims].map((part) => base64url(JSON.stringify(part)));
	return [...parts, signature].join('.');
}

/** `now`: the clock of the sandbox (ms); every end is by this clock. */
export function createGrants(seed: number, now: () => number) {
	const codes = new Map<string, Code>();
	const accessTokens = new Map<string, Access>();
	const refreshTokens = new Map<string, Refresh>();
	const issued: IssuedSecret[] = [];

	/** Depends on the grant and the server's origin too: two servers with the same seed must not accept each other's tokens. */
	function secret(kind: IssuedSecret['kind'], grant: Grant, origin: string): string {
		const instant = now();
		const text = `${kind} ${origin} ${grant.clientId} ${grant.siteId}`;
		const letters = Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
		const random = randomOf(seed, secretStream, issued.length, instant, Math.floor(instant / 2 ** 32), ...letters);
		return Array.from({ length: 40 }, () => Math.floor(random() * 16).toString(16)).join('');
	}

	function record(kind: IssuedSecret['kind'], value: string, { clientId, siteId }: Grant): string {
		issued.push({ kind, value, at: now(), clientId, siteId });
		return value;
	}

	return {
		issued: issued as readonly IssuedSecret[],

		/** `lifetime` in seconds. */
		issueCode(grant: Grant, binding: CodeBinding, lifetime: number, origin: string): string {
			const value = record('code', secret('code', grant, origin), grant);
			codes.set(value, { ...binding, grant, ends: now() + lifetime * 1000 });
			return value;
		},

		/** Removes the code, whatever the result of the call: a code works once. */
		takeCode(value: string): Code | undefined {
			const code = codes.get(value);
			codes.delete(value);
			return code && now() < code.ends ? code : undefined;
		},

		/** `lifetime` in seconds, `clockSkew` in ms: how far the server's own clock, by which it writes `exp`, is ahead. */
		issueAccess(grant: Grant, form: { lifetime: number; jwt: boolean; clockSkew: number }, origin: string): string {
			const ends = now() + form.lifetime * 1000;
			const chance = secret('access', grant, origin);
			const { agentId, siteId } = grant;
			const exp = Math.floor((ends + form.clockSkew) / 1000);
			const value = record('access', form.jwt ? jwt({ agentId, siteId, exp }, chance) : chance, grant);
			accessTokens.set(value, { grant, ends });
			return value;
		},

		issueRefresh(grant: Grant, origin: string): string {
			const value = record('refresh', secret('refresh', grant, origin), grant);
			refreshTokens.set(value, { grant, state: 'fresh' });
			return value;
		},

		/** The grant of a valid access token. */
		access(value: string): Grant | undefined {
			const found = accessTokens.get(value);
			return found && now() < found.ends ? found.grant : undefined;
		},

		/** The grant of a refresh token that would be taken; with `grace`, one that was used before is taken once more. */
		refresh(value: string, grace: boolean): Grant | undefined {
			const found = refreshTokens.get(value);
			return found?.state === 'fresh' || (grace && found?.state === 'used') ? found.grant : undefined;
		},

		useRefresh(value: string): void {
			const found = refreshTokens.get(value);
			if (found) {
				found.state = found.state === 'fresh' ? 'used' : 'dead';
			}
		},

		expireAccessTokens(): void {
			for (const token of accessTokens.values()) {
				token.ends = Math.min(token.ends, now());
			}
		},

		revokeRefreshTokens(): void {
			for (const token of refreshTokens.values()) {
				token.state = 'dead';
			}
		},
	};
}
