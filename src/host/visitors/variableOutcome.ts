// Says what became of a save of custom variables, in the panel's and the palette's same words; nothing that was lost is left unsaid.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { SaveOutcome } from '../../desk/variables/saveVariables';
import { escapeLinks } from '../../present/text';
import { notKeptWords, notSavedWords } from '../../present/variables/saveWords';
import { UserFacingError } from '../runCommand';

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
