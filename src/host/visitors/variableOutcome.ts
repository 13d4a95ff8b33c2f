// Says what became of a save of custom variables, in the panel's and the palette's same words; nothing that was lost is left unsaid.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { SaveOutcome } from '../../desk/variables/saveVariables';
import type { NotKept } from '../../desk/variables/variableEdits';
import { errorText } from '../../present/errorTexts';
import { escapeLinks, toSingleLine } from '../../present/text';
import { UserFacingError } from '../runCommand';

/** One sentence a variable that the service did not keep as it was sent. */
export function notKeptWords({ name, sent, got, edited }: NotKept): string {
	const called = toSingleLine(name, 60);
	if (got === undefined) {
		return edited
			? l10n.t('“{0}” was not kept: the service dropped it.', called)
			: l10n.t('“{0}” was not edited, and is gone now.', called);
	}
	return l10n.t(
		'“{0}” was sent as “{1}” and is now “{2}”.',
		called,
		toSingleLine(sent.value, 40),
		toSingleLine(got.value, 40),
	);
}

/** Why an outcome is no save; undefined where it is one. */
export function notSavedWords(outcome: SaveOutcome): string | undefined {
	switch (outcome.kind) {
		case 'saved':
		case 'unchanged':
			return undefined;
		case 'conflict':
			return l10n.t(
				'Not saved: somebody else changed {0} meanwhile. Choose in the panel of the visitor which value to keep.',
				outcome.conflicts.map(({ edit }) => `“${toSingleLine(edit.name, 60)}”`).join(', '),
			);
		case 'unknown':
			return l10n.t(
				'{0} Whether the values were saved is not known; your edits are kept, and saving again is safe.',
				errorText(outcome.error).what,
			);
	}
}

/**
 * Tells the user. Offers to restore what the service did not keep: `restore` is called on demand.
 * @throws SaidError where the outcome is no save
 */
export async function sayOutcome(outcome: SaveOutcome, restore: () => Promise<unknown>): Promise<void> {
	const notSaved = notSavedWords(outcome);
	if (notSaved !== undefined) {
		throw new UserFacingError(notSaved);
	}
	if (outcome.kind === 'saved' && outcome.notKept.length > 0) {
		const again = l10n.t('Restore Previous');
		const picked = await vscode.window.showWarningMessage(
			escapeLinks([l10n.t('Saved, but not all was kept.'), ...outcome.notKept.slice(0, 5).map(notKeptWords)].join(' ')),
			again,
		);
		if (picked === again) {
			await restore();
		}
		return;
	}
	vscode.window.setStatusBarMessage(
		outcome.kind === 'saved' ? l10n.t('Custom variables saved') : l10n.t('The service has these values already'),
		3000,
	);
}
