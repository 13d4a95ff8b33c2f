// Which window polls for all windows of one VS Code.

export interface Lease {
	/** The window that polls. */
	readonly holder: string;
	/** Instant (ms) of its last heartbeat. */
	readonly beat: number;
	/** Instant (ms) since which the user has been using it, as of when it took the lease; 0 for never. */
	readonly usedAt: number;
	/** Interval (ms) of its heartbeats. */
	readonly beatEvery: number;
}

export interface Candidate {
	readonly id: string;
	/** Instant (ms) since which this window has had the focus; undefined while it has not. */
	readonly usedAt: number | undefined;
	/** Whether the service refused the credentials of this window: then it doesn't poll. */
	readonly refused: boolean;
	/** Whether the machine is not in use, as far as this window can tell. */
	readonly isInactive: boolean;
}

/** Interval (ms) of the heartbeats of a holder. */
const beatEvery = { active: 4_000, inactive: 20_000 } as const;

/** Interval (ms) at which a window reads the shared file if changes are not reported: it shows a change within 2 s. */
export const syncEvery = { active: 1_500, inactive: 10_000 } as const;

/** Time (ms) without a heartbeat after which a holder counts as dead. It is replaced within 15 s, or within a minute if the machine was not in use. */
function deadAfter(lease: Lease): number {
	return lease.beatEvery * 2.5;
}

/**
 * The lease after this window has asked for it; the same object if nothing changed.
 *
 * | lease | this window | after |
 * |---|---|---|
 * | any | refused by the service | given up, or unchanged |
 * | none | any | its own |
 * | its own | any | its own; with a new heartbeat if the last is old |
 * | no heartbeat for 2½ intervals | any | its own |
 * | another's | got the focus later than the holder | its own |
 * | another's | anything else | unchanged |
 */
export function leaseAfter(
	lease: Lease | undefined,
	{ id, usedAt, refused, isInactive }: Candidate,
	now: number,
): Lease | undefined {
	const isMine = lease?.holder === id;
	if (refused) {
		return isMine ? undefined : lease;
	}
	const every = beatEvery[isInactive ? 'inactive' : 'active'];
	const isSame = isMine && lease.beatEvery === every && lease.usedAt >= (usedAt ?? 0);
	if (isSame && now - lease.beat < every) {
		return lease;
	}
	if (isMine || !lease || now - lease.beat >= deadAfter(lease) || (usedAt !== undefined && usedAt > lease.usedAt)) {
		return { holder: id, beat: now, usedAt: usedAt ?? (isMine ? lease.usedAt : 0), beatEvery: every };
	}
	return lease;
}

/** Whether another window holds the lease and its heartbeat is not overdue. */
export function isHeldByAnother(lease: Lease | undefined, id: string, now: number): boolean {
	return lease !== undefined && lease.holder !== id && now - lease.beat < deadAfter(lease);
}
