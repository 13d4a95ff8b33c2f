// Why an edit of a custom variable cannot be saved, in words that name the field and the next step.
import * as l10n from '@vscode/l10n';
import type { EditFault } from '../desk/variableEdits';

export function editFaultWords(fault: EditFault): string {
	switch (fault) {
		case 'nameEmpty':
			return l10n.t('Name: enter one.');
		case 'nameTaken':
			return l10n.t('Name: this visitor has a variable of that name already. Edit that one.');
		case 'urlScheme':
			return l10n.t('URL: begin with https://, http://, mailto: or tel:, or leave it empty.');
		case 'readOnly':
			return l10n.t('Name: the setting frontdesk.variables.readOnly protects this variable.');
	}
}
