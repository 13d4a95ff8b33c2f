// The section of the custom variables: rows, the form for a new one, and the bar that saves.
import * as l10n from '@vscode/l10n';
import type { DetailsRow, DetailsSection, EditingState } from '../../present/details/detailsModel';
import type { PanelContext } from '../context';
import { createRowsSection, type SectionView } from '../rows/sectionView';
import { createAddView } from './addView';
import { createEditingBar } from './editingBar';
import { createVariableRow, type VariableRow } from './variableRow';

interface VariablesView extends SectionView {
	updateEditing(state: EditingState): void;
	/** Focuses the first edit that can't be saved as it is; false if there is none. */
	showBlock(): boolean;
}

export function createVariablesView(context: PanelContext): VariablesView {
	const section = createRowsSection<VariableRow>(context, 'variables', () => createVariableRow(context));
	const add = createAddView(
		context,
		() => {
			formUsed = true;
			bar.showAdd(add.isOpen);
		},
		(focused) => focused && bar.focus(),
	);
	const bar = createEditingBar(context, add.open);
	section.element.append(add.element, bar.element);
	section.element.addEventListener('keydown', moveBetweenRows);
	let conflicts = new Set<string>();
	let formUsed = false;

	/** Keeps rows in their place that the service removed while the host doesn't have their text yet. */
	function withHeld(rows: readonly DetailsRow[]): readonly DetailsRow[] {
		const keys = new Set(rows.map(({ key }) => key));
		const all = [...rows];
		[...section.rows.views].forEach(({ holds, row }, at) => {
			if (holds && row?.variable && !keys.has(row.key)) {
				all.splice(at, 0, { ...row, variable: { ...row.variable, saved: undefined } });
			}
		});
		return all;
	}

	function announce(rows: readonly DetailsRow[]): void {
		const now = rows.filter(({ variable }) => variable?.conflict);
		const fresh = now.filter(({ key }) => !conflicts.has(key));
		conflicts = new Set(now.map(({ key }) => key));
		if (fresh.length > 0) {
			const names = fresh.map(({ label }) => `“${label}”`).join(', ');
			context.announce(l10n.t('Someone else changed {0}. Choose which value to keep.', names));
		}
	}

	return {
		...section,
		update(item: DetailsSection) {
			section.update({ ...item, rows: withHeld(item.rows) });
			announce(item.rows);
		},
		updateEditing(state) {
			add.know(state.numbers);
			if (state.composing && !formUsed) {
				add.resume(state.composing);
			}
			bar.update(state);
			if (!state.possible && add.isOpen) {
				add.close();
			}
		},
		showBlock() {
			const row = [...section.rows.views].find(({ blocked }) => blocked);
			row?.showBlock();
			return row !== undefined;
		},
	};
}

/** The arrow keys go to the same button of the next row. */
function moveBetweenRows(event: KeyboardEvent): void {
	const down = event.key === 'ArrowDown';
	const button = event.target instanceof HTMLElement ? event.target.closest('.tool') : null;
	if (!button || (!down && event.key !== 'ArrowUp')) {
		return;
	}
	const kind = [...button.classList].find((name) => name !== 'tool' && name !== 'copied') ?? 'copy';
	let row = button.closest('.row');
	do {
		row = (down ? row?.nextElementSibling : row?.previousElementSibling) ?? null;
		const find = (name: string) => row?.querySelector<HTMLElement>(`.tool.${name}:not([hidden])`);
		const next = find(kind) ?? find('edit') ?? find('copy');
		if (row instanceof HTMLElement && !row.hidden && next) {
			event.preventDefault();
			next.focus();
			return;
		}
	} while (row);
}
