// Edits of custom variables as plain data: the three-way merge before a save, and the comparison after it.
import type { NamedValue } from '../../service/model';

/** One changed variable. Which one it is, is its name alone: the service has no ids for them. */
export interface VariableEdit {
	readonly name: string;
	/** The variable when the edit began; undefined for one that was not there. */
	readonly base: NamedValue | undefined;
	/** What it shall be. There is no delete in the service: a cleared variable has the value `''`. */
	readonly value: string;
	readonly url: string;
}

/** An edit whose base moved meanwhile, to something else than the edit itself. */
export interface Conflict {
	readonly edit: VariableEdit;
	/** The variable as the service has it now; undefined where it is gone. */
	readonly theirs: NamedValue | undefined;
}

export interface Merge {
	/** The complete list to send: what the service has, with the edits in it. Safe under merge and under replace (API.md). */
	readonly list: readonly NamedValue[];
	readonly conflicts: readonly Conflict[];
	/** The edits that `list` carries and the service does not have yet. */
	readonly applied: readonly VariableEdit[];
}

/** A variable that the service did not keep as it was sent. */
export interface NotKept {
	readonly name: string;
	readonly sent: NamedValue;
	/** What the service made of it; undefined where it is gone. */
	readonly got: NamedValue | undefined;
	/** Whether the user edited it in this save; else it was only sent along. */
	readonly edited: boolean;
}

export function variableNamed(list: readonly NamedValue[], name: string): NamedValue | undefined {
	return list.find((variable) => variable.name === name);
}

function sameVariable(
	a: { value: string; url: string } | undefined,
	b: { value: string; url: string } | undefined,
): boolean {
	return a === b || (a !== undefined && b !== undefined && a.value === b.value && a.url === b.url);
}

/** Whether the edit changes nothing of what the service has. */
function isDone(edit: VariableEdit, theirs: NamedValue | undefined): boolean {
	return sameVariable(theirs, edit);
}

/**
 * Puts the edits into the service's list of this moment. An edit goes in where its base is still what the service has;
 * where the base moved it is a conflict, unless it moved to the very same. Variables without an edit are the service's own.
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

/** The list with the edits in their places; new ones stand at its end. Of several variables with one name the first is meant. */
export function withEdits(list: readonly NamedValue[], edits: readonly VariableEdit[]): readonly NamedValue[] {
	const waiting = new Map(edits.map((edit) => [edit.name, edit]));
	const changed = list.map((variable) => {
		const edit = waiting.get(variable.name);
		waiting.delete(variable.name);
		return edit ? { name: variable.name, value: edit.value, url: edit.url } : variable;
	});
	return [...changed, ...[...waiting.values()].map(({ name, value, url }) => ({ name, value, url }))];
}

/**
 * What of a sent list the answer does not hold. A `url` counts only where the user edited it:
 * the service answers a resolved template (API.md, Quirks), which differs from what was sent without any loss.
 */
export function notKept(
	sent: readonly NamedValue[],
	applied: readonly VariableEdit[],
	answer: readonly NamedValue[],
): readonly NotKept[] {
	const edits = new Map(applied.map((edit) => [edit.name, edit]));
	const names = new Set<string>();
	const lost: NotKept[] = [];
	for (const variable of sent) {
		if (names.has(variable.name)) {
			continue; // a second variable of that name cannot be told from the first
		}
		names.add(variable.name);
		const edit = edits.get(variable.name);
		const got = variableNamed(answer, variable.name);
		const urlMatters = edit !== undefined && edit.url !== (edit.base?.url ?? '');
		// A cleared variable may be gone: that is what clearing means to a service that keeps no empty ones.
		const cleared = variable.value === '' && got === undefined;
		if (!cleared && (got?.value !== variable.value || (urlMatters && got.url !== variable.url))) {
			lost.push({ name: variable.name, sent: variable, got, edited: edit !== undefined });
		}
	}
	return lost;
}

/** Edits that bring variables back to what they were; one that was not there goes back to an empty value. */
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

/** The edit after the user chose `mine` in a conflict: what the service has now is its new base. */
export function rebased(edit: VariableEdit, theirs: NamedValue | undefined): VariableEdit {
	return { ...edit, base: theirs };
}
