// One thin tree view over plain nodes: paints what changed and nothing while hidden; what the nodes are is for present/ to say.
import * as vscode from 'vscode';
import { reconcile, type TreeChange } from '../../present/tree/reconcile';
import type { TreeNode, ViewContent } from '../../present/tree/tree';
import { type Id, isId } from '../../service/model';
import type { Clock } from '../../service/ports';
import { createCoalescer } from './coalesce';

export interface NodeTreeOptions {
	readonly viewId: string;
	/** Everything to show, from the present state; asked only when it will be seen. */
	readonly content: () => ViewContent;
	/** The span (ms) until `content` reads differently by itself; undefined while time changes nothing. */
	readonly untilChange?: () => number | undefined;
	readonly setTimer: Clock['setTimer'];
	readonly canSelectMany?: boolean;
}

type Painted = Exclude<TreeChange['kind'], 'nothing'>;

export interface NodeTree extends vscode.Disposable {
	/** Something that the content is made from changed. */
	invalidate(): void;
	setBadge(badge: vscode.ViewBadge | undefined): void;
	/** The rows as VS Code has them: the same objects for the same ids. */
	readonly nodes: readonly TreeNode[];
	/** How often something was painted so far. */
	readonly fires: Readonly<Record<Painted, number>>;
	readonly view: vscode.TreeView<TreeNode>;
}

/** VS Code makes a second fire wait for the end of this window (ms), so nothing is gained by firing within it. */
const gatherWindow = 200;
/** Texts that step by themselves may be late by this (ms): twenty waits that step one after the other are painted together. */
const shortestStep = 1000;

export function createNodeTree(options: NodeTreeOptions): NodeTree {
	const changes = new vscode.EventEmitter<TreeNode[] | undefined>();
	const fires: Record<Painted, number> = { rows: 0, groups: 0, root: 0 };
	let nodes: TreeNode[] = [];
	let isDirty = true;
	let cancelStep: (() => void) | undefined;
	let shownBadge: vscode.ViewBadge | undefined;

	const view = vscode.window.createTreeView<TreeNode>(options.viewId, {
		treeDataProvider: {
			onDidChangeTreeData: changes.event,
			getChildren: (node) => (node ? [...node.children] : roots()),
			getParent: (node) => nodes.find(({ children }) => children.includes(node)),
			getTreeItem,
			resolveTreeItem,
		},
		showCollapseAll: true,
		canSelectMany: options.canSelectMany ?? false,
	});

	// Nodes change only in the moment of their fire: a row that VS Code holds under one group is never found under another.
	const gather = createCoalescer(paint, gatherWindow, options.setTimer);
	const visibility = view.onDidChangeVisibility(() => (view.visible && isDirty ? gather.ask() : planStep()));

	/** A view that is being shown for the first time asks for its rows before anything was fired. */
	function roots(): TreeNode[] {
		if (isDirty && nodes.length === 0) {
			render();
		}
		return nodes;
	}

	function render(): TreeChange {
		const content = options.content();
		const result = reconcile(nodes, content.nodes);
		nodes = result.nodes;
		isDirty = false;
		// Each of these is a message to the window, also where it says the same again.
		if (view.description !== content.description) {
			view.description = content.description;
		}
		if ((view.message ?? '') !== (content.message ?? '')) {
			view.message = content.message ?? '';
		}
		planStep();
		return result.change;
	}

	function paint(): void {
		if (!view.visible) {
			return; // hidden since it was asked for
		}
		const what = render();
		if (what.kind !== 'nothing') {
			fires[what.kind]++;
			changes.fire(what.kind === 'root' ? undefined : [...what.nodes]);
		}
	}

	function planStep(): void {
		cancelStep?.();
		const delay = view.visible ? options.untilChange?.() : undefined;
		cancelStep = delay === undefined ? undefined : options.setTimer(invalidate, Math.max(delay, shortestStep));
	}

	function invalidate(): void {
		isDirty = true;
		if (view.visible) {
			gather.ask();
		}
	}

	return {
		invalidate,
		setBadge(badge) {
			if (badge?.value !== shownBadge?.value || badge?.tooltip !== shownBadge?.tooltip) {
				shownBadge = badge;
				view.badge = badge;
			}
		},
		get nodes() {
			return nodes;
		},
		fires,
		view,
		dispose() {
			cancelStep?.();
			gather.dispose();
			visibility.dispose();
			view.dispose();
			changes.dispose();
		},
	};
}

/** The id of the agent or visitor that a row stands for: what a command on the row gets as its argument may be anything. */
export function idOfRow(row: unknown): Id | undefined {
	const node = row as Partial<TreeNode> | null | undefined;
	const isPerson = node?.kind === 'agent' || node?.kind === 'visitor';
	return isPerson && typeof node.id === 'string' && isId(node.id) ? node.id : undefined;
}

function getTreeItem(node: TreeNode): vscode.TreeItem {
	const { None, Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
	const item = new vscode.TreeItem(node.label, node.kind !== 'group' ? None : node.open ? Expanded : Collapsed);
	item.id = node.key;
	item.description = node.description;
	item.contextValue = node.contextValue;
	item.accessibilityInformation = { label: node.ariaLabel };
	if (node.icon) {
		const { id, color } = node.icon;
		item.iconPath = new vscode.ThemeIcon(id, color === undefined ? undefined : new vscode.ThemeColor(color));
	}
	if (node.click !== undefined) {
		item.command = { command: node.click, title: '', arguments: [node] };
	}
	return item;
}

/** Hovers are made when somebody hovers: escaped, without links, HTML or icons. */
function resolveTreeItem(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
	if (node.tooltip) {
		const tooltip = new vscode.MarkdownString(node.tooltip(), false);
		tooltip.isTrusted = false;
		tooltip.supportHtml = false;
		item.tooltip = tooltip;
	}
	return item;
}
