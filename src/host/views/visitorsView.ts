// Fills the tree view of visitors, with its badge.
import * as vscode from 'vscode';
import type { Segments } from '../../desk/segments/segments';
import type { DeskState } from '../../desk/state';
import { untilWaitLevels } from '../../present/alerts/waitLevels';
import type { ServiceNames } from '../../present/labels';
import { untilPinsChange } from '../../present/pins/pinnedRows';
import { noContent, type TreeNode } from '../../present/tree/tree';
import { rowsPerStep } from '../../present/tree/visitorRows';
import { type VisitorsContent, visitorsContent, waitingBadge } from '../../present/tree/visitorsContent';
import { createVisitorsTree, type VisitorFilter, type VisitorsTreeOptions } from '../../present/tree/visitorsTree';
import { untilWaitsRead } from '../../present/waiting';
import type { ViewOptions } from '../currentDesk';
import { contextKeys } from '../ids';
import { onState } from './onState';
import type { RegisteredTree } from './registeredTree';
import { createNodeTree, type NodeTree } from './treeView';

type VisitorsSettings = Pick<
	VisitorsTreeOptions,
	'groupBy' | 'sortBy' | 'departments' | 'highLoad' | 'thresholds' | 'segmentErrors'
>;

interface VisitorsViewOptions extends ViewOptions<VisitorsSettings> {
	/** Whether the badge counts waiting visitors. */
	readonly hasBadge: () => boolean;
	readonly segments: (departmentNames: ServiceNames) => Segments;
	/** The current filter; an empty text is no filter. */
	readonly filter: VisitorFilter & { readonly onDidChange: vscode.Event<void> };
}

export interface VisitorsView extends vscode.Disposable {
	readonly tree: NodeTree;
	/** Shows more rows of the group whose last row this is; any other argument is ignored. */
	showMore(row: unknown): void;
	/** Shows all visitors under high load, or only those who wait or chat. Lasts until the window closes. */
	showAll(all: boolean): void;
}

export function createVisitorsView(registered: RegisteredTree, options: VisitorsViewOptions): VisitorsView {
	const { currentDesk, clock, filter } = options;
	let visitors = createVisitorsTree();
	const askedRows = new Map<string, number>();
	const shownRows = (groupKey: string) => askedRows.get(groupKey) ?? rowsPerStep;
	let showsAll = false;
	let highLoad: VisitorsContent['highLoad'];

	function treeOptions(state: DeskState): VisitorsTreeOptions {
		return {
			...options.settings(),
			segments: options.segments(state.names.departments),
			filter: filter.text === '' ? undefined : { text: filter.text, matches: filter.matches },
			showsAll,
			shownRows,
			now: clock.now(),
		};
	}

	function contentOf(state: DeskState): VisitorsContent {
		const content = visitorsContent(visitors, state, treeOptions(state));
		if (content.highLoad !== highLoad) {
			highLoad = content.highLoad;
			void vscode.commands.executeCommand('setContext', contextKeys.highLoad, highLoad);
		}
		return content;
	}

	const tree = createNodeTree({
		registered,
		clock,
		content() {
			const state = currentDesk.desk?.state;
			if (!state) {
				visitors = createVisitorsTree(); // nothing of a site stays in memory
				return noContent;
			}
			return contentOf(state);
		},
		*prepare() {
			const state = currentDesk.desk?.state;
			if (state) {
				yield* visitors.prepare(state, treeOptions(state));
			}
		},
		untilChange() {
			const waits = [...(currentDesk.desk?.state.waits.values() ?? [])];
			const now = clock.now();
			const spans = [
				untilWaitsRead(waits, now),
				untilWaitLevels(waits, options.settings().thresholds, now),
				untilPinsChange(currentDesk.desk?.state.pins ?? [], now),
			].filter((span) => span !== undefined);
			return spans.length === 0 ? undefined : Math.min(...spans);
		},
	});

	function update(state: DeskState | undefined, before: DeskState | undefined): void {
		if (state && before && looksTheSame(state, before)) {
			return;
		}
		// The badge is visible while the view is not.
		setBadge();
		tree.invalidate();
	}

	function setBadge(): void {
		const state = currentDesk.desk?.state;
		tree.setBadge(state && options.hasBadge() ? waitingBadge(state) : undefined);
	}

	update(currentDesk.desk?.state, undefined);
	const parts = vscode.Disposable.from(
		onState(currentDesk, update),
		options.onDidChangeSettings(() => {
			setBadge();
			tree.invalidate();
		}),
		filter.onDidChange(tree.invalidate),
		tree,
	);
	return {
		tree,
		showMore(row) {
			const { kind, id } = (row ?? {}) as Partial<TreeNode>;
			if (kind === 'more' && id !== undefined) {
				askedRows.set(id, shownRows(id) + rowsPerStep);
				tree.invalidate();
			}
		},
		showAll(all) {
			showsAll = all;
			tree.invalidate();
		},
		dispose: () => parts.dispose(),
	};
}

/** Polls without changes come every few seconds; this check avoids a pass over all visitors. */
function looksTheSame(a: DeskState, b: DeskState): boolean {
	return (
		a.visitors === b.visitors &&
		a.visitorsGaps === b.visitorsGaps &&
		a.waits === b.waits &&
		a.segmentCount === b.segmentCount &&
		a.pins === b.pins &&
		a.pinned === b.pinned &&
		a.names === b.names &&
		a.pollError === b.pollError &&
		a.visitorsError === b.visitorsError &&
		a.missed === b.missed
	);
}
