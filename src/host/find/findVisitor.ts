// The quick pick to find a visitor by any field, or by an ID that isn't in the list.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Segments } from '../../desk/segments/segments';
import { typedGuid } from '../../desk/typedId';
import { visitorMatcher } from '../../present/find/find';
import { foundPins } from '../../present/find/foundPins';
import { createFoundVisitors } from '../../present/find/foundVisitors';
import { matchQuality } from '../../present/find/matchQuality';
import { inPlaces, type PickerRow, pickerRows } from '../../present/find/pickerRows';
import type { ServiceNames } from '../../present/labels';
import type { ShownDesk } from '../../present/privacy/shown';
import { createGrouping } from '../../present/tree/visitorGrouping';
import type { Id } from '../../service/model';
import { visitInSlices } from '../../service/slices';
import { clock } from '../clock';
import { createPicker, type ShownItem, shownItem } from '../gates/quickPicks';
import { ask } from '../input/ask';
import type { Settings } from '../settings';
import { themeIcon } from '../themeIcon';
import type { DepartmentName } from '../visitors/departmentName';

/** Maximum visitors in the quick pick. */
const maxVisitors = 100;

interface FindVisitorOptions {
	readonly departmentName: DepartmentName;
	readonly settings: () => Pick<Settings, 'groupBy' | 'sortBy' | 'departmentAliases'>;
	readonly segments: (departmentNames: ServiceNames) => Segments;
}

/** A button of each visitor's row. */
export interface RowAction extends vscode.QuickInputButton {
	/** What it rejects with is a failure of the command. */
	run(id: Id): PromiseLike<unknown>;
}

interface FindVisitorQuestion {
	/** Names the task. */
	readonly title?: string;
	/** What is searched for at first. */
	readonly query?: string;
	readonly actions?: readonly RowAction[];
}

