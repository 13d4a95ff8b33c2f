// Which window polls for all windows of one VS Code.

export interface Lease {
	/** The window that polls. */
	readonly holder: string;
	/** Instant (ms) at which it last showed that it lives. */
	readonly beat: number;
	/** Instant (ms) since which it was in use when it took the lease; 0 for never. */
	readonly usedAt: number;
}

export interface Candidate {
	readonly id: string;
	/** Instant (ms) since which this window has had the focus, or was written in; undefined while it is not in use. */
	readonly usedAt: number | undefined;
	/** Whether the service refused who this window is: then it polls for nobody. */
	readonly refused: boolean;
}

/** How often (ms) a holder shows that it lives, and after which silence it counts as dead: replaced within 15 s. */
const beatEvery = 4_000;
export const deadAfter = 10_000;

/** How often (ms) a window reads what the others wrote: it shows that within 2 s. */
export const syncEvery = 1_500;

/**
 * The lease after this window has asked for it; the same object where nothing changed.
 *
 * | lease | this window | after |
 * |---|---|---|
 * | any | refused by the service | given up, or left alone |
 * | none | any | its own |
 * | its own | any | its own; a beat where the last is old |
 * | silent for 10 s | any | its own |
 * | another's | in use since later than the holder | its own |
 * | another's | anything else | left alone |
 */
export function leaseAfter(
	lease: Lease | undefined,
	{ id, usedAt, refused }: Candidate,
	now: number,
): Lease | undefined {
	const isMine = lease?.holder === id;
	if (refused) {
		return isMine ? undefined : lease;
	}
	if (isMine && lease && now - lease.beat < beatEvery && lease.usedAt >= (usedAt ?? 0)) {
		return lease;
	}
	if (isMine || !lease || now - lease.beat >= deadAfter || (usedAt !== undefined && usedAt > lease.usedAt)) {
		return { holder: id, beat: now, usedAt: usedAt ?? (isMine ? lease.usedAt : 0) };
	}
	return lease;
}

/** Whether another window polls, and shows that it lives. */
export function isHeldByAnother(lease: Lease | undefined, id: string, now: number): boolean {
	return lease !== undefined && lease.holder !== id && now - lease.beat < deadAfter;
}
