// Decides by the Authorization header whether a request is accepted.
import { type Answer, failure, type Request } from './answer';

/** What the sandbox accepts; read at every request. */
export interface Credentials {
	/** Bearer access tokens. */
	readonly tokens: readonly string[];
	/** API keys for Basic authorization, which wants `?siteId=` as well. */
	readonly apiKeys: readonly ApiKey[];
}

export interface ApiKey {
	readonly email: string;
	readonly key: string;
	readonly siteId: number;
}

function basic({ email, key }: ApiKey): string {
	// btoa takes Latin-1 only; HTTP Basic carries UTF-8.
	return btoa(String.fromCharCode(...new TextEncoder().encode(`${email}:${key}`)));
}

/** The refusal of a request whose credentials aren't accepted; undefined if it may pass. `isIssued`: whether a control panel has issued the token. */
export function refuseCredentials(
	request: Request,
	credentials: Credentials,
	isIssued: (token: string) => boolean,
): Answer | undefined {
	const [scheme = '', secret = ''] = (request.headers.authorization ?? '').split(/ (.*)/s);
	if (scheme.toLowerCase() === 'bearer' && (credentials.tokens.includes(secret) || isIssued(secret))) {
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
