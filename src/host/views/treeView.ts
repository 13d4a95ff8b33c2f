// Fills a VS Code tree view with plain nodes: renders only what changed, and nothing while hidden.
import * as vscode from 'vscode';
import { reconcile, type TreeChange } from '../../present/tree/reconcile';
import type { TreeNode, ViewContent } from '../../present/tree/tree';
import { type Id, isId } from '../../service/model';
import type { Clock } from '../../service/ports';
import { createCoalescer } from './coalesce';
import type { RegisteredTree } from './registeredTree';

interface NodeTreeOptions {
	readonly registered: RegisteredTree;
	/** Everything to show; called only while the view is visible. */
	readonly content: () => ViewContent;
	/** How long (ms) until `content` changes with time alone; undefined if it doesn't. */
	readonly untilChange?: () => number | undefined;
	readonly setTimer: Clock['setTimer'];
}

type RenderedKind = Exclude<TreeChange['kind'], 'nothing'>;

export interface NodeTree extends vscode.Disposable {
	/** Renders again soon, because the content may have changed. */
	invalidate(): void;
	setBadge(badge: vscode.ViewBadge | undefined): void;
	/** The nodes as VS Code has them: the same objects for the same ids. */
	readonly nodes: readonly TreeNode[];
	/** How often each kind of change was rendered. */
	readonly fires: Readonly<Record<RenderedKind, number>>;
	readonly view: vscode.TreeView<TreeNode>;
}

/** VS Code delays a second event to the end of this window (ms), so firing earlier would gain nothing. */
const coalesceWindow = 200;
/** How late (ms) a text that changes with time may be: twenty waits that change one after the other are rendered together. */
const shortestStep = 1000;

export function createNodeTree(options: NodeTreeOptions): NodeTree {
	const { view } = options.registered;
	const fires: Record<RenderedKind, number> = { rows: 0, groups: 0, root: 0 };
	let nodes: TreeNode[] = [];
	let isDirty = true;
	let cancelStep: (() => void) | undefined;
	let shownBadge: vscode.ViewBadge | undefined;

	options.registered.fill({
		getChildren: (node) => (node ? [...node.children] : roots()),
		getTreeItem,
		resolveTreeItem,
	});

	// Nodes change only when their event fires, so that VS Code never finds a row under another group than before.
	const rendering = createCoalescer(paint, coalesceWindow, options.setTimer);
	const visibility = view.onDidChangeVisibility(() => (view.visible && isDirty ? rendering.request() : planStep()));

	/** A view that is shown for the first time asks for its rows before any event. */
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
		// Each assignment is a message to the window, even of the same text.
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
			return; // hidden since the request
		}
		const what = render();
		if (what.kind !== 'nothing') {
			fires[what.kind]++;
			options.registered.fire(what.kind === 'root' ? undefined : [...what.nodes]);
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
			rendering.request();
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
			rendering.dispose();
			visibility.dispose();
		},
	};
}

/** The id of the agent or visitor of a tree row. The argument of a command may be anything. */
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

/** Creates the tooltip on hover: escaped, without links, HTML or icons. */
function resolveTreeItem(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
	if (node.tooltip) {
		const tooltip = new vscode.MarkdownString(node.tooltip(), false);
		tooltip.isTrusted = false;
		tooltip.supportHtml = false;
		item.tooltip = tooltip;
	}
	return item;
}
