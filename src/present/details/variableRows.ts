// The rows of a panel's custom variables: the values of the service, with the user's unsaved edits.
import * as l10n from '@vscode/l10n';
import type { DraftEdit } from '../../desk/variables/drafts';
import { isSendable, matchesGlob, typeOf, type VariableRules, validateDraft } from '../../desk/variables/validation';
import { mergeEdits, variableNamed, variableOf } from '../../desk/variables/variableEdits';
import type { NamedValue } from '../../service/model';
import { numberField, shownError } from '../variables/validationErrors';
import type { DetailsRow, VariableState } from './detailsModel';
import { namedRow } from './detailsRows';
import { draftWords } from './draftWords';

export interface VariableRowsOptions extends VariableRules {
	readonly edits: readonly DraftEdit[];
	/** Globs of names to show first. */
	readonly pinned: readonly string[];
	/** Names, as shown, of variables that privacy mode masks: they can't be edited. */
	readonly masked?: readonly string[];
}

/** The key of a variable's row; the same before and after a new one was saved. */
function variableKey(name: string, turn = 1): string {
	return `variables/${turn}/${name}`;
}

/** Pinned variables first, then the others in the service's order, then new ones. */
export function variableRows(saved: readonly NamedValue[], options: VariableRowsOptions): readonly DetailsRow[] {
	const inConflict = new Set(mergeEdits(saved, options.edits).conflicts.map(({ edit }) => edit.name));
	const turns = new Map<string, number>();
	const rows = saved.map((variable) => {
		const { name } = variable;
		const edit = options.edits.find((candidate) => candidate.name === name);
		// A write changes one of several variables with one name, and none without a name.
		if (isSendable(name) && variable === (edit ? variableOf(saved, edit) : variableNamed(saved, name))) {
			return variableRow(variable, variable, options, inConflict);
		}
		const turn = (turns.get(name) ?? 1) + 1;
		turns.set(name, turn);
		return readOnlyRow(variableKey(name, turn), variable);
	});
	const added = options.edits
		.filter(({ name }) => variableNamed(saved, name) === undefined)
		.map(({ name }) => variableRow({ name, value: '', url: '' }, undefined, options, inConflict));
	const all = [...rows, ...added];
	return [...all.filter((row) => row.variable?.pinned), ...all.filter((row) => !row.variable?.pinned)];
}

/** Says why a variable can't be edited, and what a save may do to one without a name: it can't be sent along (docs/api.md#writing-variables). */
function readOnlyRow(key: string, variable: NamedValue): DetailsRow {
	const row = namedRow(key, variable);
	const why = isSendable(variable.name)
		? l10n.t('Another variable has the same name. Only the first one can be edited.')
		: l10n.t("Has no name, so it can't be saved. Saving other variables may remove it.");
	return { ...row, note: row.note ? `${row.note} · ${why}` : why };
}

function variableRow(
	shown: NamedValue,
	saved: NamedValue | undefined,
	options: VariableRowsOptions,
	inConflict: ReadonlySet<string>,
): DetailsRow {
	const { name } = shown;
	const edit = options.edits.find((candidate) => candidate.name === name);
	const isMasked = options.masked?.includes(name) === true;
	const error = edit && !isMasked ? validateDraft(edit, saved, options) : undefined;
	const number = numberField(typeOf(name, options.definitions));
	const variable: VariableState = {
		name,
		saved: saved && { value: saved.value, url: saved.url },
		...(edit && { draft: { value: edit.value, url: edit.url } }),
		...(edit && draftWords(edit, saved, inConflict.has(name))),
		...(error && { error: shownError(error) }),
		...(number && { number }),
		readOnly: isMasked || matchesGlob(name, options.readOnly),
		...(isMasked && { masked: true }),
		pinned: matchesGlob(name, options.pinned),
	};
	const row = namedRow(variableKey(name), shown);
	return { ...row, empty: row.empty && edit === undefined, variable };
}
