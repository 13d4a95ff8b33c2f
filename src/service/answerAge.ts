// How old an answer is that a cache on the way has given (docs/office.md).
import { ApiError } from './errors';

/** An older answer (ms) isn't used: it would say nothing of now, and writes are not remembered for longer (`rememberWrites`). */
export const maxAnswerAge = 180_000;

/** A cache that has just asked the service counts the time on the way, and rounds up (ms). */
const maxFreshAge = 2_000;

/** By how much (ms) an answer may be older than it says: caches round down, too. */
export const ageRounding = 1_000;

/** The code of the error for an answer that is older than it may be. */
export const oldAnswer = 'ERR_OLD_ANSWER';

/**
 * The age (ms) by the header `Age`, in whole seconds (RFC 9111, 5.1); undefined if the service itself has answered. Of several values
 * the first counts. One that is no number says nothing.
 */
export function ageOf(header: string | null): number | undefined {
	const seconds = /^\s*(\d+)\s*(?:,|$)/.exec(header ?? '')?.[1];
	return seconds === undefined ? undefined : Number(seconds) * 1000;
}

/**
 * The age, if the answer may be used.
 * @param isFresh whether the service had to be asked
 * @throws ApiError `server`, with the code `oldAnswer`
 */
export function usableAge(header: string | null, status: number, isFresh: boolean): number | undefined {
	const age = ageOf(header);
	if (age !== undefined && age > (isFresh ? maxFreshAge : maxAnswerAge)) {
		throw new ApiError('server', { status, code: oldAnswer });
	}
	return age;
}

/**
 * The instant (ms) from which on the data of an answer may lack what happened.
 * @param askedAt instant (ms) at which the request began
 */
export function showsUntil(askedAt: number, age: number | undefined): number | undefined {
	return age === undefined ? undefined : askedAt - age - ageRounding;
}
