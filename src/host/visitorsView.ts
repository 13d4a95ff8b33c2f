// Puts the visitors of the desk at work into their tree view, with badge and filter; how they are grouped and worded is present/visitorsTree.
import * as vscode from 'vscode';
import type { DeskState } from '../desk/state';
import { noContent } from '../present/tree';
import { type VisitorFilter, type VisitorsTreeOptions, visitorsContent, waitingBadge } from '../present/visitorsTree';
import { untilWaitsRead } from '../present/waiting';
import type { Clock } from '../service/ports';
import type { CurrentDesk } from './currentDesk';
import { onState } from './onState';
import { createNodeTree, type NodeTree } from './treeView';

export interface VisitorsViewOptions {
	readonly currentDesk: CurrentDesk;
	readonly clock: Clock;
	readonly settings: () => Omit<VisitorsTreeOptions, 'now' | 'filter'>;
	/** Fires after what `settings` returns changed. */
	readonly onDidChangeSettings: vscode.Event<void>;
}

export interface VisitorsView extends vscode.Disposable {
	readonly tree: NodeTree;
	/** Shows only the visitors who match; undefined shows all. Ends with the desk: another site begins unfiltered. */
	filter: VisitorFilter | undefined;
}

/** Whether a filter is in force, for the `when` of Clear Filter. */
const filteredKey = 'frontdesk.visitors.filtered';

export function createVisitorsView({
	currentDesk,
	clock,
	settings,
	onDidChangeSettings,
}: VisitorsViewOptions): VisitorsView {
	let filter: VisitorFilter | undefined;
	const tree = createNodeTree({
		viewId: 'frontdesk.visitors',
		setTimer: clock.setTimer,
		canSelectMany: true,
		content() {
			const state = currentDesk.desk?.state;
			return state ? visitorsContent(state, { ...settings(), filter, now: clock.now() }) : noContent;
		},
		untilChange: () => untilWaitsRead(currentDesk.desk?.state.waits.values() ?? [], clock.now()),
	});

	function setFilter(next: VisitorFilter | undefined): void {
		filter = next;
		void vscode.commands.executeCommand('setContext', filteredKey, next !== undefined);
		tree.invalidate();
	}

	function follow(state: DeskState | undefined, before: DeskState | undefined): void {
		if (!before) {
			setFilter(undefined);
		} else if (state && showsTheSame(state, before)) {
			return;
		}
		// The badge is seen while the view is not.
		tree.setBadge(state && waitingBadge(state));
		tree.invalidate();
	}

	follow(currentDesk.desk?.state, undefined);
	const parts = vscode.Disposable.from(onState(currentDesk, follow), onDidChangeSettings(tree.invalidate), tree);
	return {
		tree,
		get filter() {
			return filter;
		},
		set filter(next) {
			setFilter(next);
		},
		dispose: () => parts.dispose(),
	};
}

/** Polls that bring nothing new come every few seconds: they shall not cost a walk over all visitors. */
function showsTheSame(a: DeskState, b: DeskState): boolean {
	return (
		a.visitors === b.visitors &&
		a.waits === b.waits &&
		a.problem === b.problem &&
		a.visitorsProblem === b.visitorsProblem
	);
}
