// Puts the visitors of the desk at work into their tree view, with its badge; how they are grouped and worded is present/visitorsTree.
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
import type { ShowingOptions } from '../currentDesk';
import { onState } from './onState';
import { createNodeTree, type NodeTree } from './treeView';

export interface VisitorsViewOptions extends ShowingOptions<Omit<VisitorsTreeOptions, 'now' | 'filter'>> {
	/** Whether the badge counts who waits. */
	readonly hasBadge: () => boolean;
	/** The filter in force; an empty text is none. */
	readonly filter: VisitorFilter & { readonly onDidChange: vscode.Event<void> };
}

export interface VisitorsView extends vscode.Disposable {
	readonly tree: NodeTree;
}

export function createVisitorsView(options: VisitorsViewOptions): VisitorsView {
	const { currentDesk, clock, filter } = options;
	const tree = createNodeTree({
		viewId: 'frontdesk.visitors',
		setTimer: clock.setTimer,
		canSelectMany: true,
		content() {
			const state = currentDesk.desk?.state;
			const inForce = filter.text === '' ? undefined : { text: filter.text, matches: filter.matches };
			return state ? visitorsContent(state, { ...options.settings(), filter: inForce, now: clock.now() }) : noContent;
		},
		untilChange: () => untilWaitsRead(currentDesk.desk?.state.waits.values() ?? [], clock.now()),
	});

	function follow(state: DeskState | undefined, before: DeskState | undefined): void {
		if (state && before && showsTheSame(state, before)) {
			return;
		}
		// The badge is seen while the view is not.
		setBadge();
		tree.invalidate();
	}

	function setBadge(): void {
		const state = currentDesk.desk?.state;
		tree.setBadge(state && options.hasBadge() ? waitingBadge(state) : undefined);
	}

	follow(currentDesk.desk?.state, undefined);
	const parts = vscode.Disposable.from(
		onState(currentDesk, follow),
		options.onDidChangeSettings(() => {
			setBadge();
			tree.invalidate();
		}),
		filter.onDidChange(tree.invalidate),
		tree,
	);
	return { tree, dispose: () => parts.dispose() };
}

/** Polls that bring nothing new come every few seconds: they shall not cost a walk over all visitors. */
function showsTheSame(a: DeskState, b: DeskState): boolean {
	return (
		a.visitors === b.visitors &&
		a.waits === b.waits &&
		a.names === b.names &&
		a.pollError === b.pollError &&
		a.visitorsError === b.visitorsError &&
		a.missed === b.missed
	);
}