/** Asks for a visitor. An ID that isn't in the list is returned as typed, in lower case. Undefined if the user cancels or presses a button, or the desk has `ended`. */
export async function findVisitor(
	desk: ShownDesk,
	options: FindVisitorOptions,
	ended: vscode.CancellationToken,
	{ title = l10n.t('Find a Visitor'), query: firstQuery = '', actions = [] }: FindVisitorQuestion = {},
): Promise<Id | undefined> {
	const picker = createPicker();
	picker.title = title;
	picker.value = firstQuery;
	// VS Code marks the text where it occurs; what is found is decided here.
	picker.matchOnDescription = true;
	picker.matchOnDetail = true;
	picker.placeholder = desk.isMasked
		? l10n.t('Search in what privacy mode shows, or enter a visitor ID')
		: l10n.t('Search in all fields, or enter a visitor ID');
	// The groups and their order stay while the user types. VS Code reads the property, but its types don't declare it (vscode#73904).
	Object.assign(picker, { sortByLabel: false });
	/** In the order of the picker's items. */
	let rows: readonly PickerRow[] = [];
	let endSlices: (() => void) | undefined;
	/** What the search that is running is for. */
	let searchFor: 'newText' | 'newData' | undefined;
	/** Whether the rows are the first ones for what is typed. */
	let isFirst = true;
	let onFound: (() => void) | undefined;

	/** Searches for what is typed now; a search that is still running ends. */
	function search(reason: 'newText' | 'newData'): void {
		endSlices?.();
		searchFor = searchFor === 'newText' ? searchFor : reason;
		const { state } = desk;
		const typedId = typedGuid(picker.value.trim());
		const query = typedId ?? picker.value.trim();
		const found = foundVisitors(desk, query, options);
		const done = () => {
			const { departmentName } = options;
			const pins = foundPins(state, query, departmentName);
			const next = pickerRows(found, state, { query, typedId, departmentName, pins, now: clock.now() });
			isFirst = searchFor === 'newText';
			searchFor = undefined;
			show(isFirst ? next : inPlaces(rows, next, maxVisitors));
			picker.busy = state.visitors === undefined && !state.visitorsError && !state.pollError;
			onFound?.();
			onFound = undefined;
		};
		endSlices = visitInSlices(state.visitors ?? [], found.visit, done, clock);
		picker.busy ||= searchFor !== undefined;
	}

	/** VS Code activates the first row and scrolls to it whenever rows are set: right for a new text, and for nothing else. */
	function show(next: readonly PickerRow[]): void {
		const [activeItem] = picker.activeItems;
		const active = activeItem && !isFirst ? picker.items.indexOf(activeItem) : -1;
		rows = next;
		picker.keepScrollPosition = !isFirst; // before the rows: VS Code applies the changes in their order
		picker.items = next.map((row) => quickPickItem(row, actions));
		if (!isFirst) {
			picker.activeItems = picker.items.slice(active, active + 1);
		}
	}

	function rowOf(item: ShownItem<vscode.QuickPickItem> | undefined): PickerRow | undefined {
		return item && rows[picker.items.indexOf(item)];
	}

	/** The visitor of the selected row; undefined for a row that only informs. */
	function accepted(): Id | undefined {
		const row = rowOf(picker.selectedItems[0]);
		// Enter can come before the rows of the last typed text: a row that was selected among older ones is not meant.
		const meant = isFirst && (!row || row.kind === 'separator') ? rows.find(({ kind }) => kind !== 'separator') : row;
		return meant?.kind === 'visitor' ? meant.id : undefined;
	}

	picker.onDidChangeValue(() => search('newText'));
	const endSearch = desk.startVisitorSearch();
	const unlisten = desk.onChange((state, before) => {
		const isError = state.visitorsError !== before.visitorsError || state.pollError !== before.pollError;
		const isPinned = state.pins !== before.pins || state.pinned !== before.pinned;
		if (state.visitors !== before.visitors || isPinned || (!state.visitors && isError)) {
			// The first list is the answer to what was typed before it came.
			search(state.visitors && !before.visitors ? 'newText' : 'newData');
		}
	});
	search('newText');
	try {
		return await ask<Id | undefined>(picker, ended, (answer) => {
			picker.onDidTriggerItemButton(({ item, button }) => {
				const row = rowOf(item);
				const action = actions.find((each) => each.tooltip === button.tooltip);
				if (row && action) {
					answer(action.run(row.id).then(() => undefined));
					picker.hide(); // once it is answered: hidden before, it would be canceled
				}
			});
			picker.onDidAccept(() => {
				const accept = () => {
					const id = accepted();
					if (id !== undefined) {
						answer(id);
					}
				};
				// New data doesn't change what Enter means, a new text does.
				if (searchFor === 'newText') {
					onFound = accept;
				} else {
					accept();
				}
			});
		});
	} finally {
		endSlices?.();
		unlisten();
		endSearch();
	}
}

function foundVisitors(
	{ state }: ShownDesk,
	query: string,
	{ departmentName, settings, segments }: FindVisitorOptions,
) {
	const { groupBy, sortBy, departmentAliases } = settings();
	const grouping = createGrouping({
		groupBy,
		siteId: state.site.id,
		departments: departmentAliases,
		departmentNames: state.names.departments,
		segments: segments(state.names.departments),
	});
	const matches = visitorMatcher(query, departmentName);
	const quality = matchQuality(query);
	return createFoundVisitors({ matches, quality, grouping, sortBy, waits: state.waits, most: maxVisitors });
}

function quickPickItem(
	{ kind, label, description, detail, icon }: PickerRow,
	actions: readonly RowAction[],
): ShownItem<vscode.QuickPickItem> {
	if (kind === 'separator') {
		return shownItem({ label, kind: vscode.QuickPickItemKind.Separator });
	}
	return shownItem({
		label,
		description,
		detail,
		// VS Code would filter by the label; the search is done already.
		alwaysShow: true,
		...(icon && { iconPath: themeIcon(icon) }),
		...(kind === 'visitor' && { buttons: actions }),
	});
}
