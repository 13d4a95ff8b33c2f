// The answers of the OAuth server: errors and redirects.
import { type Answer, jsonType } from '../../src/sandbox/answer';

/** RFC 6749, 5.2. */
export function oauthFailure(
	status: number,
	error: string,
	description: string,
	headers: Readonly<Record<string, string>> = {},
): Answer {
	const body = JSON.stringify({ error, error_description: description });
	return { status, headers: { ...jsonType, 'cache-control': 'no-store', ...headers }, body };
}

export function redirectTo(location: string): Answer {
	return { status: 302, headers: { location, 'cache-control': 'no-store' }, body: '' };
}

/** The address with `added` in its query. What was in the query stays as it is: editors put escaped parts of their own there. */
export function withQuery(address: URL, added: Readonly<Record<string, string | null>>): string {
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries(added)) {
		if (value !== null) {
			query.set(name, value);
		}
	}
	const full = new URL(address);
	full.search = address.search.length > 1 ? `${address.search}&${query}` : `?${query}`;
	return full.href;
}
