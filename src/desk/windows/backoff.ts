// The backoff of one site after throttling: until when nothing is sent, and how much polls are slowed down.

export interface Backoff {
	/** Instant (ms) before which nothing may be sent; 0 for none. */
	readonly until: number;
	/** Instant (ms) at which `until` was learned: where the clock goes back behind it, the silence begins anew. */
	readonly learnedAt: number;
	/** How much the pace is stretched, as of `factorAt`. */
	readonly factor: number;
	readonly factorAt: number;
}

export const noBackoff: Backoff = { until: 0, learnedAt: 0, factor: 1, factorAt: 0 };

const step = 1.4;
const most = 30;
/** One crowded moment refuses several calls: it teaches once (ms). */
const oneLesson = 30_000;
/** In this time (ms) a stretched pace goes half the way back. */
const halfLife = 3_600_000;

/**
 * After a refusal for too many calls; `before` holds nothing from the future (`clampedBackoff`).
 * The factor grows fast and recovers slowly, so that fifty machines behind one address come to a pace at which one refusal makes up for an hour of recovery.
 */
export function afterThrottled(before: Backoff, retryAt: number | undefined, now: number): Backoff {
	const factor = factorNow(before, now);
	const learns = factor === 1 || now - before.factorAt >= oneLesson;
	const until = Math.max(silentUntil(before, now) ?? 0, retryAt ?? 0);
	return {
		until,
		learnedAt: now,
		factor: learns ? Math.min(most, factor * step) : before.factor,
		factorAt: learns ? now : before.factorAt,
	};
}

/** The factor of now, after its recovery. */
export function factorNow({ factor, factorAt }: Backoff, now: number): number {
	const recovered = factor * 2 ** (-(now - factorAt) / halfLife);
	return recovered < 1.02 ? 1 : recovered;
}

/** Instant (ms) before which nothing may be sent, where it lies ahead. */
export function silentUntil({ until }: Backoff, now: number): number | undefined {
	return until > now ? until : undefined;
}

/** After the clock was set back the silence lasts as long as it was asked for, from now. Returns the same object otherwise. */
export function clampedBackoff(backoff: Backoff, now: number): Backoff {
	const { until, learnedAt, factor, factorAt } = backoff;
	if (learnedAt <= now && factorAt <= now) {
		return backoff;
	}
	return {
		until: learnedAt > now ? now + Math.max(0, until - learnedAt) : until,
		learnedAt: Math.min(learnedAt, now),
		factor,
		factorAt: Math.min(factorAt, now),
	};
}
