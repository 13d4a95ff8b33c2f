// Brings a kept tree up to a new one and says what has to be painted again; the kept nodes stay the same objects. Paints nothing.
import { sameParts, type TreeNode } from './tree';

/**
 * - `rows`: these rows look different and stand where they stood
 * - `groups`: these groups hold other rows, or in another order, or read differently; single rows of other groups may come with them
 * - `root`: a group came, went or moved
 */
export type TreeChange =
	| { readonly kind: 'nothing' }
	| { readonly kind: 'rows' | 'groups'; readonly nodes: readonly TreeNode[] }
	| { readonly kind: 'root' };

/** From so many changed rows on, one group is cheaper to paint than its rows one by one (measured: 15 ms a row, 120 ms a group of 5,000). */
const manyRows = 30;

/**
 * `kept` is mutated in place: afterwards the returned nodes equal `next` in content, and every key that was there before
 * still has its object, so that VS Code knows its rows again.
 */
export function reconcile(
	kept: readonly TreeNode[],
	next: readonly TreeNode[],
): { nodes: TreeNode[]; fire: TreeChange } {
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
			if (same && (same === row || sameParts(same.inputs, row.inputs))) {
				return same;
			}
			const node = same ? Object.assign(same, row) : row;
			changed.push(node);
			return node;
		});
		if (!before) {
			return { ...group, children };
		}
		if (childrenMoved || !sameParts(before.inputs, group.inputs) || changed.length >= manyRows) {
			groups.push(before);
		} else {
			rows.push(...changed);
		}
		return Object.assign(before, group, { children: childrenMoved ? children : before.children });
	});
	return { nodes, fire: changeOf(rootMoved, groups, rows) };
}

/** Finds a kept node by its key. Where nothing moved nobody asks, and ten thousand rows need no map. */
function finder(kept: readonly TreeNode[]): (key: string) => TreeNode | undefined {
	const groups = new Map(kept.map((group) => [group.key, group]));
	const rowsBefore = kept.map(({ children }) => children); // the groups are given other children on the way
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
