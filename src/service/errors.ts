// The error of a failed call to the Chat Server, and its kinds.

/**
 * - `network` no answer of the service: name not found, refused, reset, TLS, a proxy that asks for credentials (407) or can't be reached
 *   (the system's code is in `code`; where Node has none, it is Chromium's name for the error)
 * - `timeout` no answer in time · `aborted` ended by the caller
 * - `unauthorized` 401 · `forbidden` 403 · `notFound` 404 · `badRequest` any other 4xx
 * - `throttled` 429, 503 with Retry-After, a 403 whose text mentions a limit (docs/api.md#limits)
 * - `server` 5xx · `redirected` a redirect to another origin, refused
 * - `notChatServer` a 2xx answer that is no JSON, or JSON of another shape
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
	readonly retryAt: number | undefined;
	readonly code: string | undefined;
	readonly serverMessage: string | undefined;

	constructor(kind: ApiErrorKind, details: ApiErrorDetails = {}) {
		// The message goes to logs: kind, status and code only.
		super([kind, details.status, details.code].filter((part) => part !== undefined).join(' '));
		this.kind = kind;
		this.status = details.status;
		this.retryAt = details.retryAt;
		this.code = details.code;
		this.serverMessage = details.serverMessage;
	}
}

/** Compares the shape, not the class: `instanceof` fails where two bundles each have a copy of the class. */
export function isApiError(error: unknown): error is ApiError {
	return error instanceof Error && error.name === 'ApiError' && 'kind' in error;
}
