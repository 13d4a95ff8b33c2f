// The buttons of a custom variable's row: edit, clear, discard, copy.
import * as l10n from '@vscode/l10n';
import type { DetailsRow } from '../../present/details/detailsModel';
import type { PanelContext } from '../context';
import { iconButton } from '../elements/buttons';
import { el, type View } from '../elements/dom';
import { createCopyButton } from '../rows/copyButton';

interface ToolsItem {
	readonly row: DetailsRow;
	readonly editing: boolean;
	/** The current text, saved or typed. */
	readonly text: string;
}

interface VariableTools extends View<ToolsItem> {
	/** Focuses the Edit button. */
	focusEdit(): void;
}

export function createVariableTools(
	context: PanelContext,
	acts: { edit(): void; clear(): void; giveUp(): void },
): VariableTools {
	const edit = iconButton('edit', l10n.t('Edit (F2)'), acts.edit, 'edit');
	const clear = iconButton(
		'clear',
		l10n.t({ message: 'Clear', comment: 'Verb: empties the value of a custom variable' }),
		acts.clear,
		'clear',
	);
	const discard = iconButton(
		'discard',
		l10n.t({ message: 'Discard', comment: 'Verb: drops an unsaved edit' }),
		acts.giveUp,
		'discard',
	);
	const copy = createCopyButton(context);
	return {
		element: el('div', 'tools', edit.element, clear.element, discard.element, copy.element),
		focusEdit: () => edit.element.focus({ preventScroll: true }),
		update({ row, editing, text }) {
			const { variable, label } = row;
			const may = variable !== undefined && !variable.readOnly && context.canEdit();
			edit.update(
				l10n.t({ message: 'Edit {0}', comment: 'Verb; {0} is the name of a custom variable', args: [label] }),
				may && !editing,
			);
			clear.update(
				l10n.t({ message: 'Clear {0}', comment: 'Verb: empties the value of the custom variable {0}', args: [label] }),
				may && text !== '' && variable.saved !== undefined,
			);
			discard.update(l10n.t('Discard the edit of {0}', label), may && variable.draft !== undefined);
			copy.update(row);
		},
	};
}
