// The tree view of visitors, with its badge.
import * as vscode from 'vscode';
import type { DeskState } from '../../desk/state';
import { noContent, type TreeNode } from '../../present/tree/tree';
import { rowsPerStep } from '../../present/tree/visitorRows';
import { type VisitorsContent, visitorsContent, waitingBadge } from '../../present/tree/visitorsContent';
import { createVisitorsTree, type VisitorFilter, type VisitorsTreeOptions } from '../../present/tree/visitorsTree';
import { untilWaitsRead } from '../../present/waiting';
import type { ViewOptions } from '../currentDesk';
import { contextKeys } from '../ids';
import { onState } from './onState';
import { createNodeTree, type NodeTree } from './treeView';

type VisitorsSettings = Pick<VisitorsTreeOptions, 'groupBy' | 'sortBy' | 'departments' | 'highLoad'>;

interface VisitorsViewOptions extends ViewOptions<VisitorsSettings> {
	/** Whether the badge counts waiting visitors. */
	readonly hasBadge: () => boolean;
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

export function createVisitorsView(options: VisitorsViewOptions): VisitorsView {
	const { currentDesk, clock, filter } = options;
	let visitors = createVisitorsTree();
	const askedRows = new Map<string, number>();
	const shownRows = (groupKey: string) => askedRows.get(groupKey) ?? rowsPerStep;
	let showsAll = false;
	let highLoad: VisitorsContent['highLoad'];

	function contentOf(state: DeskState): VisitorsContent {
		const content = visitorsContent(visitors, state, {
			...options.settings(),
			filter: filter.text === '' ? undefined : { text: filter.text, matches: filter.matches },
			showsAll,
			shownRows,
			now: clock.now(),
		});
		if (content.highLoad !== highLoad) {
			highLoad = content.highLoad;
			void vscode.commands.executeCommand('setContext', contextKeys.highLoad, highLoad);
		}
		return content;
	}

	const tree = createNodeTree({
		viewId: 'frontdesk.visitors',
		setTimer: clock.setTimer,
		canSelectMany: true,
		content() {
			const state = currentDesk.desk?.state;
			if (!state) {
				visitors = createVisitorsTree(); // nothing of a site stays in memory
				return noContent;
			}
			return contentOf(state);
		},
		untilChange: () => untilWaitsRead(currentDesk.desk?.state.waits.values() ?? [], clock.now()),
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

/** Polls without news come every few seconds; this spares them a walk over all visitors. */
function looksTheSame(a: DeskState, b: DeskState): boolean {
	return (
		a.visitors === b.visitors &&
		a.visitorsGaps === b.visitorsGaps &&
		a.waits === b.waits &&
		a.names === b.names &&
		a.pollError === b.pollError &&
		a.visitorsError === b.visitorsError &&
		a.missed === b.missed
	);
}
