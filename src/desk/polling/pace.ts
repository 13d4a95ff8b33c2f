// How long to wait until the next poll, and which lists it reads.

/** `focused` this window has the focus · `unfocused` VS Code is in use but not this window or not in front · `inactive` nobody is at the machine. */
export type Attention = 'focused' | 'unfocused' | 'inactive';

/** Spans in ms between two polls. */
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
	/** How much throttling has taught us to stretch; 1 for not at all. */
	readonly factor: number;
	/** The span (ms) below which the budget would not last. */
	readonly budgetSpan: number;
	/** From the end of the last poll to the instant (ms) before which the service asked not to be called. */
	readonly silence: number | undefined;
	/** Whether the service refused the sign-in, and that is confirmed. */
	readonly refused: boolean;
}

/** The longest pause (ms) after errors and after what throttling taught. */
export const longestPause = 300_000;

/** The span (ms) to a fast poll, and how many follow a write: the service's own cache is 5 s old (docs/api.md). */
const fastPollSpan = 3_000;
export const fastPollCount = 3;

/** From which quiet (ms) on the span grows, and to how much of itself. */
const quietSteps: readonly (readonly [number, number])[] = [
	[900_000, 2],
	[300_000, 1.5],
];

/**
 * The span (ms) from the end of the last poll to the next, undefined for never.
 *
 * | state | span |
 * |---|---|
 * | refused | never; `quietAttempts` tries again |
 * | focused, or somebody waits | `intervals.focused` |
 * | unfocused | `intervals.unfocused` |
 * | inactive | `intervals.inactive` |
 * | nothing changed for 5 minutes, for 15 | × 1.5, × 2; but never while somebody waits, nor while focused with a view or panel visible |
 * | fast polls left after a write of one's own, and no failure since | 3 s |
 * | a small budget | at least `budgetSpan`, but for fast polls |
 * | throttled lately | all that × `factor`, but by this no more than 5 minutes |
 * | n-th failure in a row | all that × 2ⁿ, but by this no more than 5 minutes; of that 75–100 % by chance |
 * | `silence` known | after it, by chance up to half a span later, whatever the rest says |
 *
 * `random` is a number in [0, 1): machines of one office must not come back in step.
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

/** The span (ms) between two polls while nothing hinders them: what is older by three of them is stale. */
export function usualSpan(input: PaceInput, intervals: Intervals): number {
	const { somebodyWaits, attention, isVisible } = input;
	const base = somebodyWaits ? intervals.focused : intervals[attention];
	const isWatched = somebodyWaits || (attention === 'focused' && isVisible);
	const calm = isWatched ? 1 : (quietSteps.find(([from]) => input.quietFor >= from)?.[1] ?? 1);
	const isFast = input.fastPolls > 0 && input.failures === 0;
	const wanted = isFast ? fastPollSpan : Math.max(base * calm, input.budgetSpan);
	return Math.min(wanted * input.factor, Math.max(longestPause, wanted));
}

/** What in this window, and on its badge, needs the visitors. */
export interface VisitorNeeds {
	/** The view or a panel is visible, or the user searches for a visitor: the rows themselves are needed here. */
	readonly rows: boolean;
	/** The setting `frontdesk.alerts.waiting` is not off: who waits must be known. */
	readonly alerts: boolean;
}

/**
 * Whether a poll reads the visitors.
 *
 * | this window | rows needed | alerts | reads them |
 * |---|---|---|---|
 * | polls for all | yes | any | yes |
 * | polls for all | no | on | yes, but where another window has just read them |
 * | follows | yes | any | yes, for itself |
 * | follows | no | any | no |
 * | polls for all | no | off | no |
 */
export function readsVisitors(polls: boolean, needs: VisitorNeeds, justRead: boolean): boolean {
	return needs.rows || (polls && needs.alerts && !justRead);
}
