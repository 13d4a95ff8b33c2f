// The command Open Agent Console: opens the agent console of the site in the browser.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { consoleUrlText } from '../../present/errorTexts';
import type { ShownDesk } from '../../present/privacy/shown';
import { controlPanelUrlOf } from '../../service/baseUrl';
import { consoleUrl } from '../../service/consoleUrl';
import type { Id } from '../../service/model';
import { openInBrowser } from '../gates/links';
import { showInformation } from '../gates/notifications';
import { UserFacingError } from '../runCommand';

const setting = 'frontdesk.console.url';

/** @throws UserFacingError if the address of the console can't be told from the base URL and the setting */
export async function openConsole({ state: { site } }: ShownDesk, visitor: Id | undefined): Promise<void> {
	if (site.sandbox) {
		showInformation(l10n.t('The sample data has no agent console. Sign in to a site of your own.'));
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
	throw new UserFacingError(consoleUrlText(result.error), {
		title: l10n.t('Open Setting'),
		act: () => vscode.commands.executeCommand('workbench.action.openSettings', `@id:${setting}`),
	});
}
