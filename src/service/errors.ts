// The error of a failed call to the Chat Server, and its kinds.

/**
 * - `network` no answer of the service: name not found, refused, reset, TLS, a proxy that asks for credentials (407) or can't be reached
 *   (the system's code is in `code`; where Node has none, it is Chromium's name for the error)
 * - `timeout` no answer in time · `aborted` ended by the caller
 * - `unauthorized` 401 · `forbidden` 403 · `notFound` 404 · `badRequest` any other 4xx but 408 and 425
 * - `throttled` 429, 503 with Retry-After, a 403 whose text says that a limit was exceeded (docs/api.md#limits)
 * - `server` 5xx, 408, 425 · `redirected` a redirect to another origin, refused
 * - `notChatServer` an answer that is no JSON or JSON of another shape, where the status says success
 */
export type ApiErrorKind =
	| 'network'
	| 'timeout'
	| 'aborted'
	| 'unauthorized'
	| 'forbidden'
	| 'notFound'
	| 'badRequest'
	| 'throttled'
	| 'server'
	| 'redirected'
	| 'notChatServer';

export interface ApiErrorDetails {
	/** HTTP status, if there was an answer. */
	readonly status?: number;
	/** Whether the body is a JSON object, as the service's own errors are. Without one, a gateway or a captive portal may have answered. */
	readonly isServiceAnswer?: boolean;
	/** The code of an OAuth error (RFC 6749, section 5.2): `invalid_grant`. */
	readonly oauthCode?: string;
	/** Instant (ms) before which the service asked not to be called again. */
	readonly retryAt?: number;
	/** The system's code of a network failure (`ENOTFOUND`, `ECONNREFUSED`, `CERT_HAS_EXPIRED` …). */
	readonly code?: string;
	/** The message of the service, cut to 300 characters, or the origin that a redirect leads to. Shown to the user who made the call, never logged. */
	readonly serverMessage?: string;
}

export class ApiError extends Error {
	override readonly name = 'ApiError';
	readonly kind: ApiErrorKind;
	readonly status: number | undefined;
	readonly isServiceAnswer: boolean;
	readonly oauthCode: string | undefined;
	readonly retryAt: number | undefined;
	readonly code: string | undefined;
	readonly serverMessage: string | undefined;

	constructor(kind: ApiErrorKind, details: ApiErrorDetails = {}) {
		// The message goes to logs: kind, status and code only.
		super([kind, details.status, details.code].filter((part) => part !== undefined).join(' '));
		this.kind = kind;
		this.status = details.status;
		this.isServiceAnswer = details.isServiceAnswer ?? false;
		this.oauthCode = details.oauthCode;
		this.retryAt = details.retryAt;
		this.code = details.code;
		this.serverMessage = details.serverMessage;
	}
}

/** Compares the shape, not the class: `instanceof` fails where two bundles each have a copy of the class. */
export function isApiError(error: unknown): error is ApiError {
	return error instanceof Error && error.name === 'ApiError' && 'kind' in error;
}

/**
 * What can be concluded from a failed call (docs/decisions/17-conclusions-from-answers.md).
 * - `refused` the service refused the call: it did nothing, and would refuse it again
 * - `throttled` too many calls: it did nothing, and will accept the call later
 * - `notSent` the request didn't reach the service
 * - `unknown` anything else: a write may have been carried out, and the next call may succeed
 */
type Conclusion = 'refused' | 'throttled' | 'notSent' | 'unknown';

/** Codes of connections that ended before a request could be sent: name, route, port, proxy, certificate. */
const neverConnected =
	/^(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|ENETDOWN|ERR_PROXY_\w+|ERR_TLS_CERT_\w+|CERT_\w+|\w*SELF_SIGNED\w*|UNABLE_TO_\w+|INVALID_CA|HOSTNAME_MISMATCH)$/;

export function conclusionOf({ kind, code, isServiceAnswer }: ApiError): Conclusion {
	switch (kind) {
		case 'throttled':
			return 'throttled';
		case 'unauthorized':
			return 'refused'; // also by a captive portal: then the request didn't get further
		case 'forbidden':
		case 'notFound':
		case 'badRequest':
			return isServiceAnswer ? 'refused' : 'unknown';
		case 'network':
			return code !== undefined && neverConnected.test(code) ? 'notSent' : 'unknown';
		default:
			return 'unknown';
	}
}

/** Whether a failure can mean that the service didn't accept a value: it answers 500 to bad input, too (docs/api.md#errors). */
export function canMeanBadInput({ status }: ApiError): boolean {
	return status === 400 || status === 500;
}

/**
 * Whether the code of an OAuth error refuses the code, the tokens or the client (RFC 6749, 5.2; RFC 8628; OpenID Connect; codes such as
 * `bad_refresh_token`, which some servers have instead). Any other,
 * such as `server_error` or a gateway's `bad_gateway`, says nothing of them.
 */
export function isRefusalCode(code: string): boolean {
	return /^(?:invalid_(?:grant|client|request|scope)|(?:invalid|bad|expired)_(?:[a-z]+_)?token|(?:[a-z]+_)?token_expired|unauthorized_client|unsupported_grant_type|access_denied|[a-z_]+_required)$/.test(
		code,
	);
}

/**
 * Whether the token endpoint refused the code, the tokens or the client: an answer with an OAuth error that says so, or 401.
 * Any other answer, such as a 403 in HTML, can come from a gateway.
 */
export function isTokenRefusal({ kind, oauthCode }: ApiError): boolean {
	return kind === 'unauthorized' || (kind !== 'throttled' && oauthCode !== undefined && isRefusalCode(oauthCode));
}
