// The error message that has to be shown where nothing more can be loaded: it has no value, so no text passes here.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';

/** The files of the extension can't be read, for example because it was removed while the window was open. */
export async function reportLoadFailure(): Promise<undefined> {
	const reload = l10n.t('Reload Window');
	const message = l10n.t("A part of Frontdesk couldn't be loaded. Reload the window.");
	if ((await vscode.window.showErrorMessage(message, reload)) === reload) {
		await vscode.commands.executeCommand('workbench.action.reloadWindow');
	}
	return undefined;
}
