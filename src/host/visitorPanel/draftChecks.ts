// Which unsaved edits of a visitor can be saved, and what stands in the way of a save.
import type { DraftEdit } from '../../desk/variables/drafts';
import { type ValidationError, type VariableRules, validateDraft } from '../../desk/variables/validation';
import { mergeEdits, type VariableEdit, variableNamed, variableOf } from '../../desk/variables/variableEdits';
import { invalidReport, type SaveReport } from '../../present/variables/saveReport';
import { validationErrorText } from '../../present/variables/validationErrors';
import type { NamedValue } from '../../service/model';

export interface DraftChecksOptions {
	readonly edits: () => readonly DraftEdit[];
	readonly saved: () => readonly NamedValue[];
	readonly rules: () => VariableRules;
	/** Whether privacy mode masks a variable. */
	readonly isLocked: (name: string, saved: NamedValue | undefined) => boolean;
}

export function createDraftChecks({ edits, saved, rules, ...options }: DraftChecksOptions) {
	function isLocked(name: string): boolean {
		return options.isLocked(name, variableNamed(saved(), name));
	}

	/** The drafts that can be saved and discarded. */
	function open(): readonly DraftEdit[] {
		return edits().filter(({ name }) => !isLocked(name));
	}

	function errorOf(edit: VariableEdit): ValidationError | undefined {
		return validateDraft(edit, variableOf(saved(), edit), rules());
	}

	/** The report of the first draft that can't be sent as it is. */
	function firstInvalid(): SaveReport | undefined {
		for (const edit of open()) {
			const error = errorOf(edit);
			if (error) {
				return invalidReport(edit.name, validationErrorText(error));
			}
		}
		return undefined;
	}

	/** Whether a draft is in conflict. Its row asks the user. */
	function isUndecided(): boolean {
		return mergeEdits(saved(), open()).conflicts.length > 0;
	}

	return { isLocked, open, errorOf, firstInvalid, isUndecided };
}
