// The buttons of a custom variable's row: edit, clear, discard, copy.
import * as l10n from '@vscode/l10n';
import type { RefObject } from 'preact';
import { usePanel } from '../context';
import { Tool } from '../elements/button';
import { CopyButton } from '../rows/copyButton';
import type { RowProps } from '../rows/row';

interface VariableToolsProps extends RowProps {
	readonly isEditing: boolean;
	/** The current text, saved or typed. */
	readonly text: string;
	readonly onEdit: () => void;
	readonly onClear: () => void;
	readonly onDiscard: () => void;
	readonly editButton: RefObject<HTMLButtonElement | null>;
}

export function VariableTools({ row, isTabStop, isEditing, text, editButton, ...acts }: VariableToolsProps) {
	const { canEdit } = usePanel();
	const { variable, label } = row;
	const may = canEdit && variable?.readOnly === false;
	return (
		<div class="tools">
			{may && !isEditing && (
				<Tool
					kind="edit"
					title={l10n.t('Edit (F2)')}
					name={l10n.t({ message: 'Edit {0}', comment: 'Verb; {0} is a custom variable', args: [label] })}
					onClick={acts.onEdit}
					button={editButton}
				/>
			)}
			{may && text !== '' && variable.saved && (
				<Tool
					kind="clear"
					name={l10n.t({ message: 'Clear {0}', comment: 'Verb: empties a custom variable', args: [label] })}
					onClick={acts.onClear}
				/>
			)}
			{may && variable.draft && (
				<Tool kind="discard" name={l10n.t('Discard the edit of {0}', label)} onClick={acts.onDiscard} />
			)}
			{!row.empty && <CopyButton row={row} isTabStop={isTabStop} />}
		</div>
	);
}
