// Notifications about saves of custom variables: the same report as in the panel.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { escapeLinks } from '../../present/text';
import type { ReportAction, SaveReport } from '../../present/variables/saveReport';

/** What the buttons of a report do; an action without an entry has no button. */
type ReportActions = Partial<Record<ReportAction, () => Promise<void>>>;

/** A notification shows no more sentences than this; the panel shows all. */
const maxLines = 5;

/** Shows a report, and runs the action that the user picks. */
export async function showReport({ tone, title, lines, actions }: SaveReport, acts: ReportActions): Promise<void> {
	if (tone === 'done') {
		vscode.window.setStatusBarMessage(title, 3000);
		return;
	}
	const buttons = actions.flatMap((action) => {
		const act = acts[action];
		return act ? [{ title: actionTitle(action), act }] : [];
	});
	const message = escapeLinks([title, ...lines.slice(0, maxLines)].join(' '));
	const picked = await vscode.window.showWarningMessage(message, ...buttons);
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
