// When a 401 counts as a refused sign-in, and when a refused sign-in is tried again (docs/decisions/17-conclusions-from-answers.md).

/** Shared by all windows; undefined while the service accepts the sign-in. */
export interface Refusal {
	/** The version of the secret that was refused. */
	readonly secretVersion: number;
	/** Instant (ms) of the first 401. */
	readonly since: number;
	/** Instant (ms) of the last 401 or attempt. */
	readonly at: number;
	/** Whether the refusal is confirmed: no window polls with that secret any more. */
	readonly isConfirmed: boolean;
	/** Whether a renewal may still help: the secret doesn't come from a renewal just made, and no renewal was refused. */
	readonly isRenewable: boolean;
	/** Whether the last attempt was not answered by the service. */
	readonly isUnanswered: boolean;
}

/** A 401 that a window has received. */
interface Met {
	readonly secretVersion: number;
	/** Instant (ms) at which the request was sent. */
	readonly sentAt: number;
	readonly isRenewable: boolean;
	/** Whether one 401 is enough: the server that issues the tokens has also refused with an OAuth error, or there is a newer secret. */
	readonly isProven: boolean;
}

/** How long (ms) after a first 401 a poll checks it: a new token may not be valid yet, or a network in between has answered. */
export const confirmAfter = 5_000;

/** A first 401 older than this (ms) is dropped: the machine was asleep, or nothing could be sent since. */
const doubtLasts = 600_000;

/** How often (ms) a refused sign-in is tried again, and how often while there is no network. */
const attemptEvery = 300_000;
const attemptEveryUnanswered = 30_000;

/** No attempt is made within this time (ms) after another one, because several windows may come back at once. */
const oneReturn = 10_000;

/** A refusal older than this (ms) is ignored by a window that has just been opened. */
const refusalLife = 600_000;

/** The refusal that counts for a window that has just been opened; undefined where it tries once itself. */
export function recentRefusal(refusal: Refusal | undefined, now: number): Refusal | undefined {
	return refusal && Math.abs(now - refusal.at) <= refusalLife ? refusal : undefined;
}

export function afterUnauthorized(before: Refusal | undefined, met: Met, now: number): Refusal {
	const { secretVersion, sentAt, isProven } = met;
	if (before && before.secretVersion > secretVersion) {
		return before; // of a newer sign-in
	}
	const isKnown = before?.secretVersion === secretVersion && (before.isConfirmed || now - before.since <= doubtLasts);
	const known = isKnown ? before : undefined;
	const since = known?.since ?? now;
	return {
		secretVersion,
		since,
		at: now,
		isConfirmed: isProven || known?.isConfirmed === true || sentAt - since >= confirmAfter,
		isRenewable: met.isRenewable && known?.isRenewable !== false,
		isUnanswered: false,
	};
}

/** Instant (ms) from which a poll shows whether a first 401 counts; undefined if there is none. */
export function checkAt(refusal: Refusal | undefined): number | undefined {
	return refusal && !refusal.isConfirmed ? refusal.since + confirmAfter : undefined;
}

/** Whether a refused sign-in is tried again now. @param returnedAt instant (ms) at which the user or the machine came back */
export function isAttemptDue(refusal: Refusal, returnedAt: number | undefined, now: number): boolean {
	const { at, isConfirmed, isUnanswered } = refusal;
	const isReturn = returnedAt !== undefined && returnedAt - at >= oneReturn;
	return isConfirmed && (isReturn || now - at >= (isUnanswered ? attemptEveryUnanswered : attemptEvery));
}
