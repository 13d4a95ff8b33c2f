// Open Agent Console: opens the site's own console in the browser, at a visitor where its address takes one.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Desk } from '../../desk/desk';
import { consoleUrlText } from '../../present/errorTexts';
import { controlPanelUrlOf } from '../../service/baseUrl';
import { consoleUrl } from '../../service/consoleUrl';
import type { Id } from '../../service/model';
import { openInBrowser } from '../input/openInBrowser';

const setting = 'frontdesk.console.url';

export async function openConsole({ state: { site } }: Desk, visitor: Id | undefined): Promise<void> {
	if (site.sandbox) {
		vscode.window.showInformationMessage(
			l10n.t('The sample data have no agent console: sign in to a site of your own.'),
		);
		return;
	}
	const template = vscode.workspace.getConfiguration().get(setting);
	const result = consoleUrl({
		template: typeof template === 'string' ? template : '',
		controlPanelUrl: site.controlPanelUrl ?? controlPanelUrlOf(site.baseUrl),
		visitorId: visitor,
	});
	if (result.ok) {
		await openInBrowser(result.url);
		return;
	}
	const open = l10n.t('Open Setting');
	const show = result.fault === 'unknown' ? vscode.window.showInformationMessage : vscode.window.showErrorMessage;
	if ((await show(consoleUrlText(result.fault), open)) === open) {
		await vscode.commands.executeCommand('workbench.action.openSettings', `@id:${setting}`);
	}
}
