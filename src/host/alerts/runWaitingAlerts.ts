// Runs the waiting alerts for the current desk of this window, and shows their notification.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { WaitingAlert } from '../../desk/alerts/alertStep';
import { createWaitingAlerts, type WaitingAlerts } from '../../desk/alerts/waitingAlerts';
import type { Desk } from '../../desk/desk';
import type { Env } from '../../desk/env';
import { waitingAlertText } from '../../present/alerts/alertTexts';
import type { CurrentDesk } from '../currentDesk';
import { showInformation } from '../gates/notifications';
import { visitorsView } from '../ids';
import type { Settings } from '../settings';

interface WaitingAlertsOptions {
	readonly currentDesk: CurrentDesk;
	readonly env: Env;
	readonly settings: () => Settings;
	readonly onDidChangeSettings: vscode.Event<void>;
}

const notifies = { notify: 'all', badge: 'segments', off: 'none' } as const;

export function runWaitingAlerts(options: WaitingAlertsOptions): vscode.Disposable {
	const { currentDesk, env, settings, onDidChangeSettings } = options;
	let alerts: WaitingAlerts | undefined;

	function start(desk: Desk | undefined): void {
		alerts?.dispose();
		alerts =
			desk &&
			createWaitingAlerts({
				desk,
				env,
				isFocused: () => vscode.window.state.focused,
				settings: () => ({ notifies: notifies[settings().alertsWaiting], repeat: settings().alertRepeat }),
				tell: (alert) => tell(alert, currentDesk, env.clock.now()),
			});
	}

	const check = () => alerts?.check();
	start(currentDesk.desk);
	return vscode.Disposable.from(
		currentDesk.onDidChange(start),
		onDidChangeSettings(check),
		vscode.window.onDidChangeWindowState(check),
		{ dispose: () => alerts?.dispose() },
	);
}

/** Information, because VS Code's do-not-disturb mode filters by severity (docs/rules.md#rule-8). */
async function tell(alert: WaitingAlert, currentDesk: CurrentDesk, now: number): Promise<void> {
	const open = l10n.t({ message: 'Open', comment: 'Button: shows the waiting visitors' });
	const snooze = l10n.t({ message: 'Snooze…', comment: 'Button: no alerts for a while' });
	const openSettings = l10n.t({ message: 'Settings', comment: 'Button: opens the settings of the alerts' });
	const text = waitingAlertText(alert, now);
	switch (await showInformation(text, open, snooze, openSettings)) {
		case open:
			await openWaiting(currentDesk.desk);
			break;
		case snooze:
			await vscode.commands.executeCommand('frontdesk.snoozeAlerts');
			break;
		case openSettings:
			await vscode.commands.executeCommand('workbench.action.openSettings', 'frontdesk.alerts');
	}
}

/** Those who wait at the time of the click, which may come hours after the notification: one visitor's panel, or the list. */
async function openWaiting(desk: Desk | undefined): Promise<void> {
	const [id, ...others] = desk?.state.waits.keys() ?? [];
	if (id !== undefined && others.length === 0) {
		await vscode.commands.executeCommand('frontdesk.openVisitor', id);
	} else {
		await vscode.commands.executeCommand(`${visitorsView}.focus`);
	}
}
