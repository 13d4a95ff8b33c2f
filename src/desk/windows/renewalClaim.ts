// Which window renews the sign-in: the one that polls, or another one if that doesn't in time.
import { isHeldByAnother, type Lease } from './lease';

/** A claim to renew the sign-in, or a request to the polling window to do it. */
export interface Renewal {
	/** The window that renews; undefined for a request. */
	readonly by: string | undefined;
	/** Since when (ms). */
	readonly at: number;
	/** The version of the secret that is to be renewed. For a newer one it means nothing. */
	readonly secretVersion: number;
}

/** The part of the shared data that a renewal depends on. */
interface Renewable {
	/** The version of the newest secret. */
	readonly secretVersion: number;
	readonly renewal: Renewal | undefined;
	readonly lease: Lease | undefined;
}

/** How long (ms) a claim or a request is valid: a window that claimed it and didn't renew counts as closed. */
const claimLife = 30_000;

interface Claimant {
	readonly windowId: string;
	/** The version of the secret that this window would renew. */
	readonly secretVersion: number;
	/** Whether this window has a refresh token that was not refused. */
	readonly canRenew: boolean;
	/** Whether it has waited long enough for the window that polls. */
	readonly hasHolderTimedOut: boolean;
}

/** `claimed` this window renews · `wait` for another window · `behind` there is a newer secret than ours · `impossible` nothing can be renewed */
type RenewalClaim = 'claimed' | 'wait' | 'behind' | 'impossible';

export function claimRenewal<Data extends Renewable>(
	shared: Data,
	claimant: Claimant,
	now: number,
): readonly [Data, RenewalClaim] {
	const { windowId, secretVersion, canRenew, hasHolderTimedOut } = claimant;
	if (shared.secretVersion > secretVersion) {
		return [shared, 'behind'];
	}
	if (!canRenew) {
		return [shared, 'impossible'];
	}
	const { renewal } = shared;
	const isClaimed = renewal?.by !== undefined && renewal.by !== windowId;
	if (isClaimed && isValid(renewal, secretVersion, now)) {
		return [shared, 'wait'];
	}
	if (isHeldByAnother(shared.lease, windowId, now) && !hasHolderTimedOut) {
		return [{ ...shared, renewal: { by: undefined, at: now, secretVersion } }, 'wait'];
	}
	return [{ ...shared, renewal: { by: windowId, at: now, secretVersion } }, 'claimed'];
}

/** Ends a claim, and no other: another window may have taken over while this one was suspended. */
export function endClaim<Data extends Renewable>(shared: Data, windowId: string, secretVersion: number): Data {
	const { renewal } = shared;
	const isOwn = renewal?.by === windowId && renewal.secretVersion === secretVersion;
	return isOwn ? { ...shared, renewal: undefined } : shared;
}

/** Whether another window asks this one, which polls, to renew the secret that this one has. */
export function isAsked({ renewal, lease }: Renewable, windowId: string, secretVersion: number, now: number): boolean {
	const isRequest = renewal !== undefined && renewal.by === undefined && isValid(renewal, secretVersion, now);
	return isRequest && lease?.holder === windowId;
}

function isValid(renewal: Renewal, secretVersion: number, now: number): boolean {
	return renewal.secretVersion === secretVersion && Math.abs(now - renewal.at) < claimLife;
}
