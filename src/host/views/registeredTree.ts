// A tree view that is registered at activation, and is empty until the code that fills it is loaded.
import * as vscode from 'vscode';
import type { TreeNode } from '../../present/tree/tree';

type Provider = Required<
	Pick<vscode.TreeDataProvider<TreeNode>, 'getChildren' | 'getTreeItem' | 'getParent' | 'resolveTreeItem'>
>;

export interface RegisteredTree extends vscode.Disposable {
	readonly viewId: string;
	readonly view: vscode.TreeView<TreeNode>;
	/** Gives the rows from now on. VS Code asks for them again after `fire`. */
	fill(provider: Provider): void;
	/** Asks VS Code to render nodes again; undefined means all of them. */
	fire(nodes: TreeNode[] | undefined): void;
}

/** VS Code shows the view's welcome while there are no rows. */
export function registerTree(viewId: string, { canSelectMany }: { readonly canSelectMany: boolean }): RegisteredTree {
	const changes = new vscode.EventEmitter<TreeNode[] | undefined>();
	let filled: Provider | undefined;
	const view = vscode.window.createTreeView<TreeNode>(viewId, {
		treeDataProvider: {
			onDidChangeTreeData: changes.event,
			getChildren: (node) => filled?.getChildren(node) ?? [],
			getTreeItem: (node) => filled?.getTreeItem(node) ?? new vscode.TreeItem(''),
			getParent: (node) => filled?.getParent(node),
			resolveTreeItem: (item, node, token) => filled?.resolveTreeItem(item, node, token),
		},
		showCollapseAll: true,
		canSelectMany,
	});
	return {
		viewId,
		view,
		fill(provider) {
			filled = provider;
		},
		fire: (nodes) => changes.fire(nodes),
		dispose() {
			view.dispose();
			changes.dispose();
		},
	};
}
