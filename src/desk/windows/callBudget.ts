// Counts the calls of this VS Code installation in a window that slides; polls keep to a budget, acts of the user only count.

/** Calls made until `at`, the end of a small slot of time: never counted for a shorter time than the service counts them. */
export interface CallSlot {
	/** Instant (ms). */
	readonly at: number;
	readonly calls: number;
}

/** The service counts calls in 5 minutes (API.md, Errors and limits). */
export const budgetWindow = 300_000;

const slot = 5_000;

/** A call is counted before it leaves; it leaves so much later (ms) at most, but for a slow disk's or a sleep's sake. */
const late = 5_000;

/** The calls that count at this moment (ms). */
export function callsSpent(spent: readonly CallSlot[], now: number): number {
	return spent.reduce((sum, { at, calls }) => (at > now - budgetWindow ? sum + calls : sum), 0);
}

/** The list with that many more calls, and without what has slid out of the window. */
export function withCalls(spent: readonly CallSlot[], calls: number, now: number): readonly CallSlot[] {
	const at = (Math.floor((now + late) / slot) + 1) * slot;
	const kept = spent.filter((entry) => entry.at > now - budgetWindow);
	const last = kept.find((entry) => entry.at === at);
	return calls === 0 ? kept : [...kept.filter((entry) => entry !== last), { at, calls: (last?.calls ?? 0) + calls }];
}

/** The same where the clock was set back: calls are noted at the end of their slot, and no call lies further ahead than that. */
export function clampedCalls(spent: readonly CallSlot[], now: number): readonly CallSlot[] {
	const latest = now + late + slot;
	return spent.some(({ at }) => at > latest)
		? spent.map(({ at, calls }) => ({ at: Math.min(at, latest), calls }))
		: spent;
}

/** The instant (ms) from which that many calls fit into the budget; the present where they fit now. */
export function roomAt(spent: readonly CallSlot[], calls: number, budget: number, now: number): number {
	let over = callsSpent(spent, now) + Math.min(calls, budget) - budget;
	let instant = now;
	for (const { at, calls: freed } of [...spent].sort((a, b) => a.at - b.at)) {
		if (over <= 0) {
			break;
		}
		if (at > now - budgetWindow) {
			over -= freed;
			instant = at + budgetWindow;
		}
	}
	return instant;
}

/** The span (ms) between polls of that many calls at which the budget is never used up. */
export function spanWithin(budget: number, calls: number): number {
	return ((budgetWindow + late + slot) * calls) / budget;
}
