// The error of failed polls, from one failure to the next.
import type { ApiError } from '../../service/errors';
import { signedInElsewhere } from '../errorCodes';
import type { PollError } from '../state';
import { silentUntil } from '../windows/backoff';
import type { Shared } from '../windows/shared';

/** The error after one more read: undefined after a success, else with one more failure. */
export function pollErrorAfter(
	before: PollError | undefined,
	error: ApiError | undefined,
	now: number,
): PollError | undefined {
	return (
		error && {
			kind: error.kind,
			status: error.status,
			code: error.code,
			isServiceAnswer: error.isServiceAnswer,
			since: before?.since ?? now,
			missed: (before?.missed ?? 0) + 1,
			retryAt: before?.retryAt,
		}
	);
}

/** The error of a refused sign-in. It counts no missed polls, because none are made. */
export function pollErrorOfRefusal(before: PollError | undefined, isOutdated: boolean, now: number): PollError {
	const code = isOutdated ? signedInElsewhere : undefined;
	const isKnown = before?.kind === 'unauthorized' && before.code === code;
	return isKnown
		? before
		: { kind: 'unauthorized', status: 401, code, since: now, missed: before?.missed ?? 1, retryAt: undefined };
}

/** The error with the number of missed polls, if more were missed than failed: none were made, or the shown data is older than the first failure. */
export function withMissed(pollError: PollError, missed: number): PollError {
	return { ...pollError, missed: Math.max(pollError.missed, missed) };
}

/** The error that this window shows. Includes polls missed while the service asked for no calls, and that silence itself if no poll has failed. */
export function currentPollError(shared: Shared, missed: number, now: number): PollError | undefined {
	const until = silentUntil(shared.backoff, now);
	if (shared.pollError) {
		return withMissed(shared.pollError, missed);
	}
	return until === undefined
		? undefined
		: {
				kind: 'throttled',
				status: undefined,
				code: undefined,
				since: shared.backoff.learnedAt,
				missed,
				retryAt: until,
			};
}

/** Returns the error before if it is equal: every sync makes a new object. */
export function sameError(before: PollError | undefined, error: PollError | undefined): PollError | undefined {
	return before && error && JSON.stringify(before) === JSON.stringify(error) ? before : error;
}
