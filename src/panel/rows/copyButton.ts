// The button of a row that has the host copy its value, and shows that it worked.
import * as l10n from '@vscode/l10n';
import type { DetailsRow } from '../../present/details/detailsModel';
import { attempt, type PanelContext } from '../context';
import { iconButton } from '../elements/buttons';
import type { View } from '../elements/dom';

/** How long it shows that it worked, in ms. */
const doneFor = 1500;

export function createCopyButton(context: PanelContext): View<DetailsRow> {
	let row: DetailsRow | undefined;
	let reset: ReturnType<typeof setTimeout> | undefined;
	const button = iconButton(
		'copy',
		l10n.t({ message: 'Copy', comment: 'Button: puts a text on the clipboard' }),
		() => row && void copyValue(row),
		'copy',
		'done',
	);
	const { element } = button;

	async function copyValue({ key, label }: DetailsRow): Promise<void> {
		const failed = l10n.t("{0} couldn't be copied.", label);
		if (await attempt(context, context.host.call('copy', { row: key }), failed)) {
			context.announce(
				l10n.t({ message: 'Copied {0}', comment: 'Said after copying; {0} is the name of a field', args: [label] }),
			);
			element.classList.add('copied');
			clearTimeout(reset);
			reset = setTimeout(() => element.classList.remove('copied'), doneFor);
		}
	}

	return {
		element,
		update(item) {
			row = item;
			button.update(
				l10n.t({ message: 'Copy {0}', comment: 'Verb; {0} is the name of a field', args: [item.label] }),
				!item.empty,
			);
		},
	};
}
