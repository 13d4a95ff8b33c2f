// The time until the next poll, and whether it reads the visitors.

/** `focused` this window has the focus · `unfocused` VS Code is in use but not this window or not in front · `inactive` the machine is not in use. */
export type Attention = 'focused' | 'unfocused' | 'inactive';

/** Time (ms) between two polls. */
export type Intervals = Readonly<Record<Attention, number>>;

export interface PaceInput {
	readonly attention: Attention;
	/** Whether a view or a panel of ours is visible. */
	readonly isVisible: boolean;
	readonly somebodyWaits: boolean;
	/** How long (ms) the lists have been the same. */
	readonly quietFor: number;
	/** Fast polls still to be made after a write of the user's. */
	readonly fastPolls: number;
	/** Polls that failed in a row. */
	readonly failures: number;
	/** By how much throttling has lengthened the intervals; 1 for not at all. */
	readonly factor: number;
	/** The shortest time (ms) between polls that the call budget allows. */
	readonly budgetSpan: number;
	/** Time (ms) from the end of the last poll to the end of the silence that the service asked for; undefined if it asked for none. */
	readonly silence: number | undefined;
	/** Whether the service refused the sign-in, and that is confirmed. */
	readonly refused: boolean;
}

/** Maximum time (ms) between polls after errors and throttling. */
export const longestPause = 300_000;

/** Time (ms) to a fast poll, and the number of fast polls after a write: the service caches its answers for 5 s (docs/api.md). */
const fastPollSpan = 3_000;
export const fastPollCount = 3;

/** Time (ms) without a change, and the factor by which the interval is longer from then on. */
const quietSteps: readonly (readonly [number, number])[] = [
	[900_000, 2],
	[300_000, 1.5],
];

/**
 * Time (ms) from the end of the last poll to the next; undefined for never.
 *
 * | state | span |
 * |---|---|
 * | refused | never; `quietAttempts` tries again |
 * | focused, or somebody waits | `intervals.focused` |
 * | unfocused | `intervals.unfocused` |
 * | inactive | `intervals.inactive` |
 * | no change for 5 minutes, for 15 minutes | × 1.5, × 2; not while somebody waits, and not while focused with a view or panel visible |
 * | fast polls left after a write of the user's, and no failure since | 3 s |
 * | a small budget | at least `budgetSpan`, except for fast polls |
 * | throttled lately | the above × `factor`, which lengthens it to 5 minutes at most |
 * | n-th failure in a row | the above × 2ⁿ, which lengthens it to 5 minutes at most; a random 75–100 % of that |
 * | `silence` known | at least until its end, plus a random part of half an interval |
 *
 * `random` is a number in [0, 1). Without it, all machines of an office would poll at the same time after a failure.
 */
export function pace(input: PaceInput, intervals: Intervals, random: number): number | undefined {
	if (input.refused) {
		return undefined;
	}
	const usual = usualSpan(input, intervals);
	const span =
		input.failures === 0
			? usual
			: Math.min(usual * 2 ** Math.min(input.failures, 16), Math.max(longestPause, usual)) * (0.75 + random / 4);
	return Math.ceil(input.silence === undefined ? span : Math.max(span, input.silence + (random * usual) / 2));
}

/** Time (ms) between two polls without failures and silence. Data older than three of these is stale. */
export function usualSpan(input: PaceInput, intervals: Intervals): number {
	const { somebodyWaits, attention, isVisible } = input;
	const base = somebodyWaits ? intervals.focused : intervals[attention];
	const isWatched = somebodyWaits || (attention === 'focused' && isVisible);
	const calm = isWatched ? 1 : (quietSteps.find(([from]) => input.quietFor >= from)?.[1] ?? 1);
	const isFast = input.fastPolls > 0 && input.failures === 0;
	const wanted = isFast ? fastPollSpan : Math.max(base * calm, input.budgetSpan);
	return Math.min(wanted * input.factor, Math.max(longestPause, wanted));
}

/** What this window needs the visitors for. */
export interface VisitorNeeds {
	/** The rows, because a view or a panel is visible, or the user searches for a visitor. */
	readonly rows: boolean;
	/** The waits, because the setting `frontdesk.alerts.waiting` is on. */
	readonly alerts: boolean;
}

/**
 * Whether a poll reads the visitors.
 *
 * | this window | rows needed | alerts | reads them |
 * |---|---|---|---|
 * | polls for all | yes | any | yes |
 * | polls for all | no | on | yes, unless another window has just read them |
 * | follows | yes | any | yes, for itself |
 * | follows | no | any | no |
 * | polls for all | no | off | no |
 */
export function readsVisitors(polls: boolean, needs: VisitorNeeds, justRead: boolean): boolean {
	return needs.rows || (polls && needs.alerts && !justRead);
}
