// Names of custom variables in the quotation marks of the user's language.
import * as l10n from '@vscode/l10n';

/** "“plan”, “cart”". */
export function quotedNames(names: readonly string[]): string {
	return names
		.map((name) => l10n.t({ message: '“{0}”', comment: 'Quotation marks around a name', args: [name] }))
		.join(', ');
}
