// Who may call: one small decision about the Authorization header, apart from everything that the service does.
import { type Answer, failure, type Request } from './answer';

/** What the sandbox accepts. A set or a list that changes while it runs is read at every request. */
export interface Credentials {
	/** Bearer access tokens. */
	readonly tokens: readonly string[];
	/** API keys for Basic authorization, which wants `?siteId=` as well (API.md, Signing in). */
	readonly apiKeys: readonly ApiKey[];
}

export interface ApiKey {
	readonly email: string;
	readonly key: string;
	readonly siteId: number;
}

/** To sign in with by hand; where the behaviour names no clients, every client id will do, and every site. */
export const sandboxClientId = 'sandbox-client';
export const sandboxSiteId = 10_008;

/** Holds where a sandbox was told so. It is no secret. */
export const sandboxApiKey: ApiKey = {
	email: 'robin.vandermeer-ash@example.com',
	key: 'sandbox-api-key',
	siteId: sandboxSiteId,
};

function basic({ email, key }: ApiKey): string {
	// btoa takes Latin-1 only; HTTP Basic carries UTF-8.
	return btoa(String.fromCharCode(...new TextEncoder().encode(`${email}:${key}`)));
}

/** The refusal of a request whose credentials do not hold, or undefined when it may pass. `issued` knows the tokens that the OAuth server gave out. */
export function refuseCredentials(
	request: Request,
	credentials: Credentials,
	issued: (token: string) => boolean,
): Answer | undefined {
	const [scheme = '', secret = ''] = (request.headers.authorization ?? '').split(/ (.*)/s);
	if (scheme.toLowerCase() === 'bearer' && (credentials.tokens.includes(secret) || issued(secret))) {
		return undefined;
	}
	if (scheme.toLowerCase() === 'basic') {
		const match = credentials.apiKeys.find((apiKey) => basic(apiKey) === secret);
		if (match && !request.url.searchParams.has('siteId')) {
			return failure(400, 'The parameter siteId is required with an API key.');
		}
		if (match && request.url.searchParams.get('siteId') === String(match.siteId)) {
			return undefined;
		}
	}
	return failure(401, 'The access token is missing, invalid or expired.', { 'www-authenticate': 'Bearer' });
}
