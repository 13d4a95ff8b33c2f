// Fills the tree view of agents.
import * as vscode from 'vscode';
import { untilTimesChange } from '../../present/status/statusTimeText';
import { type AgentsTreeOptions, agentsContent } from '../../present/tree/agentsTree';
import { noContent } from '../../present/tree/tree';
import type { ViewOptions } from '../currentDesk';
import { onState } from './onState';
import type { RegisteredTree } from './registeredTree';
import { createNodeTree, type NodeTree } from './treeView';

export interface AgentsView extends vscode.Disposable {
	readonly tree: NodeTree;
}

export function createAgentsView(
	registered: RegisteredTree,
	{ currentDesk, clock, settings, onDidChangeSettings }: ViewOptions<Omit<AgentsTreeOptions, 'now'>>,
): AgentsView {
	const tree = createNodeTree({
		registered,
		clock,
		content() {
			const state = currentDesk.desk?.state;
			return state ? agentsContent(state, { ...settings(), now: clock.now() }) : noContent;
		},
		untilChange() {
			const state = currentDesk.desk?.state;
			return state && untilTimesChange(state.statusTimes, clock.now());
		},
	});
	const parts = vscode.Disposable.from(
		onState(currentDesk, tree.invalidate),
		onDidChangeSettings(tree.invalidate),
		tree,
	);
	return { tree, dispose: () => parts.dispose() };
}
