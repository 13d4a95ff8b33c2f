// Notifications about saves of custom variables: the title of the report that the panel shows.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { escapeLinks } from '../../present/text';
import type { ReportAction, SaveReport } from '../../present/variables/saveReport';

/** What the buttons of a report do; an action without an entry has no button. */
type ReportActions = Partial<Record<ReportAction, () => Promise<void>>>;

/** Shows a report without its lines, which quote values: VS Code keeps notifications, also when privacy mode goes on. Runs the action that the user picks. */
export async function showReport({ tone, title, actions }: SaveReport, acts: ReportActions): Promise<void> {
	if (tone === 'done') {
		vscode.window.setStatusBarMessage(title, 3000);
		return;
	}
	const buttons = actions.flatMap((action) => {
		const act = acts[action];
		return act ? [{ title: actionTitle(action), act }] : [];
	});
	const picked = await vscode.window.showWarningMessage(escapeLinks(title), ...buttons);
	await picked?.act();
}

function actionTitle(action: ReportAction): string {
	switch (action) {
		case 'saveAgain':
			return l10n.t('Save Again');
		case 'restore':
			return l10n.t('Restore Previous');
		case 'undoAnyway':
			return l10n.t('Undo Anyway');
	}
}
