// Reads the address that the browser landed on after a sign-in (API.md, Signing in 3), and finds the sign-in that it answers; proves nothing.
import type { AuthorizationRequest } from './oauth';

/** What the browser brought back. */
export type Callback =
	| { readonly kind: 'code'; readonly state: string; readonly code: string }
	/** The user, or the server, said no. `reason` is OAuth's own word for it. */
	| { readonly kind: 'refused'; readonly state: string; readonly reason: string }
	/** No answer to a sign-in. */
	| { readonly kind: 'foreign' };

/** Reads the query of the address that the browser landed on: of the callback, or pasted by the user with all round it. */
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
 * Why an answer of the browser is no sign-in: `foreign` no answer at all · `unknown` to no question of ours, or to one answered before ·
 * `expired` too late · `refused` by the user or the server.
 */
export type CallbackError = 'foreign' | 'unknown' | 'expired' | 'refused';

/** A sign-in that was begun and not answered yet. */
export interface PendingSignIn {
	readonly request: AuthorizationRequest;
	readonly baseUrl: string;
	/** The site whose sign-in it renews; undefined for another one. */
	readonly siteId: string | undefined;
	/** Instant (ms). */
	readonly expiresAt: number;
}

export type TakenAnswer =
	| { readonly kind: 'code'; readonly code: string; readonly pending: PendingSignIn }
	| { readonly kind: 'fault'; readonly fault: CallbackError; readonly reason?: string };

/** What an answer is worth, and the sign-ins that are left after it: each can be answered once, by its state, before its end. */
export function takeAnswer(
	pending: readonly PendingSignIn[],
	answer: Callback,
	now: number,
): readonly [TakenAnswer, left: readonly PendingSignIn[]] {
	if (answer.kind === 'foreign') {
		return [{ kind: 'fault', fault: 'foreign' }, pending];
	}
	const found = pending.find(({ request }) => request.state === answer.state);
	if (!found) {
		return [{ kind: 'fault', fault: 'unknown' }, pending];
	}
	const left = pending.filter((each) => each !== found);
	if (now > found.expiresAt) {
		return [{ kind: 'fault', fault: 'expired' }, left];
	}
	return answer.kind === 'refused'
		? [{ kind: 'fault', fault: 'refused', reason: answer.reason }, left]
		: [{ kind: 'code', code: answer.code, pending: found }, left];
}
