// One section: a heading and its rows as a description list, or a sentence where it has none.
import * as l10n from '@vscode/l10n';
import type { DetailsRow, DetailsSection } from '../../present/details/detailsModel';
import type { PanelContext } from '../context';
import { el, type KeyedList, keyedList, setText } from '../elements/dom';
import { createRowView, type RowView } from './rowView';
import type { TimedView } from './valueView';

export interface SectionView extends TimedView<DetailsSection> {
	/** Decides anew which rows are to be seen. */
	reveal(): void;
}

interface RowsSection<R extends RowView> extends SectionView {
	readonly rows: KeyedList<DetailsRow, R>;
}

/** The sections that are only read. */
export function createSectionView(context: PanelContext, key: DetailsSection['key']): SectionView {
	return createRowsSection(context, key, () => createRowView(context));
}

export function createRowsSection<R extends RowView>(
	context: PanelContext,
	key: DetailsSection['key'],
	createRow: () => R,
): RowsSection<R> {
	const title = el('h2');
	title.id = `section-${key}`;
	const list = el('dl');
	const none = el('p', 'none');
	const element = el('section', key, title, list, none);
	element.setAttribute('aria-labelledby', title.id);
	// So that focus has somewhere to go when the row that has it is taken away.
	element.tabIndex = -1;
	const rows = keyedList<DetailsRow, R>(list, createRow);
	let section: DetailsSection | undefined;

	function reveal(): void {
		let shown = 0;
		for (const row of rows.views) {
			row.reveal();
			shown += row.shown ? 1 : 0;
		}
		list.hidden = shown === 0;
		none.hidden = shown > 0;
		const allEmpty = section !== undefined && section.rows.length > 0 && !context.showEmpty();
		setText(none, allEmpty ? l10n.t('All {0} are empty', section?.rows.length ?? 0) : (section?.none ?? ''));
		element.hidden = shown === 0 && section?.none === undefined;
	}

	return {
		element,
		rows,
		update(item) {
			section = item;
			setText(title, item.title);
			rows.update(item.rows);
			reveal();
		},
		tick() {
			for (const row of rows.views) {
				row.tick();
			}
		},
		reveal,
	};
}
