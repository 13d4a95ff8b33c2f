// Why an edit of a custom variable cannot be saved, in words that name the field and the next step.
import * as l10n from '@vscode/l10n';
import type { ValidationError } from '../desk/variables/variableEdits';
import type { VariableType } from '../service/model';

export function editFaultWords(fault: ValidationError): string {
	switch (fault) {
		case 'nameEmpty':
			return l10n.t('Name: enter one.');
		case 'nameTaken':
			return l10n.t('Name: this visitor has a variable of that name already. Edit that one.');
		case 'urlScheme':
			return l10n.t('URL: begin with https://, http://, mailto: or tel:, or leave it empty.');
		case 'readOnly':
			return l10n.t('Name: the setting frontdesk.variables.readOnly protects this variable.');
		case 'notInteger':
			return l10n.t('Value: enter a whole number, like 1200.');
		case 'notDecimal':
			return l10n.t('Value: enter a number, like 1200.50.');
	}
}

/** Which field is at fault, by the words for it: words are what the host answers a page. */
export function fieldAtFault(words: string): 'name' | 'value' | 'url' {
	const isOneOf = (...faults: readonly ValidationError[]) => faults.some((fault) => editFaultWords(fault) === words);
	return isOneOf('urlScheme') ? 'url' : isOneOf('notInteger', 'notDecimal') ? 'value' : 'name';
}

/** What an empty field says that it takes; undefined where it takes anything. */
export function typeHint(type: VariableType | undefined): string | undefined {
	switch (type) {
		case 'integer':
			return l10n.t('Whole number');
		case 'decimal':
			return l10n.t('Number');
		default:
			return undefined;
	}
}
