// The status bar item.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type StatusBarContent, statusBarContent } from '../../present/statusBar/statusBar';
import type { StatusBarOptions } from '../../present/statusBar/statusBarOptions';
import { statusBarCommands, untilElsewhereEnds } from '../../present/statusBar/statusBarTooltip';
import { untilWaitsRead } from '../../present/waiting';
import type { ViewOptions } from '../currentDesk';
import { onState } from './onState';

export interface StatusBarItem extends vscode.Disposable {
	/** What it shows now. */
	readonly content: StatusBarContent;
}

/** On the left side, after the remote indicator and before the editor's items. */
const priority = 50;

/** How late (ms) a text that changes with time may be. */
const shortestStep = 1000;

export function createStatusBarItem({
	currentDesk,
	clock,
	settings,
	onDidChangeSettings,
}: ViewOptions<Omit<StatusBarOptions, 'now'>>): StatusBarItem {
	const item = vscode.window.createStatusBarItem('frontdesk.myStatus', vscode.StatusBarAlignment.Left, priority);
	item.name = l10n.t('Frontdesk: My Status');
	let content: StatusBarContent | undefined;
	let cancelStep: (() => void) | undefined;

	function update(): StatusBarContent {
		const state = currentDesk.desk?.state;
		const next = statusBarContent(state, { ...settings(), now: clock.now() });
		show(next);
		content = next;
		cancelStep?.();
		const now = clock.now();
		const steps = [untilWaitsRead(state?.waits.values() ?? [], now), state && untilElsewhereEnds(state, now)];
		const delay = Math.min(...steps.map((step) => step ?? Number.POSITIVE_INFINITY));
		cancelStep = Number.isFinite(delay) ? clock.setTimer(update, Math.max(delay, shortestStep)) : undefined;
		return next;
	}

	/** Assigns only what changed: every assignment is a message to the window. */
	function show(next: StatusBarContent): void {
		if (next.text !== content?.text) {
			item.text = next.text;
		}
		if (next.tooltip !== content?.tooltip) {
			const tooltip = new vscode.MarkdownString(next.tooltip);
			tooltip.isTrusted = { enabledCommands: statusBarCommands };
			item.tooltip = tooltip;
		}
		if (next.ariaLabel !== content?.ariaLabel) {
			item.accessibilityInformation = { label: next.ariaLabel };
		}
		if (next.command !== content?.command) {
			item.command = next.command;
		}
		if (next.background !== content?.background) {
			item.backgroundColor = next.background && new vscode.ThemeColor(`statusBarItem.${next.background}Background`);
		}
		if (next.hidden !== content?.hidden) {
			if (next.hidden) {
				item.hide();
			} else {
				item.show();
			}
		}
	}

	update();
	const parts = vscode.Disposable.from(onState(currentDesk, update), onDidChangeSettings(update), item, {
		dispose: () => cancelStep?.(),
	});
	return {
		get content() {
			return content ?? update();
		},
		dispose: () => parts.dispose(),
	};
}
