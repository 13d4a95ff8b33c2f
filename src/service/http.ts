// Sends one HTTP request to a site and turns every failure into an `ApiError`.
import { usableAge } from './answerAge';
import { errorOfAnswer, withoutSecrets } from './errorAnswer';
import { ApiError, type ApiErrorDetails, isApiError } from './errors';
import type { FetchRequest, FetchResponse, Ports, RequestRecord } from './ports';
import { requestLine, shortPath } from './requestLog';

export interface HttpRequest {
	readonly method: FetchRequest['method'];
	/** Absolute, of the site's own origin. */
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string;
	/** Whether sending it twice does the same as sending it once; a GET does. */
	readonly isRepeatable?: boolean;
	/** Whether no cache on the way may answer. An answer that is old all the same is an error. */
	readonly isFresh?: boolean;
	/** Secrets in headers or body, in each form that an answer could repeat them. */
	readonly secrets?: readonly string[];
	readonly signal: AbortSignal;
}

/** How long (ms) a request may take, its body included. */
export const requestTimeout = 20_000;

const maxRedirects = 3;

/** Maximum connections from earlier requests that can be found closed: polls at the same time leave several. */
const maxClosed = 6;

/** A 2xx answer. */
interface Answer {
	readonly status: number;
	readonly text: string;
	/** How old (ms) it is, if a cache on the way has given it. */
	readonly age: number | undefined;
}

/**
 * Sends one request and returns a 2xx answer.
 * Follows a redirect of a GET within the origin. Others are not followed: they would send the secret elsewhere or repeat a write.
 * @throws ApiError always and only
 */
export async function send(ports: Ports, request: HttpRequest): Promise<Answer> {
	const at = ports.now();
	const record = ({ kind, status, code, age }: Pick<RequestRecord, 'kind' | 'status' | 'code' | 'age'>) => {
		const { method, url } = request;
		const entry = { at, ms: ports.now() - at, method, path: shortPath(url), kind, status, code, age };
		ports.recordRequest?.(entry);
		ports.log.debug(requestLine(entry));
	};
	try {
		const answer = await sendWithTimeout(ports, request);
		record({ kind: 'ok', status: answer.status, code: undefined, age: answer.age });
		return answer;
	} catch (error) {
		const { kind, status, code } = isApiError(error) ? error : new ApiError('network');
		record({ kind, status, code, age: undefined });
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
	const { method, headers, body, isRepeatable = method === 'GET', isFresh = false, secrets = [] } = request;
	const { origin } = new URL(request.url);
	let url = request.url;
	for (let redirects = 0; ; redirects++) {
		const fetchRequest = {
			method,
			headers,
			signal,
			redirect: 'manual' as const,
			...(body !== undefined && { body }),
			...(isFresh && { cache: 'reload' as const }),
		};
		const response = await fetchOverNewConnection(ports, url, fetchRequest, isRepeatable ? maxClosed : 0);
		const location = redirectTarget(response, url);
		if (location === undefined) {
			return await readAnswer(response, ports, { isFresh, secrets });
		}
		const target = location && new URL(location).origin;
		if (method !== 'GET' || redirects >= maxRedirects || target !== origin) {
			throw new ApiError('redirected', {
				status: response.status,
				serverMessage: withoutSecrets(target, secrets),
			});
		}
		url = location;
	}
}

/** Sends a request again while the server has closed the connection from an earlier one that was used: each try takes another. */
async function fetchOverNewConnection(
	ports: Ports,
	url: string,
	request: FetchRequest,
	repeats: number,
): Promise<FetchResponse> {
	try {
		return await ports.fetch(url, request);
	} catch (error) {
		if (repeats === 0 || request.signal.aborted || !isUnanswered(error)) {
			throw error;
		}
		return await fetchOverNewConnection(ports, url, request, repeats - 1);
	}
}

/** See `Fetch`. */
function isUnanswered(error: unknown): boolean {
	return error instanceof Error && 'isUnanswered' in error && error.isUnanswered === true;
}

/** The URL that a redirect leads to; `''` if it is unknown (browsers hide it: status 0), undefined if the answer is no redirect. */
function redirectTarget(response: FetchResponse, from: string): string | undefined {
	if (response.status !== 0 && (response.status < 300 || response.status > 399 || response.status === 304)) {
		return undefined;
	}
	const location = response.headers.get('location') ?? '';
	return (
		onSameOrigin(location, from) ??
		(URL.canParse(location, from) && location !== '' ? new URL(location, from).href : '')
	);
}

/**
 * The URL that an answer from `from` refers to, if it is on the same origin. A server behind a TLS proxy may
 * give its own address with http: then https is used.
 */
export function onSameOrigin(reference: string, from: string): string | undefined {
	if (reference === '' || !URL.canParse(reference, from)) {
		return undefined;
	}
	const [target, base] = [new URL(reference, from), new URL(from)];
	const isPlain = target.protocol === 'http:' && base.protocol === 'https:' && target.hostname === base.hostname;
	const portOfTls = base.port === '' ? '443' : base.port;
	const isSame = target.origin === base.origin || (isPlain && ['', portOfTls].includes(target.port));
	return isSame ? base.origin + target.pathname + target.search : undefined;
}

async function readAnswer(
	response: FetchResponse,
	{ now }: Ports,
	{ isFresh, secrets }: { readonly isFresh: boolean; readonly secrets: readonly string[] },
): Promise<Answer> {
	const { status, headers } = response;
	if (status >= 200 && status <= 299) {
		const text = await response.text().catch(failedUnpacking(status));
		return { status, text, age: usableAge(headers.get('age'), status, isFresh) };
	}
	throw errorOfAnswer(
		{
			status,
			body: await response.text().catch(() => ''), // it may be cut off: the status is enough
			retryAfter: headers.get('retry-after'),
			date: headers.get('date'),
			secrets,
		},
		now(),
	);
}

/** What isn't packed as its header says is none of the service's answers; any other failure is one of the connection. */
function failedUnpacking(status: number): (reason: unknown) => never {
	return (reason) => {
		// zlib's codes for gzip and deflate, and for Brotli.
		throw /^(?:Z_|ERR__ERROR_|ERR_BROTLI_)/.test(networkCode(reason).code ?? '')
			? new ApiError('notChatServer', { status })
			: reason;
	};
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
