// The texts of the away timer.
import * as l10n from '@vscode/l10n';
import type { AwayTimer } from '../../desk/status/duty';
import { clockTime, formatSpan } from '../time';
import { spanInWords } from '../timeInWords';

const minute = 60_000;

/** How much of the timer is left (ms), in whole minutes, rounded up so that it never is 0; undefined when it is over. */
function leftSpan(timer: AwayTimer, now: number): number | undefined {
	const left = timer.endsAt - now;
	return left > 0 ? Math.ceil(left / minute) * minute : undefined;
}

/** "12 min"; undefined when it is over. */
export function awayLeft(timer: AwayTimer, now: number): string | undefined {
	const left = leftSpan(timer, now);
	return left === undefined ? undefined : formatSpan(left);
}

/** "12 min left", "time is up". */
export function countdownText(timer: AwayTimer, now: number): string {
	return leftText(awayLeft(timer, now));
}

/** The same in words: "12 minutes left". */
export function countdownPhrase(timer: AwayTimer, now: number): string {
	const left = leftSpan(timer, now);
	return leftText(left === undefined ? undefined : spanInWords(left));
}

function leftText(left: string | undefined): string {
	return left === undefined
		? l10n.t({ message: 'time is up', comment: 'The time that the user wanted to be away is over' })
		: l10n.t({ message: '{0} left', comment: '{0} is a span, like "3 min"', args: [left] });
}

/** "You planned to be away until 10:45 (12 min left)." */
export function countdownLine(timer: AwayTimer, now: number): string {
	return l10n.t('You planned to be away until {0} ({1}).', clockTime(timer.endsAt, now), countdownText(timer, now));
}

/** The span (ms) until the text changes; undefined if it doesn't. */
export function untilCountdownChanges(timer: AwayTimer | undefined, now: number): number | undefined {
	const left = timer ? timer.endsAt - now : 0;
	return left > 0 ? left % minute || minute : undefined;
}
