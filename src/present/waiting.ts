// Who waits and for how long, counted and in words; when a wait began is for desk/waits to observe.
import * as l10n from '@vscode/l10n';
import type { DeskState, Wait } from '../desk/state';
import { formatWait } from './time';

export interface WaitingSummary {
	readonly count: number;
	/** The wait that began first; undefined while nobody waits, or none was observed. */
	readonly longest: Wait | undefined;
}

/** From the waits, not the rows: a window that follows another knows who waits without having read the visitors. */
export function waitingSummary(state: Pick<DeskState, 'waits'>): WaitingSummary {
	let longest: Wait | undefined;
	for (const wait of state.waits.values()) {
		if (!longest || wait.since < longest.since) {
			longest = wait;
		}
	}
	return { count: state.waits.size, longest };
}

/** "just now", "3 min", or "3 min+" where the visitor may have been waiting before we first looked; empty while that says nothing. */
export function waitText(wait: Wait, now: number): string {
	if (isShort(wait, now)) {
		return wait.atLeast ? '' : l10n.t('just now');
	}
	const text = formatWait(now - wait.since);
	return wait.atLeast ? l10n.t('{0}+', text) : text;
}

/** The same for a sentence: "3 min", "at least 3 min"; empty in the first seconds. */
export function waitPhrase(wait: Wait, now: number): string {
	if (isShort(wait, now)) {
		return '';
	}
	const text = formatWait(now - wait.since);
	return wait.atLeast ? l10n.t('at least {0}', text) : text;
}

/** "50s", "4m", "2h", with + where it may be longer: for the status bar, where the words of the lists leave no room for a status. */
export function waitShort(wait: Wait, now: number): string {
	if (isShort(wait, now)) {
		return '';
	}
	const plus = wait.atLeast ? '+' : '';
	const minutes = Math.floor((now - wait.since) / (60 * seconds));
	if (minutes < 1) {
		return l10n.t('{0}s', Math.floor((now - wait.since) / (10 * seconds)) * 10) + plus;
	}
	return (minutes < 60 ? l10n.t('{0}m', minutes) : l10n.t('{0}h', Math.floor(minutes / 60))) + plus;
}

const seconds = 1000;

/** Below the first step of `formatWait`: "0 s" would tell nobody anything. */
function isShort({ since }: Wait, now: number): boolean {
	return now - since < 10 * seconds;
}

/** "2 visitors waiting, the longest 3 min". */
export function waitingText({ count, longest }: WaitingSummary, now: number): string {
	const words = waitingCountText(count);
	const wait = longest ? waitPhrase(longest, now) : '';
	return wait === '' ? words : l10n.t('{0}, the longest {1}', words, wait);
}

/** "1 visitor waiting", "3 visitors waiting". */
export function waitingCountText(count: number): string {
	return count === 1 ? l10n.t('1 visitor waiting') : l10n.t('{0} visitors waiting', count);
}

/** The span (ms) until the text of any of these waits reads differently; undefined where there are none. */
export function untilWaitsRead(waits: Iterable<Wait>, now: number): number | undefined {
	let soonest: number | undefined;
	for (const { since } of waits) {
		const wait = Math.max(0, now - since);
		// The steps of formatWait: ten seconds under two minutes, then a minute.
		const step = (wait < 120 * seconds ? 10 : 60) * seconds;
		const left = since > now ? since - now + step : step - (wait % step);
		soonest = Math.min(soonest ?? left, left);
	}
	return soonest;
}
