// Updates the nodes of a tree in place and says which of them VS Code has to render again.
import { sameInputs, type TreeNode } from './tree';

/**
 * What VS Code has to render again.
 * - `rows`: these rows, which kept their place
 * - `groups`: these groups, whose title, rows or order of rows changed; rows of other groups may be among the nodes
 * - `root`: everything, because a group was added, removed or moved
 */
export type TreeChange =
	| { readonly kind: 'nothing' }
	| { readonly kind: 'rows' | 'groups'; readonly nodes: readonly TreeNode[] }
	| { readonly kind: 'root' };

/** From this number of changed rows on, the whole group is rendered: 15 ms for a row, 120 ms for a group of 5,000 (measured). */
const manyRows = 30;

/**
 * Changes the nodes of `kept`, so that the returned nodes have the content of `next` and each key keeps its object.
 * VS Code recognizes rows by their object.
 */
export function reconcile(
	kept: readonly TreeNode[],
	next: readonly TreeNode[],
): { nodes: TreeNode[]; change: TreeChange } {
	const keptNode = finder(kept);
	const groups: TreeNode[] = [];
	const rows: TreeNode[] = [];
	const rootMoved = !sameOrder(kept, next);
	const nodes = next.map((group) => {
		const before = keptNode(group.key);
		const childrenMoved = !before || !sameOrder(before.children, group.children);
		const changed: TreeNode[] = [];
		const children = group.children.map((row, index) => {
			const same = childrenMoved ? keptNode(row.key) : before.children[index];
			if (same && (same === row || sameInputs(same.inputs, row.inputs))) {
				return same;
			}
			const node = same ? Object.assign(same, row) : row;
			changed.push(node);
			return node;
		});
		if (!before) {
			return { ...group, children };
		}
		if (childrenMoved || !sameInputs(before.inputs, group.inputs) || changed.length >= manyRows) {
			groups.push(before);
		} else {
			rows.push(...changed);
		}
		return Object.assign(before, group, { children: childrenMoved ? children : before.children });
	});
	return { nodes, change: changeOf(rootMoved, groups, rows) };
}

/** Finds a kept node by its key. The map of rows is made when it is first needed: ten thousand rows that didn't move need none. */
function finder(kept: readonly TreeNode[]): (key: string) => TreeNode | undefined {
	const groups = new Map(kept.map((group) => [group.key, group]));
	const rowsBefore = kept.map(({ children }) => children); // reconcile replaces the children of the groups
	let rows: Map<string, TreeNode> | undefined;
	return (key) => {
		const group = groups.get(key);
		if (group) {
			return group;
		}
		rows ??= new Map(rowsBefore.flat().map((row) => [row.key, row]));
		return rows.get(key);
	};
}

function changeOf(rootMoved: boolean, groups: readonly TreeNode[], rows: readonly TreeNode[]): TreeChange {
	if (rootMoved) {
		return { kind: 'root' };
	}
	if (groups.length > 0) {
		return { kind: 'groups', nodes: [...groups, ...rows] };
	}
	return rows.length > 0 ? { kind: 'rows', nodes: rows } : { kind: 'nothing' };
}

function sameOrder(a: readonly TreeNode[], b: readonly TreeNode[]): boolean {
	return a.length === b.length && a.every((node, index) => node.key === b[index]?.key);
}
