// Reads the address that the browser landed on after a sign-in (API.md, Signing in 3); proves nothing.

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
export type CallbackFault = 'foreign' | 'unknown' | 'expired' | 'refused';
