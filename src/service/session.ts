// Whose requests these are, as the client asks for it: the credentials of now, and newer ones where the service refused them.
import type { Credentials } from './credentials';

export interface Session {
	/** What the next request carries. Renewed before where it nears its end; never rejects for that. */
	credentials(signal: AbortSignal): Promise<Credentials>;
	/**
	 * What to repeat a request with that was refused with `refused`; undefined where nothing newer is to be had.
	 * Rejects with an `ApiError` where it can't be told now: the tokens could not be renewed, and may be later.
	 */
	afterRefusal(refused: Credentials, signal: AbortSignal): Promise<Credentials | undefined>;
}

/** Credentials that are tried as they are: before they are stored, and for the sample data. */
export function fixedSession(credentials: Credentials): Session {
	return {
		credentials: () => Promise.resolve(credentials),
		afterRefusal: () => Promise.resolve(undefined),
	};
}
