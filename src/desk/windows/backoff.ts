// The backoff of one site after throttling: until when nothing is sent, and how much polls are slowed down.

export interface Backoff {
	/** Instant (ms) before which nothing may be sent; 0 for none. */
	readonly until: number;
	/** Instant (ms) at which `until` was set. If the clock is set back to before it, the silence starts again. */
	readonly learnedAt: number;
	/** The factor by which intervals are longer, as of `factorAt`. */
	readonly factor: number;
	readonly factorAt: number;
}

export const noBackoff: Backoff = { until: 0, learnedAt: 0, factor: 1, factorAt: 0 };

const step = 1.4;
const most = 30;
/** Refusals within this time (ms) count once, because several calls are refused together. */
const oneLesson = 30_000;
/** The time (ms) in which the factor halves; it never falls below 1. */
const halfLife = 3_600_000;

/**
 * The backoff after a refusal for too many calls. `before` contains no instants in the future (`clampedBackoff`).
 * The factor grows fast and recovers slowly, so that fifty machines behind one address are refused about once per hour.
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

/** The factor at this instant, after its recovery. */
export function factorNow({ factor, factorAt }: Backoff, now: number): number {
	const recovered = factor * 2 ** (-(now - factorAt) / halfLife);
	return recovered < 1.02 ? 1 : recovered;
}

/** Instant (ms) before which nothing may be sent; undefined if that is over. */
export function silentUntil({ until }: Backoff, now: number): number | undefined {
	return until > now ? until : undefined;
}

/** If the clock was set back, the silence lasts its full duration from now. Returns the same object otherwise. */
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
