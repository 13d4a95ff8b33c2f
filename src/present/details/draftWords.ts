// What is said of an unsaved edit of a custom variable: that it isn't saved, and what someone else has done meanwhile.
import * as l10n from '@vscode/l10n';
import type { DraftEdit } from '../../desk/variables/drafts';
import type { VariableState, VariableValue } from './detailsModel';
import { visibleText } from './detailsText';
import { cutText } from './folding';

/** Longest value quoted in a sentence (UTF-16 units). */
const quoted = 160;

/** @param saved as the service has it; undefined for a variable that it doesn't have */
export function draftWords(
	edit: DraftEdit,
	saved: VariableValue | undefined,
	inConflict: boolean,
): Pick<VariableState, 'draftWords' | 'linkWords' | 'also' | 'conflict'> {
	return {
		draftWords: stateWords(edit, saved, inConflict),
		...(edit.url !== (saved?.url ?? '') && { linkWords: linkWords(edit.url) }),
		...(edit.also && { also: edit.also.map((value) => ({ value, words: alsoWords(value) })) }),
		...(inConflict && { conflict: conflictWords(edit, saved) }),
	};
}

function stateWords(edit: VariableValue, saved: VariableValue | undefined, inConflict: boolean): string {
	if (!saved && !inConflict) {
		return l10n.t('new, not saved');
	}
	return edit.value === '' && saved && saved.value !== '' ? l10n.t('will be cleared, not saved') : l10n.t('not saved');
}

function linkWords(url: string): string {
	return url === '' ? l10n.t('without its link') : l10n.t('with the link {0}', url);
}

function alsoWords(value: string): string {
	return value === ''
		? l10n.t('Another unsaved edit clears it.')
		: l10n.t('Another unsaved value: “{0}”', quote(value));
}

function conflictWords(edit: VariableValue, saved: VariableValue | undefined): string {
	if (!saved) {
		return l10n.t('Someone else removed this.');
	}
	if (edit.value === saved.value) {
		return saved.url === ''
			? l10n.t('Someone else removed its link.')
			: l10n.t('Someone else changed its link to “{0}”.', quote(saved.url));
	}
	return saved.value === ''
		? l10n.t('Someone else cleared this.')
		: l10n.t('Someone else changed this to “{0}”.', quote(saved.value));
}

function quote(text: string): string {
	return visibleText(cutText(text, quoted));
}
