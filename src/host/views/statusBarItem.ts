// Fills the status bar item with what the current desk says.
import * as vscode from 'vscode';
import { untilSnoozeEnds } from '../../present/alerts/snoozeTexts';
import { untilWaitLevels } from '../../present/alerts/waitLevels';
import { untilCountdownChanges } from '../../present/status/awayCountdown';
import { untilTimesChange } from '../../present/status/statusTimeText';
import { statusBarContent } from '../../present/statusBar/statusBar';
import type { StatusBarContent, StatusBarOptions } from '../../present/statusBar/statusBarOptions';
import { untilElsewhereEnds } from '../../present/statusBar/statusBarTooltip';
import { untilWaitsRead } from '../../present/waiting';
import type { ViewOptions } from '../currentDesk';
import type { RegisteredStatusBarItem } from '../gates/registeredStatusBarItem';
import { onState } from './onState';

export interface StatusBarItem extends vscode.Disposable {
	/** What it shows now. */
	readonly content: StatusBarContent;
}

/** How late (ms) a text that changes with time may be. */
const shortestStep = 1000;

export function createStatusBarItem(
	item: RegisteredStatusBarItem,
	{ currentDesk, clock, settings, onDidChangeSettings }: ViewOptions<Omit<StatusBarOptions, 'now'>>,
): StatusBarItem {
	let cancelStep: (() => void) | undefined;

	function update(): StatusBarContent {
		const state = currentDesk.desk?.state;
		const now = clock.now();
		const content = statusBarContent(state, { ...settings(), now });
		item.show(content);
		cancelStep?.();
		const steps = [
			untilWaitsRead(state?.waits.values() ?? [], now),
			untilWaitLevels(state?.waits.values() ?? [], settings().thresholds, now),
			untilSnoozeEnds(state?.snooze, now),
			state && untilElsewhereEnds(state, now),
			untilCountdownChanges(state?.awayTimer, now),
			state && untilTimesChange(state.statusTimes, now),
		];
		const delay = Math.min(...steps.map((step) => step ?? Number.POSITIVE_INFINITY));
		cancelStep = Number.isFinite(delay) ? clock.setTimer(update, Math.max(delay, shortestStep)) : undefined;
		return content;
	}

	update();
	const parts = vscode.Disposable.from(onState(currentDesk, update), onDidChangeSettings(update), {
		dispose: () => cancelStep?.(),
	});
	return {
		get content() {
			return item.content ?? update();
		},
		dispose: () => parts.dispose(),
	};
}
