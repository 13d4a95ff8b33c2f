// Why polls bring nothing, from one failure to the next and as this window tells it; pure functions.
import type { ApiError } from '../../service/errors';
import type { Problem } from '../state';
import { silentUntil } from '../windows/backoff';
import type { Shared } from '../windows/shared';

/** After one more read: undefined where it went well, else one more failure in the row. */
export function problemAfter(
	before: Problem | undefined,
	error: ApiError | undefined,
	now: number,
): Problem | undefined {
	return (
		error && {
			kind: error.kind,
			status: error.status,
			code: error.code,
			since: before?.since ?? now,
			missed: (before?.missed ?? 0) + 1,
			retryAt: before?.retryAt,
		}
	);
}

/** The code of a refusal that only a reload helps against: another window has signed in since. */
export const signedInElsewhere = 'SIGNED_IN_ELSEWHERE';

/** The code of a call that needs a secret which can't be read or kept now: nothing was sent, and nothing was refused. */
export const secretStoreFailed = 'SECRET_STORE';

/** A refused sign-in as this window tells it. No poll is missed by it: none is made. */
export function problemOfRefusal(before: Problem | undefined, isOutdated: boolean, now: number): Problem {
	const code = isOutdated ? signedInElsewhere : undefined;
	const isKnown = before?.kind === 'unauthorized' && before.code === code;
	return isKnown
		? before
		: { kind: 'unauthorized', status: 401, code, since: now, missed: before?.missed ?? 1, retryAt: undefined };
}

/** The problem with the polls missed that have not failed: none was made, or what is shown is older than the first failure. */
export function withMissed(problem: Problem, missed: number): Problem {
	return { ...problem, missed: Math.max(problem.missed, missed) };
}

/** The problem as this window tells it: with the polls that silence has cost, and with the silence itself where no poll has met it. */
export function problemNow(shared: Shared, missed: number, now: number): Problem | undefined {
	const until = silentUntil(shared.throttling, now);
	if (shared.problem) {
		return withMissed(shared.problem, missed);
	}
	return until === undefined
		? undefined
		: {
				kind: 'throttled',
				status: undefined,
				code: undefined,
				since: shared.throttling.learnedAt,
				missed,
				retryAt: until,
			};
}

/** Problems are made anew with every look: they are the same where they say the same. */
export function isSameProblem(a: unknown, b: unknown): boolean {
	const isProblem = (value: unknown) => typeof value === 'object' && value !== null && 'missed' in value;
	return isProblem(a) && isProblem(b) && JSON.stringify(a) === JSON.stringify(b);
}
