// Fills the tree view of agents.
import * as vscode from 'vscode';
import type { ShownState } from '../../present/privacy/shown';
import { untilTimesChange } from '../../present/status/statusTimeText';
import { type AgentsTreeOptions, agentsContent } from '../../present/tree/agentsTree';
import { noContent } from '../../present/tree/tree';
import type { ViewOptions } from '../currentDesk';
import { contextKeys } from '../ids';
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
	let isAgentKnown = false;
	function update(state: ShownState | undefined): void {
		if (isAgentKnown !== (state?.me.id !== undefined)) {
			isAgentKnown = !isAgentKnown;
			void vscode.commands.executeCommand('setContext', contextKeys.agentKnown, isAgentKnown);
		}
		tree.invalidate();
	}
	update(currentDesk.desk?.state);
	const parts = vscode.Disposable.from(onState(currentDesk, update), onDidChangeSettings(tree.invalidate), tree);
	return { tree, dispose: () => parts.dispose() };
}
