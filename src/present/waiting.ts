// Who waits and for how long, counted and in words; when a wait began is for desk/waits to observe.
import * as l10n from '@vscode/l10n';
import type { DeskState, Wait } from '../desk/state';
import { urgencyOf } from '../desk/urgency';
import { formatWait } from './time';

export interface Waiting {
	readonly count: number;
	/** The wait that began first; undefined while nobody waits, or none was observed. */
	readonly longest: Wait | undefined;
}

export function waitingNow(state: Pick<DeskState, 'visitors' | 'waits'>): Waiting {
	let count = 0;
	let longest: Wait | undefined;
	for (const { id, status } of state.visitors ?? []) {
		if (urgencyOf(status) === 'waiting') {
			count++;
			const wait = state.waits.get(id);
			if (wait && (!longest || wait.since < longest.since)) {
				longest = wait;
			}
		}
	}
	return { count, longest };
}

/** "3 min", or "3 min+" where the visitor may have been waiting before we first looked. */
export function waitText(wait: Wait, now: number): string {
	const text = formatWait(now - wait.since);
	return wait.atLeast ? l10n.t('{0}+', text) : text;
}

/** The same in words: "3 min", "at least 3 min". */
export function waitWords(wait: Wait, now: number): string {
	const text = formatWait(now - wait.since);
	return wait.atLeast ? l10n.t('at least {0}', text) : text;
}

/** "1 visitor waiting", "3 visitors waiting". */
export function waitingCountWords(count: number): string {
	return count === 1 ? l10n.t('1 visitor waiting') : l10n.t('{0} visitors waiting', count);
}

const seconds = 1000;

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
