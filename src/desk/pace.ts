// How long to wait until the next poll, as one pure function; the loop that waits is poller.ts.

/** `focused` this window has the focus · `unfocused` VS Code is in use but not this window or not in front · `inactive` nobody is at the machine. */
export type Attention = 'focused' | 'unfocused' | 'inactive';

/** Spans in ms between two polls. */
export type Intervals = Readonly<Record<Attention, number>>;

export interface PaceInput {
	readonly attention: Attention;
	readonly somebodyWaits: boolean;
	/** Polls that failed in a row. */
	readonly failures: number;
	/** Instant (ms) before which the service asked not to be called. */
	readonly retryAt: number | undefined;
	/** Whether the service refused who we are: nothing helps until the session changes. */
	readonly refused: boolean;
}

/** The longest pause after errors (ms). */
export const longestPause = 300_000;

/**
 * The span (ms) from the end of the last poll to the next, undefined for never.
 *
 * | state | span |
 * |---|---|
 * | refused (401) | never |
 * | focused, or somebody waits | `intervals.focused` |
 * | unfocused | `intervals.unfocused` |
 * | inactive | `intervals.inactive` |
 * | n-th failure in a row | the span above × 2ⁿ, at most 5 minutes, of that 75–100 % by chance |
 * | `retryAt` known | never before it, whatever the rest says |
 *
 * `random` is a number in [0, 1): machines of one office must not come back in step.
 */
export function pace(input: PaceInput, intervals: Intervals, now: number, random: number): number | undefined {
	if (input.refused) {
		return undefined;
	}
	const usual = input.somebodyWaits ? intervals.focused : intervals[input.attention];
	const span =
		input.failures === 0
			? usual
			: Math.min(usual * 2 ** Math.min(input.failures, 16), Math.max(longestPause, usual)) * (0.75 + random / 4);
	const asked = input.retryAt === undefined ? 0 : input.retryAt - now;
	return Math.max(span, asked);
}
