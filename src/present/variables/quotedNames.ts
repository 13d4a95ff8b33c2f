// Names of custom variables in the quotation marks of the user's language.
import * as l10n from '@vscode/l10n';
import { listText } from '../language';

/** "“plan”, “cart”"; in other languages with an "and" before the last one. */
export function quotedNames(names: readonly string[]): string {
	return listText(names.map((name) => l10n.t({ message: '“{0}”', comment: 'Quoted name', args: [name] })));
}
