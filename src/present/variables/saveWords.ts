// The words for the outcome of a save of custom variables.
import * as l10n from '@vscode/l10n';
import type { SaveOutcome } from '../../desk/variables/saveVariables';
import type { NotKept } from '../../desk/variables/variableEdits';
import { problemWords } from '../problems';
import { toSingleLine } from '../text';

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
				problemWords(outcome.error).what,
			);
	}
}
