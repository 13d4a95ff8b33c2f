// Spaces out renewals of a sign-in while they fail.
import { type ApiError, isApiError, isTokenRefusal } from '../service/errors';
import type { Clock } from '../service/ports';

/** Pause (ms) after the second failure in a row. Each further failure doubles it, up to the maximum. */
const firstPause = 5_000;
const maxPause = 60_000;

/**
 * Returns a function that makes one attempt. In a pause it rejects with the last failure and sends nothing: without it, every call
 * with an expired token would cost a further request. One failure alone causes no pause: the next call may succeed.
 */
export function createRenewalBackoff({ now }: Pick<Clock, 'now'>) {
	let failures = 0;
	let last: { readonly error: ApiError; readonly at: number; readonly pause: number } | undefined;

	return async function attempt<Answer>(renew: () => Promise<Answer>): Promise<Answer> {
		if (last && Math.abs(now() - last.at) < last.pause) {
			throw last.error;
		}
		try {
			const answer = await renew();
			failures = 0;
			last = undefined;
			return answer;
		} catch (error) {
			if (isApiError(error) && error.kind !== 'aborted' && !isTokenRefusal(error)) {
				failures++;
				const pause = failures < 2 ? 0 : Math.min(maxPause, firstPause * 2 ** (failures - 2));
				last = { error, at: now(), pause: Math.max(pause, (error.retryAt ?? 0) - now()) };
			}
			throw error;
		}
	};
}
