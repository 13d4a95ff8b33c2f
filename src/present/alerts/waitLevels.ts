// How urgent a wait is, by the thresholds of the setting `frontdesk.alerts.thresholds`.
import * as l10n from '@vscode/l10n';
import type { Wait } from '../../desk/state';
import type { Id } from '../../service/model';
import { shownSpan } from '../time';

/** 0 below the first threshold, 1 from it on, 2 from the second one on. */
export type WaitLevel = 0 | 1 | 2;

/** In ms, the shorter first. */
export type WaitThresholds = readonly [number, number];

export function waitLevel({ since }: Wait, [long, veryLong]: WaitThresholds, now: number): WaitLevel {
	const span = shownSpan(now - since);
	return span >= veryLong ? 2 : span >= long ? 1 : 0;
}

/** The visitors whose wait has reached a threshold. */
export function waitLevels(
	waits: ReadonlyMap<Id, Wait>,
	thresholds: WaitThresholds,
	now: number,
): ReadonlyMap<Id, WaitLevel> {
	const levels = new Map<Id, WaitLevel>();
	for (const [id, wait] of waits) {
		const level = waitLevel(wait, thresholds, now);
		if (level > 0) {
			levels.set(id, level);
		}
	}
	return levels;
}

/** The span (ms) until one of these waits reaches a threshold; undefined if none will. */
export function untilWaitLevels(waits: Iterable<Wait>, thresholds: WaitThresholds, now: number): number | undefined {
	let soonest: number | undefined;
	for (const { since } of waits) {
		for (const threshold of thresholds) {
			const left = since + threshold - now;
			if (left > 0) {
				soonest = Math.min(soonest ?? left, left);
			}
		}
	}
	return soonest;
}

/** "over the limit", "over the second limit": for screen readers; empty below the first threshold. */
export function waitLevelText(level: WaitLevel): string {
	switch (level) {
		case 0:
			return '';
		case 1:
			return l10n.t({
				message: 'over the limit',
				comment: 'After how long a visitor has been waiting: longer than the first threshold',
			});
		case 2:
			return l10n.t({
				message: 'over the second limit',
				comment: 'After how long a visitor has been waiting: longer than the second threshold',
			});
	}
}
