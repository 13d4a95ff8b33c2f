// Notifications about saves of custom variables: the title of the report that the panel shows, and its lines on a click.
import * as l10n from '@vscode/l10n';
import type { ReportAction, SaveReport } from '../../present/variables/saveReport';
import { askModal, showWarning } from '../gates/notifications';
import { showBriefly } from '../gates/quickPicks';

/** What the buttons of a report do; an action without an entry has no button. */
type ReportActions = Partial<Record<ReportAction, () => Promise<void>>>;

/**
 * Shows the title of a report, and runs the action that the user picks. The lines, which quote values, are behind a button:
 * VS Code keeps notifications, also when privacy mode goes on.
 * @param isPrivate whether privacy mode is on, or what was saved isn't shown any more
 */
export async function showReport(
	{ tone, title, lines, actions }: SaveReport,
	acts: ReportActions,
	isPrivate: () => boolean,
): Promise<void> {
	if (tone === 'done') {
		showBriefly(title);
		return;
	}
	const buttons = actions.flatMap((action) => {
		const act = acts[action];
		return act ? [{ title: actionTitle(action), act }] : [];
	});
	const details = { title: l10n.t('Show Details'), act: showDetails };
	const hasDetails = lines.length > 0 && !isPrivate();
	const picked = await showWarning(title, ...buttons, ...(hasDetails ? [details] : []));
	await picked?.act();

	async function showDetails(): Promise<void> {
		const detail = isPrivate() ? '' : lines.join('\n');
		const decided = await askModal(title, detail, ...buttons);
		await decided?.act();
	}
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
