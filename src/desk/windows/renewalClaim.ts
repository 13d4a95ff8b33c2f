// Which window renews the sign-in: the one that polls, or another one if that doesn't in time.
import { isHeldByAnother } from './lease';
import type { Shared } from './shared';

/** How long (ms) a claim to renew is valid: a window that claimed it and didn't renew counts as closed. */
const claimLife = 30_000;

export interface Claimant {
	readonly windowId: string;
	/** The version of the secret that it has. */
	readonly secretVersion: number;
	/** Whether there is something to renew with, and no refusal says that it is in vain. */
	readonly canRenew: boolean;
	/** Whether it has waited long enough for the window that polls. */
	readonly hasHolderTimedOut: boolean;
}

/** `claimed` this window renews · `wait` for another window · `behind` there is a newer secret than ours · `impossible` nothing can be renewed */
export type RenewalClaim = 'claimed' | 'wait' | 'behind' | 'impossible';

export function claimRenewal(shared: Shared, claimant: Claimant, now: number): readonly [Shared, RenewalClaim] {
	const { windowId, secretVersion, canRenew, hasHolderTimedOut } = claimant;
	if (shared.secretVersion > secretVersion) {
		return [shared, 'behind'];
	}
	if (!canRenew) {
		return [shared, 'impossible'];
	}
	const { renewal } = shared;
	const isClaimed = renewal?.by !== undefined && renewal.by !== windowId;
	if (isClaimed && Math.abs(now - renewal.at) < claimLife) {
		return [shared, 'wait'];
	}
	if (isHeldByAnother(shared.lease, windowId, now) && !hasHolderTimedOut) {
		return [{ ...shared, renewal: { by: undefined, at: now } }, 'wait'];
	}
	return [{ ...shared, renewal: { by: windowId, at: now } }, 'claimed'];
}
