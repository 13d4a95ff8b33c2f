// Reads the address that a browser sign-in ended on, and finds the sign-in that it belongs to.
import type { AuthorizationRequest } from './oauth';

/** The answer that the browser brought back. */
export type Callback =
	| { readonly kind: 'code'; readonly state: string; readonly code: string }
	/** Refused by the user or the server. `reason` is OAuth's code. */
	| { readonly kind: 'refused'; readonly state: string; readonly reason: string }
	/** No answer to a sign-in. */
	| { readonly kind: 'foreign' };

/** @param text the query of the callback, or the whole address that the user pasted */
export function parseCallback(text: string): Callback {
	const query = text.trim().replace(/^[^?#]*[?#]/, '');
	const params = new URLSearchParams(query.replace('#', '&'));
	const state = params.get('state') ?? '';
	const code = params.get('code') ?? '';
	const error = params.get('error') ?? '';
	if (state !== '' && error !== '') {
		return { kind: 'refused', state, reason: /^[a-z_]{1,40}$/.test(error) ? error : 'error' };
	}
	return state !== '' && code !== '' ? { kind: 'code', state, code } : { kind: 'foreign' };
}

/**
 * Why an answer of the browser is no sign-in: `foreign` not an answer to a sign-in · `unknown` no sign-in is waiting for it, or it was used before ·
 * `expired` too late · `refused` by the user or the server.
 */
export type CallbackError = 'foreign' | 'unknown' | 'expired' | 'refused';

/** A sign-in that was started and not answered yet. */
export interface PendingSignIn {
	readonly request: AuthorizationRequest;
	readonly baseUrl: string;
	/** The site whose sign-in it renews; undefined for a new site. */
	readonly siteId: string | undefined;
	/** Instant (ms). */
	readonly expiresAt: number;
}

type CallbackResult =
	| { readonly kind: 'code'; readonly code: string; readonly pending: PendingSignIn }
	| { readonly kind: 'error'; readonly error: CallbackError; readonly reason?: string };

/** Finds the pending sign-in by the state of the answer. Returns the result and the sign-ins that stay pending: each can be answered once. */
export function resolveCallback(
	pending: readonly PendingSignIn[],
	answer: Callback,
	now: number,
): readonly [CallbackResult, left: readonly PendingSignIn[]] {
	if (answer.kind === 'foreign') {
		return [{ kind: 'error', error: 'foreign' }, pending];
	}
	const found = pending.find(({ request }) => request.state === answer.state);
	if (!found) {
		return [{ kind: 'error', error: 'unknown' }, pending];
	}
	const left = pending.filter((each) => each !== found);
	if (now > found.expiresAt) {
		return [{ kind: 'error', error: 'expired' }, left];
	}
	return answer.kind === 'refused'
		? [{ kind: 'error', error: 'refused', reason: answer.reason }, left]
		: [{ kind: 'code', code: answer.code, pending: found }, left];
}
