// Why an edit of a custom variable can't be saved, in words that name the field and the next step.
import * as l10n from '@vscode/l10n';
import type { ValidationError } from '../../desk/variables/validation';
import type { VariableType } from '../../service/model';
import type { EditError, NumberField } from '../details/detailsModel';

export function validationErrorText({ code }: ValidationError): string {
	switch (code) {
		case 'nameEmpty':
			return l10n.t('Name: enter a name.');
		case 'nameTaken':
			return l10n.t('Name: this visitor already has a variable with this name. Edit that one.');
		case 'urlScheme':
			return l10n.t('URL: start with https://, http://, mailto: or tel:, or leave it empty.');
		case 'readOnly':
			return l10n.t('Name: the setting frontdesk.variables.readOnly protects this variable.');
		case 'masked':
			return l10n.t("Name: privacy mode hides this variable, so it can't be edited. Turn privacy mode off first.");
		case 'notInteger':
			return l10n.t('Value: enter a whole number, like 1200.');
		case 'notDecimal':
			return l10n.t('Value: enter a number, like 1200.50.');
	}
}

/** The error as the panel shows it. */
export function shownError(error: ValidationError): EditError {
	return { field: error.field, words: validationErrorText(error) };
}

/** The placeholder of the value's field; undefined if any text is valid. */
export function typeHint(type: VariableType | undefined): string | undefined {
	switch (type) {
		case 'integer':
			return l10n.t('Whole number');
		case 'decimal':
			return l10n.t({ message: 'Number', comment: 'Placeholder of a field that takes a number' });
		default:
			return undefined;
	}
}

/** What a field for such a variable says; undefined where any text is right. */
export function numberField(type: VariableType | undefined): NumberField | undefined {
	const hint = typeHint(type);
	return hint === undefined ? undefined : { inputMode: type === 'integer' ? 'numeric' : 'decimal', hint };
}
