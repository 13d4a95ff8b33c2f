// The commands Set Custom Variable… and Undo Last Save.
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { draftsAfter } from '../../desk/variables/draftsAfter';
import { editsBack, type VariableEdit } from '../../desk/variables/variableEdits';
import type { UndoAgain } from '../../desk/variables/variableWrites';
import { visitorById, visitorLabel } from '../../present/labels';
import type { ShownDesk } from '../../present/privacy/shown';
import { saveReport } from '../../present/variables/saveReport';
import type { Id } from '../../service/model';
import { showInformation } from '../gates/notifications';
import { askVariable } from './askVariable';
import { showReport } from './variableOutcome';

interface SetVariableOptions {
	/** Globs of the names that can't be edited. */
	readonly readOnly: readonly string[];
	/** Keeps an edit that wasn't saved, where the panel shows it. */
	readonly keepDraft: (edit: VariableEdit) => void;
	/** Canceled when the desk is closed: the questions end. */
	readonly ended: vscode.CancellationToken;
}

/** Asks for the variable, its value and its URL, and saves. What isn't saved as it was typed is kept as a draft. */
export async function setVariable(
	desk: ShownDesk,
	visitorId: Id,
	{ readOnly, keepDraft, ended }: SetVariableOptions,
): Promise<void> {
	const visitor = await desk.readVisitor(visitorId);
	const title = l10n.t('Set Custom Variable of {0}', visitorLabel(visitor));
	const { variables: definitions } = desk.state.names;
	const all = visitor.customVariableResults;
	const variables = desk.editable?.(visitor) ?? all;
	const edit = await askVariable({ title, variables, all, readOnly, definitions, ended });
	if (!edit) {
		return;
	}
	const outcome = await desk.variables.save(visitorId, [edit]).catch((error: unknown) => {
		keepDraft(edit);
		throw error;
	});
	const isPrivate = () => desk.isMasked || ended.isCancellationRequested;
	const left = draftsAfter([edit], [edit], outcome);
	for (const draft of left) {
		keepDraft(draft);
	}
	const report = saveReport('save', outcome, left.length > 0);
	const acts = {
		restore: async () => {
			if (outcome.kind === 'saved') {
				const { before, after, names } = outcome.saved;
				const restored = await desk.variables.save(visitorId, editsBack(before, after, names));
				await showReport(saveReport('restore', restored, false), {}, isPrivate);
			}
		},
	};
	await showReport(report, acts, isPrivate);
}

/** Undoes the last save in this window, for any visitor, or the one of `again`. */
export async function undoSave(desk: ShownDesk, ended: vscode.CancellationToken, again?: UndoAgain): Promise<void> {
	const save = again ? again.save : desk.variables.lastSave;
	const outcome = await desk.variables.undo(again);
	if (!save || !outcome) {
		showInformation(
			again ? l10n.t("This save can't be undone any more.") : l10n.t('There is no save to undo in this window.'),
		);
		return;
	}
	const report = saveReport('undo', outcome, false);
	const title = `${visitorById(save.visitorId)}: ${report.title}`;
	await showReport(
		{ ...report, title },
		{
			undoAnyway: () => undoSave(desk, ended, { save, over: outcome.kind === 'conflict' ? outcome.conflicts : [] }),
		},
		() => desk.isMasked || ended.isCancellationRequested,
	);
}
