// What went wrong with the last save, undo or restore, with the buttons that help.
import * as l10n from '@vscode/l10n';
import type { WriteReport } from '../../present/details/detailsModel';
import { visibleText } from '../../present/details/detailsText';
import type { ReportAction } from '../../present/variables/saveReport';
import { wordButton } from '../elements/buttons';
import { el, keyedList, setText, type View } from '../elements/dom';
import { icon } from '../elements/icons';

type ReportActs = Readonly<Record<ReportAction | 'dismiss', () => void>>;

/** The alert is in the page before it has words: only then they are read out. */
export function createReportView(acts: ReportActs): View<WriteReport | undefined> {
	const title = el('p', 'title');
	const list = el('ul');
	list.tabIndex = 0;
	list.setAttribute('aria-label', l10n.t({ message: 'Details', comment: 'What a save did to each custom variable' }));
	const lines = keyedList<{ key: string; text: string }, View<{ key: string; text: string }>>(list, () => {
		const line = el('li');
		line.dir = 'auto';
		return { element: line, update: ({ text }) => setText(line, visibleText(text)) };
	});
	const buttons: Readonly<Record<ReportAction, HTMLElement>> = {
		saveAgain: wordButton(l10n.t('Save Again'), 'second', acts.saveAgain),
		restore: wordButton(l10n.t('Restore Previous'), 'first', acts.restore),
		undoAnyway: wordButton(l10n.t('Undo Anyway'), 'second', acts.undoAnyway),
	};
	const dismiss = wordButton(l10n.t({ message: 'Dismiss', comment: 'Verb: closes a message' }), 'second', acts.dismiss);
	const box = el(
		'div',
		'loud',
		icon('warning'),
		el('div', 'words', title, list),
		el('div', 'buttons', ...Object.values(buttons), dismiss),
	);
	const element = el('div', 'alert');
	element.setAttribute('role', 'alert');
	let shown: number | undefined;

	return {
		element,
		update(report) {
			if (report?.tone !== 'problem') {
				shown = undefined;
				element.replaceChildren();
				return;
			}
			setText(title, visibleText(report.title));
			lines.update(report.lines.map((text, at) => ({ key: String(at), text })));
			list.hidden = report.lines.length === 0;
			for (const [action, button] of Object.entries(buttons)) {
				button.hidden = !report.actions.some((offered) => offered === action);
			}
			if (shown !== report.id) {
				shown = report.id;
				element.replaceChildren(box); // put in anew, so that the same words are read out again
			}
		},
	};
}
