// One read-only row: its name, its value, the mark of a change, and the button that copies it.
import * as l10n from '@vscode/l10n';
import type { DetailsRow } from '../../present/details/detailsModel';
import type { PanelContext } from '../context';
import { el, hasFocus, setText, unseen } from '../elements/dom';
import { createCopyButton } from './copyButton';
import { createValueView, type TimedView } from './valueView';

export interface RowView extends TimedView<DetailsRow> {
	/** Whether the row is to be seen: an empty one only when asked for. */
	readonly shown: boolean;
	/** Decides anew whether it is. */
	reveal(): void;
}

export function createRowView(context: PanelContext): RowView {
	const name = el('span', 'name');
	name.dir = 'auto';
	const mark = unseen(l10n.t({ message: 'changed', comment: 'Adjective: the value changed since it was last seen' }));
	const value = createValueView(context);
	const copy = createCopyButton(context);
	const tools = el('div', 'tools', copy.element);
	const element = el('div', 'row', el('dt', '', name, mark), el('dd', '', value.element, tools));
	let row: DetailsRow | undefined;
	let shown = true;

	function reveal(): void {
		// Never hidden while focus is inside: it would fall to the top of the page.
		shown = !row?.empty || row.changed || context.showEmpty() || hasFocus(element);
		element.hidden = !shown;
	}

	return {
		element,
		get shown() {
			return shown;
		},
		update(item) {
			row = item;
			setText(name, item.label);
			element.classList.toggle('changed', item.changed);
			mark.hidden = !item.changed;
			value.update(item);
			copy.update(item);
			reveal();
		},
		tick: value.tick,
		reveal,
	};
}
