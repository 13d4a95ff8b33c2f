// Sends one HTTP request to a site and turns every failure into an `ApiError`.
import { ApiError, type ApiErrorDetails, isApiError } from './errors';
import type { FetchRequest, FetchResponse, Ports, RequestRecord } from './ports';
import { requestLine, shortPath } from './requestLog';

export interface HttpRequest {
	readonly method: FetchRequest['method'];
	/** Absolute, of the site's own origin. */
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string;
	readonly signal: AbortSignal;
}

/** How long (ms) a request may take, its body included. */
export const requestTimeout = 20_000;

const maxRedirects = 3;

/** The text of a 2xx answer. */
interface Answer {
	readonly status: number;
	readonly text: string;
}

/**
 * Sends one request and returns the text of a 2xx answer.
 * A redirect is followed only within the origin and only for GET: any other would send the secret elsewhere or repeat a write.
 * @throws ApiError always and only
 */
export async function send(ports: Ports, request: HttpRequest): Promise<string> {
	const at = ports.now();
	const record = ({ kind, status, code }: Pick<RequestRecord, 'kind' | 'status' | 'code'>) => {
		const { method, url } = request;
		const entry = { at, ms: ports.now() - at, method, path: shortPath(url), kind, status, code };
		ports.recordRequest?.(entry);
		ports.log.debug(requestLine(entry));
	};
	try {
		const { status, text } = await sendWithTimeout(ports, request);
		record({ kind: 'ok', status, code: undefined });
		return text;
	} catch (error) {
		record(isApiError(error) ? error : { kind: 'network', status: undefined, code: undefined });
		throw error;
	}
}

async function sendWithTimeout(ports: Ports, request: HttpRequest): Promise<Answer> {
	const timeout = new AbortController();
	let timedOut = false;
	const cancelTimer = ports.setTimer(() => {
		timedOut = true;
		timeout.abort();
	}, requestTimeout);
	const abort = () => timeout.abort();
	request.signal.addEventListener('abort', abort);
	try {
		if (request.signal.aborted) {
			throw new ApiError('aborted');
		}
		return await exchange(ports, request, timeout.signal);
	} catch (error) {
		if (request.signal.aborted) {
			throw new ApiError('aborted');
		}
		if (timedOut) {
			throw new ApiError('timeout');
		}
		throw isApiError(error) ? error : new ApiError('network', networkCode(error));
	} finally {
		cancelTimer();
		request.signal.removeEventListener('abort', abort);
	}
}

async function exchange(ports: Ports, request: HttpRequest, signal: AbortSignal): Promise<Answer> {
	const { method, headers, body } = request;
	const { origin } = new URL(request.url);
	let url = request.url;
	for (let redirects = 0; ; redirects++) {
		const response = await ports.fetch(url, {
			method,
			headers,
			signal,
			redirect: 'manual',
			...(body !== undefined && { body }),
		});
		const location = redirectTarget(response, url);
		if (location === undefined) {
			return await readBody(response, ports.now());
		}
		const target = location && new URL(location).origin;
		if (method !== 'GET' || redirects >= maxRedirects || target !== origin) {
			throw new ApiError('redirected', { status: response.status, serverMessage: target });
		}
		url = location;
	}
}

/** The URL that a redirect leads to; `''` if it is unknown (browsers hide it: status 0), undefined if the answer is no redirect. */
function redirectTarget(response: FetchResponse, from: string): string | undefined {
	if (response.status !== 0 && (response.status < 300 || response.status > 399 || response.status === 304)) {
		return undefined;
	}
	const location = response.headers.get('location') ?? '';
	return location !== '' && URL.canParse(location, from) ? new URL(location, from).href : '';
}

async function readBody(response: FetchResponse, now: number): Promise<Answer> {
	const { status } = response;
	if (status >= 200 && status <= 299) {
		return { status, text: await response.text() };
	}
	if (status === 407) {
		// Not from the service: VS Code's proxy agent passes on what a proxy answered to CONNECT (seen in 1.100 and 1.139).
		throw new ApiError('network', { status, code: 'ERR_PROXY_AUTH_REQUESTED' });
	}
	// The body of an error may be cut off, HTML or empty; the status is enough.
	const serverMessage = errorText(await response.text().catch(() => ''));
	const retryAt = parseRetryAfter(response.headers.get('retry-after'), now);
	const details: ApiErrorDetails = {
		status,
		...(retryAt !== undefined && { retryAt }),
		...(serverMessage && { serverMessage }),
	};
	throw new ApiError(kindOf(status, retryAt, serverMessage), details);
}

function kindOf(status: number, retryAt: number | undefined, serverMessage: string): ApiError['kind'] {
	if (status === 429 || (status === 503 && retryAt !== undefined) || (status === 403 && mentionsLimit(serverMessage))) {
		return 'throttled';
	}
	switch (status) {
		case 401:
			return 'unauthorized';
		case 403:
			return 'forbidden';
		case 404:
			return 'notFound';
		default:
			return status >= 500 ? 'server' : 'badRequest';
	}
}

/** In an older wording of the service, 403 also means "limit exceeded" (docs/api.md#limits). */
function mentionsLimit(serverMessage: string): boolean {
	return /\b(?:limit|throttl|too many|quota)/i.test(serverMessage);
}

/**
 * The message of an error body in any of its three shapes (docs/api.md#errors); `''` for anything else (HTML, empty).
 * Cut to 300 characters: it may quote what a visitor typed.
 */
export function errorText(body: string): string {
	let parsed: unknown;
	try {
		parsed = JSON.parse(body);
	} catch {
		return ''; // HTML of a firewall, or empty: no message for a person
	}
	if (typeof parsed !== 'object' || parsed === null) {
		return '';
	}
	const { message, error, error_description } = parsed as Record<string, unknown>;
	const inner = typeof error === 'object' && error !== null ? (error as Record<string, unknown>).message : undefined;
	const text = [message, inner, error_description, error].find((part) => typeof part === 'string' && part !== '');
	return typeof text === 'string' ? text.slice(0, 300) : '';
}

/**
 * The instant (ms) that a `Retry-After` header gives, in seconds or as a date; undefined if it gives none.
 * At most one day ahead: a wrong date must not stop polling for good.
 */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
	const text = header?.trim() ?? '';
	const instant = /^\d+$/.test(text) ? now + Number(text) * 1000 : Date.parse(text);
	return Number.isFinite(instant) ? Math.min(Math.max(instant, now), now + 86_400_000) : undefined;
}

/** The system's code of a failed connection: node-fetch has it on the error, the platform's fetch on its cause or not at all. */
function networkCode(error: unknown): ApiErrorDetails {
	for (const source of [error, error instanceof Error ? error.cause : undefined]) {
		const code = typeof source === 'object' && source !== null ? (source as { code?: unknown }).code : undefined;
		if (typeof code === 'string' && /^[A-Z0-9_]{2,60}$/.test(code)) {
			return { code };
		}
	}
	return {};
}
