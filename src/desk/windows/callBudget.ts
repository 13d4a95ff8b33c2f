// The budget of calls in a sliding window of time. It limits polls; calls of the user are only counted.

/** Calls of a short slot of time that ends at `at`. Counting from its end, they are never counted for a shorter time than by the service. */
export interface CallSlot {
	/** Instant (ms). */
	readonly at: number;
	readonly calls: number;
}

/** The service counts calls in 5 minutes (docs/api.md). */
export const budgetWindow = 300_000;

const slot = 5_000;

/** Maximum delay (ms) between counting a call and sending it. */
const latest = 5_000;

/** The calls that count at this moment (ms). */
export function callsSpent(spent: readonly CallSlot[], now: number): number {
	return spent.reduce((sum, { at, calls }) => (at > now - budgetWindow ? sum + calls : sum), 0);
}

/** The list with that many more calls, and without calls older than the window. */
export function withCalls(spent: readonly CallSlot[], calls: number, now: number): readonly CallSlot[] {
	const at = (Math.floor((now + latest) / slot) + 1) * slot;
	const kept = spent.filter((entry) => entry.at > now - budgetWindow);
	const last = kept.find((entry) => entry.at === at);
	return calls === 0 ? kept : [...kept.filter((entry) => entry !== last), { at, calls: (last?.calls ?? 0) + calls }];
}

/** Clamps calls further in the future than the end of a slot (the clock was set back). Returns the same list if there are none. */
export function clampedCalls(spent: readonly CallSlot[], now: number): readonly CallSlot[] {
	const last = now + latest + slot;
	return spent.some(({ at }) => at > last) ? spent.map(({ at, calls }) => ({ at: Math.min(at, last), calls })) : spent;
}

/** The instant (ms) from which on that many calls fit into the budget; `now` if they fit already. */
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

/** The time (ms) between polls of that many calls that never uses up the budget. */
export function spanWithin(budget: number, calls: number): number {
	return ((budgetWindow + latest + slot) * calls) / budget;
}
