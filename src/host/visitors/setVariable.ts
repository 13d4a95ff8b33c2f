// Set Custom Variable… and Undo Last Save: the palette's way to do what the panel does, by the same save.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Desk } from '../../desk/desk';
import type { SaveOutcome } from '../../desk/variables/saveVariables';
import { editsBack, type VariableEdit } from '../../desk/variables/variableEdits';
import { visitorById, visitorLabel } from '../../present/labels';
import type { Id } from '../../service/model';
import { UserFacingError } from '../runCommand';
import { askVariable } from './askVariable';
import { sayOutcome } from './variableOutcome';

export interface SetVariableOptions {
	/** Globs of names that are never written. */
	readonly readOnly: readonly string[];
	/** Keeps an edit that could not be saved. */
	readonly keepDraft: (edit: VariableEdit) => void;
	/** Says that the desk is gone, and that nothing is asked any more. */
	readonly ended: vscode.CancellationToken;
}

/** Asks for the variable, its value and its URL, and saves. What could not be saved is kept as a draft and said. */
export async function setVariable(
	desk: Desk,
	visitorId: Id,
	{ readOnly, keepDraft, ended }: SetVariableOptions,
): Promise<void> {
	const visitor = await desk.readVisitor(visitorId);
	const title = l10n.t('Set custom variable of {0}', visitorLabel(visitor));
	const { variables: definitions } = desk.state.names;
	const edit = await askVariable({ title, variables: visitor.customVariableResults, readOnly, definitions, ended });
	if (!edit) {
		return;
	}
	try {
		await save(desk, visitorId, [edit]);
	} catch (error) {
		keepDraft(edit);
		throw error;
	}
}

async function save(desk: Desk, visitorId: Id, edits: readonly VariableEdit[]): Promise<void> {
	await say(desk, visitorId, await desk.variables.save(visitorId, edits));
}

async function say(desk: Desk, visitorId: Id, outcome: SaveOutcome): Promise<void> {
	await sayOutcome(outcome, async () => {
		if (outcome.kind === 'saved') {
			const { before, after } = outcome.saved;
			const names = outcome.notKept.map(({ name }) => name);
			await save(desk, visitorId, editsBack(before, after, names));
		}
	});
}

/** Takes the last save back, of whichever visitor it was. */
export async function undoSave(desk: Desk): Promise<void> {
	const last = desk.variables.lastSave;
	if (!last) {
		throw new UserFacingError(l10n.t('There is no save to undo. The last twenty of this window can be undone.'));
	}
	const outcome = await desk.variables.undo();
	if (outcome?.kind === 'conflict') {
		throw new UserFacingError(
			l10n.t('Not undone: somebody changed the same variables of {0} since.', visitorById(last.visitorId)),
		);
	}
	if (outcome) {
		await say(desk, last.visitorId, outcome);
		vscode.window.setStatusBarMessage(l10n.t('Last save of {0} undone', visitorById(last.visitorId)), 3000);
	}
}
