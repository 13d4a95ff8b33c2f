// Fills a VS Code tree view with plain nodes: renders only what changed, and nothing while hidden.
import * as vscode from 'vscode';
import { reconcile, type TreeChange } from '../../present/tree/reconcile';
import type { TreeNode, ViewContent, Welcome } from '../../present/tree/tree';
import { type Id, isId } from '../../service/model';
import type { Clock } from '../../service/ports';
import { inSlices, runInSlices, type SlicedWork } from '../../service/slices';
import { rowItem, setTooltip, showViewTexts } from '../gates/rows';
import { opensOnDoubleClick } from '../settings';
import { themeIcon } from '../themeIcon';
import { createCoalescer } from './coalesce';
import type { RegisteredTree } from './registeredTree';
import { createRowGestures } from './rowGestures';
import { watchAsks } from './watchAsks';

interface NodeTreeOptions {
	readonly registered: RegisteredTree;
	/** Everything to show; called only while the view is visible. */
	readonly content: () => ViewContent;
	/** What can be done in slices before `content` is called. */
	readonly prepare?: () => SlicedWork<void>;
	/** How long (ms) until `content` changes with time alone; undefined if it doesn't. */
	readonly untilChange?: () => number | undefined;
	readonly clock: Clock;
}

type RenderedKind = Exclude<TreeChange['kind'], 'nothing'>;

export interface NodeTree extends vscode.Disposable {
	/** Renders again soon, because the content may have changed. */
	invalidate(): void;
	setBadge(badge: vscode.ViewBadge | undefined): void;
	/** Opens the row that has the focus, as Enter does. */
	enter(): Promise<void>;
	/** Shows the view, and selects the row of an agent or visitor. Resolves to false if the view has no such row. */
	reveal(id: Id): Promise<boolean>;
	/** Renders everything at once, also while hidden. Resolves when VS Code has asked for the visible rows again. */
	settle(): Promise<void>;
	/** The nodes as VS Code has them: the same objects for the same ids. */
	readonly nodes: readonly TreeNode[];
	/** Whether a change is still to be rendered. */
	readonly isDirty: boolean;
	/** How often each kind of change was rendered. */
	readonly fires: Readonly<Record<RenderedKind, number>>;
	readonly view: vscode.TreeView<TreeNode>;
}

/** VS Code delays a second event to the end of this window (ms), so firing earlier would gain nothing. */
const coalesceWindow = 200;
/** How late (ms) a text that changes with time may be: twenty waits that change one after the other are rendered together. */
const shortestStep = 1000;

