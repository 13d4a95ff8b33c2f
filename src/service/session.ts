// The sign-in as the client sees it: current credentials, and newer ones after a refusal.
import type { Credentials } from './credentials';

export interface Session {
	/** The credentials of the next request, renewed first if they are about to expire; a failed renewal doesn't reject. */
	credentials(signal: AbortSignal): Promise<Credentials>;
	/**
	 * Newer credentials to repeat a request with that was refused with `refused`; undefined if there are none.
	 * Rejects with an `ApiError` if that is unknown now: the tokens could not be renewed, but may be later.
	 */
	afterRefusal(refused: Credentials, signal: AbortSignal): Promise<Credentials | undefined>;
}

/** A session that never renews: for credentials that aren't stored yet, and for the sample data. */
export function fixedSession(credentials: Credentials): Session {
	return {
		credentials: () => Promise.resolve(credentials),
		afterRefusal: () => Promise.resolve(undefined),
	};
}
