// Since when this window is in use, from its attention as it is asked for again and again; decides nothing.
import type { Attention } from './pace';

export interface WindowFocus {
	/** Instant (ms) since which this window has had the focus; undefined while it has not. */
	readonly focusedAt: number | undefined;
	/** Instant (ms) since which the attention has been what it is. */
	readonly attendedAt: number;
	/** Looks again. */
	note(): void;
}

/** @param now the present as an instant (ms) */
export function trackWindowFocus(attention: () => Attention, now: () => number): WindowFocus {
	let last: Attention | undefined;
	let focusedAt: number | undefined;
	let attendedAt = now();
	/** A clock that was set back: once, for an instant that moved with the present would never pass. */
	function settle(): void {
		attendedAt = Math.min(attendedAt, now());
		focusedAt = focusedAt && Math.min(focusedAt, now());
	}
	return {
		get focusedAt() {
			settle();
			return focusedAt;
		},
		get attendedAt() {
			settle();
			return attendedAt;
		},
		note() {
			const next = attention();
			if (next !== last) {
				last = next;
				attendedAt = now();
				focusedAt = next === 'focused' ? now() : undefined;
			}
		},
	};
}