export function createNodeTree(options: NodeTreeOptions): NodeTree {
	const { clock } = options;
	const { view, viewId } = options.registered;
	const clickCommand = `${viewId}.clickRow`;
	const gestures = createRowGestures(clock.now, opensOnDoubleClick);
	const fires: Record<RenderedKind, number> = { rows: 0, groups: 0, root: 0 };
	let nodes: TreeNode[] = [];
	let isDirty = true;
	let cancelStep: (() => void) | undefined;
	let isPreparing = false;
	/** A part of the ids: with other ids, VS Code opens the groups again that it was made to close. */
	let generation = 0;
	let endPreparing: () => void = () => undefined;
	let shownBadge: vscode.ViewBadge | undefined;
	let welcome: Welcome | undefined;

	options.registered.fill({
		getChildren: (node) => {
			asks.asked(node);
			return node ? [...node.children] : roots();
		},
		getParent: groupOf,
		getTreeItem: (node) => treeItemOf(node, clickCommand, generation),
		resolveTreeItem,
	});
	const click = vscode.commands.registerCommand(clickCommand, runSelectedRow);

	const asks = watchAsks(view, clock);

	// Nodes change only when their event fires, so that VS Code never finds a row under another group than before.
	const rendering = createCoalescer(paint, coalesceWindow, clock.setTimer);
	const visibility = view.onDidChangeVisibility(() => (view.visible && isDirty ? rendering.request() : planStep()));

	/** VS Code selects a row before it runs the row's command. The command that is run reports its own failure. */
	async function runSelectedRow(): Promise<void> {
		const [node] = view.selection;
		if (node?.click !== undefined) {
			await vscode.commands.executeCommand(node.click, node, gestures.next(node.key));
		}
	}

	/** A view that is shown for the first time asks for its rows before any event. */
	async function roots(): Promise<TreeNode[]> {
		const isFirst = () => isDirty && nodes.length === 0;
		if (isFirst()) {
			await inSlices(preparation(), clock);
		}
		if (isFirst()) {
			render();
		}
		return nodes;
	}

	function groupOf(row: TreeNode): TreeNode | undefined {
		return nodes.find(({ children }) => children.includes(row));
	}

	async function reveal(id: Id): Promise<boolean> {
		await vscode.commands.executeCommand(`${viewId}.focus`);
		await roots();
		if (isDirty) {
			render();
			options.registered.fire(undefined);
		}
		const row = nodes.flatMap(({ children }) => children).find((node) => node.id === id);
		if (row) {
			await view.reveal(row, { select: true, focus: true });
		}
		return row !== undefined;
	}

	/** VS Code keeps the rows of a hidden view, and would show them for some frames before it asks for new ones: then only closed groups are there. */
	async function hideRows(): Promise<void> {
		if (!view.visible) {
			generation++;
			await vscode.commands.executeCommand(`workbench.actions.treeView.${viewId}.collapseAll`);
		}
	}

	function* preparation(): SlicedWork<void> {
		isPreparing = true;
		try {
			yield* options.prepare?.() ?? [];
		} finally {
			isPreparing = false;
		}
	}

	function render(): TreeChange {
		const content = options.content();
		const result = reconcile(nodes, content.nodes);
		nodes = result.nodes;
		isDirty = false;
		showViewTexts(view, content);
		if (welcome !== content.welcome) {
			welcome = content.welcome;
			void vscode.commands.executeCommand('setContext', `${viewId}Welcome`, welcome);
		}
		planStep();
		return result.change;
	}

	function paint(): void {
		// A preparation under way ends with the latest content.
		if (view.visible && !isPreparing) {
			endPreparing = runInSlices(preparation(), paintPrepared, clock);
		}
	}

	function paintPrepared(): void {
		if (!view.visible) {
			return; // hidden since the request: rendered when it is shown
		}
		const what = render();
		if (what.kind === 'nothing') {
			rendering.release(); // an answer without changes doesn't hold back the next one
		} else {
			fires[what.kind]++;
			options.registered.fire(what.kind === 'root' ? undefined : [...what.nodes]);
		}
	}

	function planStep(): void {
		cancelStep?.();
		const delay = view.visible ? options.untilChange?.() : undefined;
		cancelStep = delay === undefined ? undefined : clock.setTimer(invalidate, Math.max(delay, shortestStep));
	}

	function invalidate(): void {
		isDirty = true;
		if (view.visible) {
			rendering.request();
		}
	}

	return {
		invalidate,
		reveal,
		async settle() {
			if (nodes.length > 0 || view.visible) {
				await hideRows();
				render();
				const done = asks.again();
				options.registered.fire(undefined);
				await done;
			}
		},
		setBadge(badge) {
			if (badge?.value !== shownBadge?.value || badge?.tooltip !== shownBadge?.tooltip) {
				shownBadge = badge;
				view.badge = badge;
			}
		},
		async enter() {
			gestures.enter();
			// Only VS Code knows which row has the focus: it selects that row, and runs its command.
			await vscode.commands.executeCommand('list.select');
		},
		get nodes() {
			return nodes;
		},
		get isDirty() {
			return isDirty;
		},
		fires,
		view,
		dispose() {
			cancelStep?.();
			endPreparing();
			rendering.dispose();
			visibility.dispose();
			click.dispose();
			asks.dispose();
		},
	};
}

/** The id of the agent or visitor of a tree row. The argument of a command may be anything. */
export function idOfRow(row: unknown): Id | undefined {
	const node = row as Partial<TreeNode> | null | undefined;
	const isPerson = node?.kind === 'agent' || node?.kind === 'visitor';
	return isPerson && typeof node.id === 'string' && isId(node.id) ? node.id : undefined;
}

/** @param clickCommand takes no argument: VS Code forgets the arguments of a row's command when it renders the row again, and a click in that moment would fail (vscode#173233) */
function treeItemOf(node: TreeNode, clickCommand: string, generation: number): vscode.TreeItem {
	const { None, Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
	const item = rowItem(node, node.kind !== 'group' ? None : node.open ? Expanded : Collapsed);
	item.id = generation === 0 ? node.key : `${node.key}/${generation}`;
	item.contextValue = node.contextValue;
	if (node.icon) {
		item.iconPath = themeIcon(node.icon);
	}
	if (node.click !== undefined) {
		item.command = { command: clickCommand, title: '' };
	}
	return item;
}

/** Creates the tooltip on hover: escaped, without links, HTML or icons. */
function resolveTreeItem(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
	if (node.tooltip) {
		setTooltip(item, node.tooltip());
	}
	return item;
}
