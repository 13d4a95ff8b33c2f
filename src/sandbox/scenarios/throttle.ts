// A limit on calls in a sliding window, and the forms in which the service may refuse a call; which one it uses isn't documented.
import { type Answer, failure, guidelineFailure, html } from '../answer';
import type { Throttle } from '../scenario';

/** The forms of a refusal: 429 with seconds or a date, 503 with seconds, 403 with a text and nothing else. */
export const throttleForms = ['429 seconds', '429 date', '503 seconds', '403 text'] as const;

type ThrottleForm = (typeof throttleForms)[number];

export interface Limit {
	/** Calls that pass within the window. */
	readonly calls: number;
	/** Milliseconds. */
	readonly window: number;
	/** Used in turn. Default: all. */
	readonly forms?: readonly ThrottleForm[];
}

/** So small that polling two lists exceeds it within a minute. */
export const tightLimit: Limit = { calls: 8, window: 60_000 };

function refusal(form: ThrottleForm, now: number, wait: number): Answer {
	const text = 'API call limit exceeded. Please try again later.';
	const seconds = String(Math.ceil(wait / 1000));
	switch (form) {
		case '429 seconds':
			return failure(429, text, { 'retry-after': seconds });
		case '429 date': {
			// A date on the wire has whole seconds: the next one, or the wait would end too early.
			const date = new Date(Math.ceil((now + wait) / 1000) * 1000);
			return failure(429, text, { 'retry-after': date.toUTCString() });
		}
		case '503 seconds': {
			const page = html(503, 'Service Unavailable');
			return { ...page, headers: { ...page.headers, 'retry-after': seconds } };
		}
		case '403 text':
			return guidelineFailure(403, text, 'calls');
	}
}

/** Counts the calls that pass. Refused calls don't count. */
export function createThrottle(limit: Limit): Throttle {
	const forms = limit.forms ?? throttleForms;
	let passed: number[] = [];
	let refused = 0;
	return (now) => {
		passed = passed.filter((at) => now - at < limit.window);
		if (passed.length < limit.calls) {
			passed.push(now);
			return undefined;
		}
		const wait = (passed[0] ?? now) + limit.window - now;
		return refusal(forms[refused++ % forms.length] ?? '429 seconds', now, wait);
	};
}
