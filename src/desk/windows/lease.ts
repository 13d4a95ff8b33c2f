// Which window polls for all windows of one VS Code.

export interface Lease {
	/** The window that polls. */
	readonly holder: string;
	/** Instant (ms) at which it last showed that it lives. */
	readonly beat: number;
	/** Instant (ms) since which it was in use when it took the lease; 0 for never. */
	readonly usedAt: number;
	/** How often (ms) it shows that it lives. */
	readonly beatEvery: number;
}

export interface Candidate {
	readonly id: string;
	/** Instant (ms) since which this window has had the focus, or was written in; undefined while it is not in use. */
	readonly usedAt: number | undefined;
	/** Whether the service refused who this window is: then it polls for nobody. */
	readonly refused: boolean;
	/** Whether nobody is at the machine, as far as this window knows. */
	readonly isInactive: boolean;
}

/** How often (ms) a holder shows that it lives. */
const beatEvery = { active: 4_000, inactive: 20_000 } as const;

/** How often (ms) a window looks at what the others wrote, where their changes are not reported: it shows that within 2 s. */
export const syncEvery = { active: 1_500, inactive: 10_000 } as const;

/** The silence (ms) after which a holder counts as dead: it is replaced within 15 s, or within a minute where nobody was at the machine. */
export function deadAfter(lease: Lease): number {
	return lease.beatEvery * 2.5;
}

/**
 * The lease after this window has asked for it; the same object where nothing changed.
 *
 * | lease | this window | after |
 * |---|---|---|
 * | any | refused by the service | given up, or left alone |
 * | none | any | its own |
 * | its own | any | its own; a beat where the last is old |
 * | silent for 2½ of its beats | any | its own |
 * | another's | in use since later than the holder | its own |
 * | another's | anything else | left alone |
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

/** Whether another window polls, and shows that it lives. */
export function isHeldByAnother(lease: Lease | undefined, id: string, now: number): boolean {
	return lease !== undefined && lease.holder !== id && now - lease.beat < deadAfter(lease);
}
