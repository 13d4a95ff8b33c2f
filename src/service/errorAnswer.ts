// Turns an HTTP answer that is not 2xx into an `ApiError`, by its status, headers and body.
import { ApiError } from './errors';

/** The parts of an answer that decide what it means. */
interface ErrorAnswer {
	readonly status: number;
	readonly body: string;
	/** The headers `Retry-After` and `Date`. */
	readonly retryAfter: string | null;
	readonly date: string | null;
	/** Secrets of the request, which must not be shown. */
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
 */
const limitExceeded = [
	/\btoo many (?:[a-z]+ ){0,2}(?:requests?|calls?|attempts?|queries)\b/,
	/\b(?:rate limited|throttled)\b/,
	/^(?:rate limit|throttling(?: exception)?)$/,
	/\brate\b[^.]{0,20}\btoo high\b/,
	/\bmax(?:imum)?\b[^.]{0,30}\b(?:requests|calls)\b[^.]{0,30}\breached\b/,
	/\b(?:limits?|quotas?|rate)\b[^.]{0,60}\b(?:exceed(?:ed|s|ing)?|reached|hit)\b/,
	/\b(?:exceed(?:ed|s|ing)?|reached|hit|over)\b (?:[a-z0-9]+ ){0,6}(?:limits?|quotas?|rate)\b/,
	/\b(?:(?:requests|calls)|(?:request|call) (?:count|number|frequency))\b[^.]{0,40}\bexceed(?:ed|s|ing)?\b/,
	/\b(?:exceed(?:ed|s|ing)?|over)\b (?:[a-z0-9]+ ){0,6}(?:requests|calls)\b/,
];

/** Words like "license limit exceeded" or "limit of administrators" are about permissions. */
const permissionLimit =
	/\b(?:licen[cs]e|seat|agent|operator|administrator|user|visitor|chat)s? (?:limit|quota)|\b(?:limit|quota|number) of (?:[a-z]+ ){0,2}(?:licen[cs]es?|seats|agents|operators|administrators|users|visitors|chats)\b/;

/** Reads messages and codes: `TooManyRequests` and `rate_limit_exceeded` are codes. */
function saysLimitExceeded(json: JsonObject | undefined): boolean {
	const { code: innerCode, message: innerMessage } = asObject(json?.error) ?? {};
	const { code, message, Message, error, error_description, title, detail } = json ?? {};
	return [code, message, Message, error, error_description, title, detail, innerCode, innerMessage].some((part) => {
		const words =
			typeof part === 'string'
				? part
						.replace(/([a-z])([A-Z])/g, '$1 $2')
						.replace(/[_\s-]+/g, ' ')
						.toLowerCase()
				: '';
		return !permissionLimit.test(words) && limitExceeded.some((pattern) => pattern.test(words));
	});
}

type JsonObject = Readonly<Record<string, unknown>>;

/** Undefined for anything that can't be an error of the service: HTML, an empty or cut body, another kind of JSON. */
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

/** The message in any of the shapes of an error body (docs/api.md#errors); `''` if there is none. */
function messageOf(json: JsonObject | undefined): string {
	const { message, Message, error, error_description, title, detail } = json ?? {};
	const texts = [message, Message, asObject(error)?.message, error_description, error, detail, title];
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
	// A header that was sent twice arrives as one, joined by commas.
	const text = header?.trim().replace(/^(\d+(?:\.\d+)?)\s*,.*$/, '$1') ?? '';
	const sentAt = Date.parse(date ?? '');
	const serverNow = Number.isFinite(sentAt) ? sentAt : now;
	const wait = /^\d+(?:\.\d+)?$/.test(text)
		? spanOf(Number(text), serverNow)
		: httpDate.test(text)
			? Date.parse(text) - serverNow
			: Number.NaN;
	return Number.isNaN(wait) ? undefined : now + Math.min(Math.max(wait, 0), 86_400_000);
}

/** A date in one of the forms of HTTP, or of ISO 8601. `Date.parse` finds dates in other texts, too. */
const httpDate = /^(?:[A-Z][a-z]{2,8},? |\d{4}-\d{2}-\d{2})/;

/** A number that is too large for a span (31 years) is an instant, in seconds or in ms. */
function spanOf(number: number, now: number): number {
	const instant = number >= 1e12 ? number : number * 1000;
	return number >= 1e9 && number < 1e13 ? instant - now : number * 1000;
}
