// The choice of a number of minutes in a quick pick.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';

/**
 * "15 min", until when.
 * @param until the time of day at which they are over, as it is shown
 * @param icon the name of a codicon
 */
export function minutesItem(minutes: number, until: string, icon: string): vscode.QuickPickItem {
	return {
		label: l10n.t({ message: '{0} min', comment: 'Number of minutes', args: [minutes] }),
		description: l10n.t({ message: 'until {0}', comment: '{0} is a time of day', args: [until] }),
		iconPath: new vscode.ThemeIcon(icon),
	};
}
