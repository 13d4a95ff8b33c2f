// Edits of custom variables as plain data, and the three-way merge before a save.
import type { NamedValue } from '../../service/model';

/** One changed variable, identified by its name: the service has no ids for variables. */
export interface VariableEdit {
	readonly name: string;
	/** The variable when the edit began; undefined for a new one. */
	readonly base: NamedValue | undefined;
	/** The new value. Variables can't be deleted: a cleared one has the value `''`. */
	readonly value: string;
	readonly url: string;
}

/** An edit of a variable that someone else has changed to something else meanwhile. */
export interface Conflict {
	readonly edit: VariableEdit;
	/** The variable as the service has it now; undefined if it is gone. */
	readonly theirs: NamedValue | undefined;
}

interface Merge {
	/** The complete list of the service, with the edits applied. */
	readonly list: readonly NamedValue[];
	readonly conflicts: readonly Conflict[];
	/** The edits in `list` that the service doesn't have yet. */
	readonly applied: readonly VariableEdit[];
}

export function variableNamed(list: readonly NamedValue[], name: string): NamedValue | undefined {
	return list.find((variable) => variable.name === name);
}

/** The variable that is edited. Of several with one name it is the first, or, in another order, the one with the value of the edit. */
export function variableOf(
	list: readonly NamedValue[],
	{ name, value, base }: Pick<VariableEdit, 'name' | 'value' | 'base'>,
): NamedValue | undefined {
	const named = list.filter((variable) => variable.name === name);
	const [first] = named;
	const ofValue = (wanted: string | undefined) => named.find((variable) => variable.value === wanted);
	return first?.value === base?.value || first?.value === value
		? first
		: (ofValue(base?.value) ?? ofValue(value) ?? first);
}

/** Whether two variables have the same value and URL, or are both absent. */
export function sameVariable(
	a: { value: string; url: string } | undefined,
	b: { value: string; url: string } | undefined,
): boolean {
	return a === b || (a !== undefined && b !== undefined && a.value === b.value && a.url === b.url);
}

/** Whether the service has the value of the edit already, or no longer has a variable that was cleared. */
export function isDone(edit: VariableEdit, theirs: NamedValue | undefined): boolean {
	return theirs === undefined
		? edit.value === '' && edit.base !== undefined
		: sameVariable(theirs, withUrlOf(theirs, edit));
}

/** The service fills in a URL again with each answer (docs/api.md#pages-and-links): one that the user left alone is as the service has it now. */
function withUrlOf(theirs: NamedValue | undefined, edit: VariableEdit): VariableEdit {
	const isUrlEdited = edit.base === undefined || edit.url !== edit.base.url;
	return isUrlEdited || theirs === undefined ? edit : { ...edit, url: theirs.url };
}

/**
 * Merges edits into the list that the service has now. An edit is applied if the service still has its base; otherwise it is a
 * conflict, unless the service has the edit's own value already.
 */
export function mergeEdits(theirs: readonly NamedValue[], edits: readonly VariableEdit[]): Merge {
	const conflicts: Conflict[] = [];
	const applied: VariableEdit[] = [];
	for (const edit of edits) {
		const now = variableOf(theirs, edit);
		if (isDone(edit, now)) {
			continue;
		}
		const merged = withUrlOf(now, edit);
		const isUrlSame = merged !== edit || now?.url === edit.base?.url;
		if (now?.value === edit.base?.value && isUrlSame) {
			applied.push(merged);
		} else {
			conflicts.push({ edit, theirs: now });
		}
	}
	return { list: withEdits(theirs, applied), conflicts, applied };
}

/** The list with the edits in it, new variables at the end. */
export function withEdits(
	list: readonly NamedValue[],
	edits: readonly (NamedValue & Partial<Pick<VariableEdit, 'base'>>)[],
): readonly NamedValue[] {
	const added: NamedValue[] = [];
	const changed = [...list];
	for (const { name, value, url, base } of edits) {
		const target = variableOf(list, { name, value, base });
		if (target) {
			changed[list.indexOf(target)] = { name, value, url };
		} else {
			added.push({ name, value, url });
		}
	}
	return [...changed, ...added];
}

/** Edits that restore earlier values; a variable that was added gets an empty value. */
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

/** The same edit with the service's current value as its base: the user decided to keep it, or our own write made that value. */
export function rebased(edit: VariableEdit, theirs: NamedValue | undefined): VariableEdit {
	return { ...withUrlOf(theirs, edit), base: theirs };
}
