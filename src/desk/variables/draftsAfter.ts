// The unsaved edits that are left after a write.
import { isOfEdit } from './comparison';
import type { SaveOutcome } from './saveVariables';
import { isDone, rebased, sameVariable, type VariableEdit, variableNamed, variableOf } from './variableEdits';

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

/** A draft that was sent: removed if it was saved as it was typed. */
function leftOf(draft: VariableEdit, sent: VariableEdit, outcome: Settled): readonly VariableEdit[] {
	const list = outcome.visitor.customVariableResults;
	const isTypedOn = !sameVariable(draft, sent);
	if (outcome.kind === 'unchanged') {
		return isTypedOn ? [rebased(draft, variableOf(list, sent))] : [];
	}
	const difference = outcome.differences.find(({ kind, name }) => isOfEdit(kind) && name === draft.name);
	if (!difference && !isTypedOn) {
		return [];
	}
	// Without an answer to the write, a new value was written by someone else: the base stays, which makes it a conflict.
	const isOurs = outcome.isAnswered || !difference || difference.kind === 'altered';
	// Another variable with the name of one that is gone isn't what was edited.
	const isGone = difference?.kind === 'missing';
	const theirs = isGone ? undefined : variableOf(list, difference ? { ...sent, base: difference.got } : sent);
	const base = difference?.kind === 'altered' ? difference.got : theirs;
	const left = isOurs ? rebased(draft, base) : draft;
	return isDone(left, theirs) ? [] : [left];
}

/** A draft that wasn't sent: our own write, for instance an undo, may have made a new base for it. */
function leftOfOther(draft: VariableEdit, outcome: Settled): readonly VariableEdit[] {
	const saved = outcome.kind === 'saved' ? outcome.saved : undefined;
	if (!saved?.names.includes(draft.name) || variableNamed(saved.before, draft.name)?.value !== draft.base?.value) {
		return [draft];
	}
	const ours = variableNamed(saved.after, draft.name);
	return isDone(draft, ours) ? [] : [rebased(draft, ours)];
}

/** Variables that our own write removed and that could not be put back are kept as edits. */
function notPutBack(outcome: Settled): readonly VariableEdit[] {
	const { putBack } = outcome;
	return putBack?.error === undefined ? [] : putBack.variables.map((lost) => ({ ...lost, base: undefined }));
}
