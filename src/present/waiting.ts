// The texts of waits, and how many visitors wait.
import * as l10n from '@vscode/l10n';
import type { DeskState, Wait } from '../desk/state';
import { pluralText } from './countText';
import { formatWait, shownSpan } from './time';
import { waitInWords } from './timeInWords';

export interface WaitingSummary {
	readonly count: number;
	/** The wait that started first. */
	readonly longest: Wait | undefined;
}

/** Counts the waits, not the visitors: a window that doesn't poll knows the waits without having read the visitors. */
export function waitingSummary(state: Pick<DeskState, 'waits'>): WaitingSummary {
	let longest: Wait | undefined;
	for (const wait of state.waits.values()) {
		if (!longest || wait.since < longest.since) {
			longest = wait;
		}
	}
	return { count: state.waits.size, longest };
}

/** "just now", "3 min", or "3 min+" if the wait may have started earlier; empty for "0 s+". */
export function waitText(wait: Wait, now: number): string {
	if (isShort(wait, now)) {
		return wait.atLeast ? '' : l10n.t('just now');
	}
	const text = formatWait(now - wait.since);
	return wait.atLeast
		? l10n.t({ message: '{0}+', comment: '{0} is a span, like "3 min"; it may be longer', args: [text] })
		: text;
}

/** The same in words: "3 minutes", "at least 3 minutes"; empty in the first seconds. */
export function waitPhrase(wait: Wait, now: number): string {
	if (isShort(wait, now)) {
		return '';
	}
	const text = waitInWords(now - wait.since);
	return wait.atLeast ? l10n.t('at least {0}', text) : text;
}

/** "50s", "4m", "2h", "2h+": short enough for the status bar. */
export function waitShort(wait: Wait, now: number): string {
	if (isShort(wait, now)) {
		return '';
	}
	const span = shownSpan(now - wait.since);
	const hours = Math.floor(span / (60 * minute));
	// The + is part of the number here, and a longer wait is only known to be longer.
	const plus = wait.atLeast || hours > maxHours ? '+' : '';
	if (span < minute) {
		return l10n.t({ message: '{0}s', comment: 'Number of seconds, as short as possible', args: [tens(span)] }) + plus;
	}
	return (
		(hours < 1
			? l10n.t({
					message: '{0}m',
					comment: 'Number of minutes, as short as possible',
					args: [Math.floor(span / minute)],
				})
			: l10n.t({
					message: '{0}h',
					comment: 'Number of hours, as short as possible',
					args: [Math.min(hours, maxHours)],
				})) + plus
	);
}

/** Three digits are all that the status bar has room for. */
const maxHours = 999;

/** Whole tens of seconds, as `formatWait` shows them. */
function tens(span: number): number {
	return Math.floor(span / (10 * seconds)) * 10;
}

const seconds = 1000;
const minute = 60 * seconds;

/** Below the first step of `formatWait`, which would show "0 s". */
function isShort({ since }: Wait, now: number): boolean {
	return shownSpan(now - since) < 10 * seconds;
}

/** "2 visitors waiting, the longest 3 minutes". */
export function waitingText({ count, longest }: WaitingSummary, now: number): string {
	const text = waitingCountText(count);
	const wait = longest ? waitPhrase(longest, now) : '';
	return wait === '' ? text : l10n.t('{0}, the longest {1}', text, wait);
}

/** "3 waiting": for places without room for more. */
export function waitingNumberText(count: number): string {
	return l10n.t({ message: '{0} waiting', comment: 'Number of visitors who wait', args: [count] });
}

/** "1 visitor waiting", "3 visitors waiting". */
export function waitingCountText(count: number): string {
	return pluralText(count, {
		one: l10n.t('{0} visitor waiting', count),
		other: l10n.t('{0} visitors waiting', count),
	});
}

/** The span (ms) until the text of one of these waits changes; undefined if there are none. */
export function untilWaitsRead(waits: Iterable<Wait>, now: number): number | undefined {
	let soonest: number | undefined;
	for (const { since } of waits) {
		const wait = shownSpan(now - since);
		// The steps of formatWait: ten seconds under two minutes, then a minute.
		const step = (wait < 120 * seconds ? 10 : 60) * seconds;
		// For a start in the future (the clock was set back), the next check is in a minute: a timer can't run for longer than 24 days.
		const left = since > now ? Math.min(since - now + step, minute) : step - (wait % step);
		soonest = Math.min(soonest ?? left, left);
	}
	return soonest;
}
