// One row: its name, its value, the mark of a change, and the button that copies it.
import * as l10n from '@vscode/l10n';
import type { DetailsRow } from '../present/detailsModel';
import { attempt, type PanelContext } from './context';
import { el, setAttribute, setText } from './dom';
import { icon } from './icons';
import { createValueView, type TimedView } from './valueView';

/** How long the copy button shows that it worked, in ms. */
const doneFor = 1500;

export interface RowView extends TimedView<DetailsRow> {
	/** Whether the row is to be seen: an empty one only when asked for. */
	readonly shown: boolean;
	/** Decides anew whether it is. */
	reveal(): void;
}

export function createRowView(context: PanelContext): RowView {
	const name = el('span', 'name');
	name.dir = 'auto';
	const mark = el('span', 'mark', l10n.t('changed'));
	const value = createValueView(context);
	const copy = createCopyButton(context);
	const element = el('div', 'row', el('dt', '', name, mark), el('dd', '', value.element, copy.element));
	let row: DetailsRow | undefined;
	let shown = true;

	function reveal(): void {
		// Never hidden while focus is inside: it would fall to the top of the page.
		shown = !row?.empty || row.changed || context.showEmpty() || element.contains(document.activeElement);
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

function createCopyButton(context: PanelContext): { element: HTMLElement; update(row: DetailsRow): void } {
	const element = el('button', 'copy', icon('copy'), icon('done'));
	element.type = 'button';
	element.title = l10n.t('Copy');
	let row: DetailsRow | undefined;
	let reset: ReturnType<typeof setTimeout> | undefined;

	async function copyValue({ key, label }: DetailsRow): Promise<void> {
		const failed = l10n.t('{0} could not be copied.', label);
		if (await attempt(context, context.host.call('copy', { row: key }), failed)) {
			context.whisper(l10n.t('Copied {0}', label));
			element.classList.add('copied');
			clearTimeout(reset);
			reset = setTimeout(() => element.classList.remove('copied'), doneFor);
		}
	}

	element.addEventListener('click', () => {
		if (row) {
			void copyValue(row);
		}
	});

	return {
		element,
		update(item) {
			row = item;
			element.hidden = item.empty;
			setAttribute(element, 'aria-label', l10n.t('Copy {0}', item.label));
		},
	};
}
