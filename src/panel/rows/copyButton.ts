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
	const button = iconButton('copy', l10n.t('Copy'), () => row && void copyValue(row), 'copy', 'done');
	const { element } = button;

	async function copyValue({ key, label }: DetailsRow): Promise<void> {
		const failed = l10n.t('{0} could not be copied.', label);
		if (await attempt(context, context.host.call('copy', { row: key }), failed)) {
			context.announce(l10n.t('Copied {0}', label));
			element.classList.add('copied');
			clearTimeout(reset);
			reset = setTimeout(() => element.classList.remove('copied'), doneFor);
		}
	}

	return {
		element,
		update(item) {
			row = item;
			button.update(l10n.t('Copy {0}', item.label), !item.empty);
		},
	};
}
