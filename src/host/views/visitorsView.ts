// Fills the tree view of visitors, with its badge.
import * as vscode from 'vscode';
import type { DeskState } from '../../desk/state';
import { noContent } from '../../present/tree/tree';
import {
	type VisitorFilter,
	type VisitorsTreeOptions,
	visitorsContent,
	waitingBadge,
} from '../../present/tree/visitorsTree';
import { untilWaitsRead } from '../../present/waiting';
import type { ViewOptions } from '../currentDesk';
import { onState } from './onState';
import type { RegisteredTree } from './registeredTree';
import { createNodeTree, type NodeTree } from './treeView';

interface VisitorsViewOptions extends ViewOptions<Omit<VisitorsTreeOptions, 'now' | 'filter'>> {
	/** Whether the badge counts waiting visitors. */
	readonly hasBadge: () => boolean;
	/** The current filter; an empty text is no filter. */
	readonly filter: VisitorFilter & { readonly onDidChange: vscode.Event<void> };
}

export interface VisitorsView extends vscode.Disposable {
	readonly tree: NodeTree;
}

export function createVisitorsView(registered: RegisteredTree, options: VisitorsViewOptions): VisitorsView {
	const { currentDesk, clock, filter } = options;
	const tree = createNodeTree({
		registered,
		setTimer: clock.setTimer,
		content() {
			const state = currentDesk.desk?.state;
			const currentFilter = filter.text === '' ? undefined : { text: filter.text, matches: filter.matches };
			return state
				? visitorsContent(state, { ...options.settings(), filter: currentFilter, now: clock.now() })
				: noContent;
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
	return { tree, dispose: () => parts.dispose() };
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
