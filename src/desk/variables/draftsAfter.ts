// The unsaved edits that are left after a write.
import { isOfEdit } from './comparison';
import type { SaveOutcome } from './saveVariables';
import { isDone, rebased, sameVariable, type VariableEdit, variableNamed } from './variableEdits';

type Settled = Exclude<SaveOutcome, { kind: 'conflict' | 'unreadable' | 'unknown' }>;

/**
 * @param drafts the edits as they are now: the user may have typed on, or discarded some, while the write was under way
 * @param sent the edits that the write was asked for; none for an undo
 */
export function draftsAfter(
	drafts: readonly VariableEdit[],
	sent: readonly VariableEdit[],
	outcome: SaveOutcome,
): readonly VariableEdit[] {
	if (outcome.kind === 'conflict' || outcome.kind === 'unreadable' || outcome.kind === 'unknown') {
		return drafts;
	}
	const left = drafts.flatMap((draft) => {
		const edit = sent.find(({ name }) => name === draft.name);
		return edit ? leftOf(draft, edit, outcome) : leftOfOther(draft, outcome);
	});
	return [...left, ...notPutBack(outcome).filter(({ name }) => !left.some((draft) => draft.name === name))];
}

/** A draft that was sent: gone once it was saved as it was typed. */
function leftOf(draft: VariableEdit, sent: VariableEdit, outcome: Settled): readonly VariableEdit[] {
	const theirs = variableNamed(outcome.visitor.customVariableResults, draft.name);
	const isTypedOn = !sameVariable(draft, sent);
	if (outcome.kind === 'unchanged') {
		return isTypedOn ? [rebased(draft, theirs)] : [];
	}
	const difference = outcome.differences.find(({ kind, name }) => isOfEdit(kind) && name === draft.name);
	if (!difference && !isTypedOn) {
		return [];
	}
	// A value that appeared while the write had no answer was written by someone else: there the base stays, and it is a conflict.
	const isOurs = outcome.isAnswered || !difference || difference.kind === 'altered';
	const left = isOurs ? rebased(draft, theirs) : draft;
	return isDone(left, theirs) ? [] : [left];
}

/** A draft that wasn't sent: our own write, for instance an undo, may have made a new base for it. */
function leftOfOther(draft: VariableEdit, outcome: Settled): readonly VariableEdit[] {
	const saved = outcome.kind === 'saved' ? outcome.saved : undefined;
	if (!saved?.names.includes(draft.name) || !sameVariable(variableNamed(saved.before, draft.name), draft.base)) {
		return [draft];
	}
	const ours = variableNamed(saved.after, draft.name);
	return isDone(draft, ours) ? [] : [rebased(draft, ours)];
}

/** Variables that our own write removed and that could not be put back are kept as edits. */
function notPutBack(outcome: Settled): readonly VariableEdit[] {
	const putBack = outcome.kind === 'unchanged' ? undefined : outcome.putBack;
	return putBack?.error === undefined ? [] : putBack.variables.map((lost) => ({ ...lost, base: undefined }));
}
