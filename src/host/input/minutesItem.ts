// The choice of a number of minutes in a quick pick.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { spanInWords } from '../../present/timeInWords';

/**
 * "15 minutes", until when: in words, because a row of a quick pick is read out as it is shown.
 * @param until the time of day at which they are over, as it is shown
 * @param icon the name of a codicon
 */
export function minutesItem(minutes: number, until: string, icon: string): vscode.QuickPickItem {
	return {
		label: spanInWords(minutes * 60_000),
		description: l10n.t({ message: 'until {0}', comment: '{0} is a time of day', args: [until] }),
		iconPath: new vscode.ThemeIcon(icon),
	};
}
