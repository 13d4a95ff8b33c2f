// Why polls bring nothing, from one failure to the next.
import type { ApiError } from '../../service/errors';
import { signedInElsewhere } from '../errorCodes';
import type { PollError } from '../state';
import { silentUntil } from '../windows/backoff';
import type { Shared } from '../windows/shared';

/** After one more read: undefined where it went well, else one more failure in the row. */
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

/** A refused sign-in as this window tells it. No poll is missed by it: none is made. */
export function pollErrorOfRefusal(before: PollError | undefined, isOutdated: boolean, now: number): PollError {
	const code = isOutdated ? signedInElsewhere : undefined;
	const isKnown = before?.kind === 'unauthorized' && before.code === code;
	return isKnown
		? before
		: { kind: 'unauthorized', status: 401, code, since: now, missed: before?.missed ?? 1, retryAt: undefined };
}

/** The problem with the polls missed that have not failed: none was made, or what is shown is older than the first failure. */
export function withMissed(pollError: PollError, missed: number): PollError {
	return { ...pollError, missed: Math.max(pollError.missed, missed) };
}

/** The problem as this window tells it: with the polls that silence has cost, and with the silence itself where no poll has met it. */
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

/** Errors are made anew with every sync: returns the one before where it says the same. */
export function sameError(before: PollError | undefined, error: PollError | undefined): PollError | undefined {
	return before && error && JSON.stringify(before) === JSON.stringify(error) ? before : error;
}
