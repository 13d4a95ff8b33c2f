// The rows of a panel's custom variables: as the service has them, with what the user typed and has not saved.
import * as l10n from '@vscode/l10n';
import type { DraftEdit } from '../../desk/variables/drafts';
import { isSendable, matchesGlob, typeOf, type VariableRules, validateDraft } from '../../desk/variables/validation';
import { mergeEdits, variableNamed } from '../../desk/variables/variableEdits';
import type { NamedValue } from '../../service/model';
import type { DetailsRow, VariableState } from './detailsModel';
import { namedRow } from './detailsRows';

export interface VariableRowsOptions extends VariableRules {
	readonly edits: readonly DraftEdit[];
	/** Globs of names to show first. */
	readonly pinned: readonly string[];
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
		const turn = (turns.get(variable.name) ?? 0) + 1;
		turns.set(variable.name, turn);
		// A write changes the first of several variables with one name, and none without a name.
		return turn === 1 && isSendable(variable.name)
			? variableRow(variable, variable, options, inConflict)
			: readOnlyRow(variableKey(variable.name, turn), variable);
	});
	const added = options.edits
		.filter(({ name }) => variableNamed(saved, name) === undefined)
		.map(({ name }) => variableRow({ name, value: '', url: '' }, undefined, options, inConflict));
	const all = [...rows, ...added];
	return [...all.filter((row) => row.variable?.pinned), ...all.filter((row) => !row.variable?.pinned)];
}

/** Says of a variable without a name what a save may do to it: it can't be sent along (docs/api.md#writing-variables). */
function readOnlyRow(key: string, variable: NamedValue): DetailsRow {
	const row = namedRow(key, variable);
	const warning = l10n.t("Has no name, so it can't be saved. Saving other variables may remove it.");
	return isSendable(variable.name) ? row : { ...row, note: row.note ? `${row.note} · ${warning}` : warning };
}

function variableRow(
	shown: NamedValue,
	saved: NamedValue | undefined,
	options: VariableRowsOptions,
	inConflict: ReadonlySet<string>,
): DetailsRow {
	const { name } = shown;
	const edit = options.edits.find((candidate) => candidate.name === name);
	const error = edit && validateDraft(edit, saved, options);
	const type = typeOf(name, options.definitions);
	const variable: VariableState = {
		name,
		saved: saved && { value: saved.value, url: saved.url },
		...(edit && { draft: { value: edit.value, url: edit.url } }),
		...(edit?.also && { also: edit.also }),
		conflict: inConflict.has(name),
		...(error && { error }),
		...(type !== 'text' && { type }),
		readOnly: matchesGlob(name, options.readOnly),
		pinned: matchesGlob(name, options.pinned),
	};
	const row = namedRow(variableKey(name), shown);
	return { ...row, empty: row.empty && edit === undefined, variable };
}
