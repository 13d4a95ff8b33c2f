// Turns an HTTP answer that is not 2xx into an `ApiError`, by its status, headers and body.
import { ApiError } from './errors';

/** The parts of an answer that decide what it means. */
interface ErrorAnswer {
	readonly status: number;
	readonly body: string;
	/** The headers `Retry-After` and `Date`. */
	readonly retryAfter: string | null;
	readonly date: string | null;
	/** What the request carried and must not be shown. */
	readonly secrets: readonly string[];
}

/** @param now instant (ms) of the answer, by this machine's clock */
export function errorOfAnswer({ status, body, retryAfter, date, secrets }: ErrorAnswer, now: number): ApiError {
	if (status === 407) {
		// Not from the service: VS Code's proxy agent passes on what a proxy answered to CONNECT (seen in 1.100 and 1.139).
		return new ApiError('network', { status, code: 'ERR_PROXY_AUTH_REQUESTED' });
	}
	const json = parseObject(body);
	const retryAt = parseRetryAfter(retryAfter, date, now);
	const serverMessage = withoutSecrets(messageOf(json), secrets).slice(0, 300);
	const oauthCode = oauthCodeOf(json);
	return new ApiError(kindOf(status, retryAt, json), {
		status,
		isServiceAnswer: json !== undefined,
		...(oauthCode !== undefined && { oauthCode }),
		...(retryAt !== undefined && { retryAt }),
		...(serverMessage && { serverMessage }),
	});
}

function kindOf(status: number, retryAt: number | undefined, json: JsonObject | undefined): ApiError['kind'] {
	if (status === 429 || (status === 503 && retryAt !== undefined) || (status === 403 && saysLimitExceeded(json))) {
		return 'throttled';
	}
	switch (status) {
		case 401:
			return 'unauthorized';
		case 403:
			return 'forbidden';
		case 404:
			return 'notFound';
		case 408: // timed out on the way
		case 425: // may be repeated later
			return 'server';
		default:
			return status >= 500 ? 'server' : status >= 400 ? 'badRequest' : 'notChatServer';
	}
}

/**
 * In an older wording of the service, 403 also means that the limit of calls was exceeded (docs/api.md#limits).
 * Words like "limited to administrators" or "license limit" are about permissions.
 */
const limitExceeded = [
	/\btoo many (?:[a-z]+ ){0,2}(?:requests?|calls?|attempts?|queries)\b/,
	/\brate limit(?:s|ed|ing)?\b/,
	/\bthrottl(?:e|ed|ing)\b/,
	/\b(?:limits?|quotas?|rate)\b[^.]{0,60}\b(?:exceed(?:ed|s|ing)?|reached|hit)\b/,
	/\b(?:exceed(?:ed|s|ing)?|reached|hit|over)\b (?:[a-z0-9]+ ){0,6}(?:limits?|quotas?|rate)\b/,
];

/** Reads messages and codes: `TooManyRequests` and `rate_limit_exceeded` are codes. */
function saysLimitExceeded(json: JsonObject | undefined): boolean {
	const { code: innerCode, message: innerMessage } = asObject(json?.error) ?? {};
	return [json?.code, json?.message, json?.error, json?.error_description, innerCode, innerMessage].some((part) => {
		const words =
			typeof part === 'string'
				? part
						.replace(/([a-z])([A-Z])/g, '$1 $2')
						.replace(/[_\s-]+/g, ' ')
						.toLowerCase()
				: '';
		return limitExceeded.some((pattern) => pattern.test(words));
	});
}

type JsonObject = Readonly<Record<string, unknown>>;

/** Undefined for anything that no error of the service is: HTML, an empty or cut body, another kind of JSON. */
function parseObject(body: string): JsonObject | undefined {
	try {
		return asObject(JSON.parse(body));
	} catch {
		return undefined;
	}
}

function asObject(value: unknown): JsonObject | undefined {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

/** The message in any of the three shapes of an error body (docs/api.md#errors); `''` if there is none. */
function messageOf(json: JsonObject | undefined): string {
	const texts = [json?.message, asObject(json?.error)?.message, json?.error_description, json?.error];
	const text = texts.find((part) => typeof part === 'string' && part !== '');
	return typeof text === 'string' ? text : '';
}

/** A server may repeat what was sent to it. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
	return secrets.reduce((left, secret) => (secret === '' ? left : left.replaceAll(secret, '…')), text);
}

/** The code of an OAuth error: lower-case words joined by underscores, as those of RFC 6749 are. */
export function oauthCodeOf(json: JsonObject | undefined): string | undefined {
	const code = json?.error;
	return typeof code === 'string' && /^[a-z]{1,30}(?:_[a-z]{1,30}){1,5}$/.test(code) ? code : undefined;
}

/**
 * The instant (ms, by this machine's clock) that a `Retry-After` header gives, in seconds or as a date; undefined if it gives none.
 * A date is measured against the `Date` of the same answer, because the clocks can differ.
 * At most one day ahead: a wrong date must not stop polling for good.
 */
export function parseRetryAfter(header: string | null, date: string | null, now: number): number | undefined {
	const text = header?.trim() ?? '';
	const serverNow = Date.parse(date ?? '');
	const wait = /^\d+(?:\.\d+)?$/.test(text)
		? Number(text) * 1000
		: Date.parse(text) - (Number.isFinite(serverNow) ? serverNow : now);
	return Number.isNaN(wait) ? undefined : now + Math.min(Math.max(wait, 0), 86_400_000);
}
