// One HTTP request to a site and what its failure was; the only place that puts a secret on the wire, and it does so for one origin alone.
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

/** A call that has no answer after this long (ms) is given up. */
export const requestTimeout = 20_000;

const mostRedirects = 3;

/** The text of a 2xx answer. */
interface Answer {
	readonly status: number;
	readonly text: string;
}

/**
 * Sends one request and gives the text of a 2xx answer.
 * A redirect is followed within the origin and for GET alone; any other would carry the secret elsewhere or repeat a write, and is refused.
 * @throws ApiError always and only
 */
export async function send(ports: Ports, request: HttpRequest): Promise<string> {
	const at = ports.now();
	const note = ({ kind, status, code }: Pick<RequestRecord, 'kind' | 'status' | 'code'>) => {
		const { method, url } = request;
		const noted = { at, ms: ports.now() - at, method, path: shortPath(url), kind, status, code };
		ports.recordRequest?.(noted);
		ports.log.debug(requestLine(noted));
	};
	try {
		const { status, text } = await sendInTime(ports, request);
		note({ kind: 'ok', status, code: undefined });
		return text;
	} catch (error) {
		note(isApiError(error) ? error : { kind: 'network', status: undefined, code: undefined });
		throw error;
	}
}

async function sendInTime(ports: Ports, request: HttpRequest): Promise<Answer> {
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
		if (method !== 'GET' || redirects >= mostRedirects || target !== origin) {
			throw new ApiError('redirected', { status: response.status, serverMessage: target });
		}
		url = location;
	}
}

/** Where a redirect leads; `''` where it does not say (browsers hide it: status 0), undefined where the answer is none. */
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
		// Not from the service: VS Code's proxy agent hands on what a proxy answered to CONNECT (measured at 1.100 and 1.139).
		throw new ApiError('network', { status, code: 'ERR_PROXY_AUTH_REQUESTED' });
	}
	// The body of a refusal may be cut off, HTML or empty; the status says enough.
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
	if (status === 429 || (status === 503 && retryAt !== undefined) || (status === 403 && speaksOfLimit(serverMessage))) {
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

/** An older wording answers 403 for "limit exceeded" (API.md, Errors and limits). */
function speaksOfLimit(serverMessage: string): boolean {
	return /\b(?:limit|throttl|too many|quota)/i.test(serverMessage);
}

/**
 * What an error body says, in the three shapes of API.md; `''` for anything else (HTML, empty).
 * Cut to 300 characters, for it may hold what a visitor typed.
 */
export function errorText(body: string): string {
	let parsed: unknown;
	try {
		parsed = JSON.parse(body);
	} catch {
		return ''; // HTML of a firewall or nothing at all: there are no words for a person in it
	}
	if (typeof parsed !== 'object' || parsed === null) {
		return '';
	}
	const { message, error, error_description } = parsed as Record<string, unknown>;
	const inner = typeof error === 'object' && error !== null ? (error as Record<string, unknown>).message : undefined;
	const words = [message, inner, error_description, error].find((part) => typeof part === 'string' && part !== '');
	return typeof words === 'string' ? words.slice(0, 300) : '';
}

/**
 * The instant (ms) that a `Retry-After` names, in seconds or as a date; undefined where it names none.
 * More than a day is taken as a day: a wrong clock must not end the product.
 */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
	const text = header?.trim() ?? '';
	const instant = /^\d+$/.test(text) ? now + Number(text) * 1000 : Date.parse(text);
	return Number.isFinite(instant) ? Math.min(Math.max(instant, now), now + 86_400_000) : undefined;
}

/** The system's code of a failed connection; node-fetch carries it on the error, the platform's fetch on its cause or not at all. */
function networkCode(error: unknown): ApiErrorDetails {
	for (const source of [error, error instanceof Error ? error.cause : undefined]) {
		const code = typeof source === 'object' && source !== null ? (source as { code?: unknown }).code : undefined;
		if (typeof code === 'string' && /^[A-Z0-9_]{2,60}$/.test(code)) {
			return { code };
		}
	}
	return {};
}
