// Edits of custom variables as plain data, and the three-way merge before a save.
import type { NamedValue } from '../../service/model';

/** One changed variable, identified by its name: the service has no ids for variables. */
export interface VariableEdit {
	readonly name: string;
	/** The variable when the edit began; undefined for one that was not there. */
	readonly base: NamedValue | undefined;
	/** The new value. Variables can't be deleted: a cleared one has the value `''`. */
	readonly value: string;
	readonly url: string;
}

/** An edit of a variable that someone else has changed to something else meanwhile. */
export interface Conflict {
	readonly edit: VariableEdit;
	/** The variable as the service has it now; undefined where it is gone. */
	readonly theirs: NamedValue | undefined;
}

interface Merge {
	/** The complete list: what the service has, with the edits in it. */
	readonly list: readonly NamedValue[];
	readonly conflicts: readonly Conflict[];
	/** The edits in `list` that the service doesn't have yet. */
	readonly applied: readonly VariableEdit[];
}

export function variableNamed(list: readonly NamedValue[], name: string): NamedValue | undefined {
	return list.find((variable) => variable.name === name);
}

/** Whether two variables have the same value and URL, or are both absent. */
export function sameVariable(
	a: { value: string; url: string } | undefined,
	b: { value: string; url: string } | undefined,
): boolean {
	return a === b || (a !== undefined && b !== undefined && a.value === b.value && a.url === b.url);
}

/** Whether the service has the value of the edit already. */
export function isDone(edit: VariableEdit, theirs: NamedValue | undefined): boolean {
	return sameVariable(theirs, edit);
}

/**
 * Merges edits into the list that the service has now. An edit is applied if the service still has its base; otherwise it is a
 * conflict, unless the service has the edit's own value already.
 */
export function mergeEdits(theirs: readonly NamedValue[], edits: readonly VariableEdit[]): Merge {
	const conflicts: Conflict[] = [];
	const applied: VariableEdit[] = [];
	for (const edit of edits) {
		const now = variableNamed(theirs, edit.name);
		if (isDone(edit, now)) {
			continue;
		}
		if (sameVariable(now, edit.base)) {
			applied.push(edit);
		} else {
			conflicts.push({ edit, theirs: now });
		}
	}
	return { list: withEdits(theirs, applied), conflicts, applied };
}

/** The list with the edits in it, new variables at the end. Of several variables with one name the first is changed. */
export function withEdits(list: readonly NamedValue[], edits: readonly NamedValue[]): readonly NamedValue[] {
	const waiting = new Map(edits.map((edit) => [edit.name, edit]));
	const changed = list.map((variable) => {
		const edit = waiting.get(variable.name);
		waiting.delete(variable.name);
		return edit ? { name: variable.name, value: edit.value, url: edit.url } : variable;
	});
	return [...changed, ...[...waiting.values()].map(({ name, value, url }) => ({ name, value, url }))];
}

/** Edits that bring variables back to what they were; one that wasn't there gets an empty value. */
export function editsBack(
	before: readonly NamedValue[],
	now: readonly NamedValue[],
	names: readonly string[],
): readonly VariableEdit[] {
	return names
		.map((name): VariableEdit => {
			const was = variableNamed(before, name);
			return { name, base: variableNamed(now, name), value: was?.value ?? '', url: was?.url ?? '' };
		})
		.filter((edit) => !isDone(edit, edit.base) && !(edit.base === undefined && edit.value === ''));
}

/** The same edit over what the service has now: the user decided to keep it, or our own write made that value. */
export function rebased(edit: VariableEdit, theirs: NamedValue | undefined): VariableEdit {
	return { ...edit, base: theirs };
}
