// The kinds of failure of a call to the Chat Server; says nothing about how they read to a person (present/errorTexts.ts).

/**
 * - `network` no answer of the service: name not found, refused, reset, TLS, a proxy that asks for credentials (407) or is not there
 *   (the system's code is in `code`; Chromium's names stand for what Node has no code for)
 * - `timeout` no answer in time · `aborted` we ended it ourselves
 * - `unauthorized` 401 · `forbidden` 403 · `notFound` 404 · `badRequest` any other 4xx
 * - `throttled` 429, 503 with Retry-After, a 403 whose text speaks of a limit (API.md, Errors and limits)
 * - `server` 5xx · `redirected` a redirect to another origin, refused
 * - `notChatServer` an answer that is no JSON, or JSON of another shape
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
	/** HTTP status, where there was an answer. */
	readonly status?: number;
	/** Instant (ms) before which the service asked not to be called again. */
	readonly retryAt?: number;
	/** The system's code of a network failure (`ENOTFOUND`, `ECONNREFUSED`, `CERT_HAS_EXPIRED` …). */
	readonly code?: string;
	/** What the service serverMessage, cut to 300 characters; the origin that a redirect leads to. For the eyes of the user who asked, never for a log. */
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

/** A guard by shape, not by class: the service is a bundle of its own, so `instanceof` does not hold across it. */
export function isApiError(error: unknown): error is ApiError {
	return error instanceof Error && error.name === 'ApiError' && 'kind' in error;
}
