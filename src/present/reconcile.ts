// Brings a kept tree up to a new one and says what has to be painted again; the kept nodes stay the same objects. Paints nothing.
import type { TreeNode } from './tree';

/**
 * - `rows`: these rows look different and stand where they stood
 * - `groups`: these groups hold other rows, or in another order, or read differently; single rows of other groups may come with them
 * - `root`: a group came, went or moved
 */
export type Fire =
	| { readonly kind: 'nothing' }
	| { readonly kind: 'rows' | 'groups'; readonly nodes: readonly TreeNode[] }
	| { readonly kind: 'root' };

/** From so many changed rows on, one group is cheaper to paint than its rows one by one (measured: 15 ms a row, 120 ms a group of 5,000). */
const manyRows = 30;

/**
 * `kept` is mutated in place: afterwards the returned nodes equal `next` in content, and every key that was there before
 * still has its object, so that VS Code knows its rows again.
 */
export function reconcile(kept: readonly TreeNode[], next: readonly TreeNode[]): { nodes: TreeNode[]; fire: Fire } {
	const byKey = new Map<string, TreeNode>();
	for (const group of kept) {
		byKey.set(group.key, group);
		for (const row of group.children) {
			byKey.set(row.key, row);
		}
	}
	const rootMoved = !sameOrder(kept, next);
	const groups: TreeNode[] = [];
	const rows: TreeNode[] = [];
	const nodes = next.map((group) => {
		const before = byKey.get(group.key);
		if (!before) {
			return { ...group, children: group.children.map((row) => keep(byKey, row).node) };
		}
		const childrenMoved = !sameOrder(before.children, group.children);
		const changed: TreeNode[] = [];
		const children = group.children.map((row) => {
			const { node, isChanged } = keep(byKey, row);
			if (isChanged) {
				changed.push(node);
			}
			return node;
		});
		if (childrenMoved || !sameContent(before, group) || changed.length >= manyRows) {
			groups.push(before);
		} else {
			rows.push(...changed);
		}
		return Object.assign(before, group, { children: childrenMoved ? children : before.children });
	});
	return { nodes, fire: fireOf(rootMoved, groups, rows) };
}

function fireOf(rootMoved: boolean, groups: readonly TreeNode[], rows: readonly TreeNode[]): Fire {
	if (rootMoved) {
		return { kind: 'root' };
	}
	if (groups.length > 0) {
		return { kind: 'groups', nodes: [...groups, ...rows] };
	}
	return rows.length > 0 ? { kind: 'rows', nodes: rows } : { kind: 'nothing' };
}

function keep(byKey: ReadonlyMap<string, TreeNode>, row: TreeNode): { node: TreeNode; isChanged: boolean } {
	const before = byKey.get(row.key);
	if (!before) {
		return { node: row, isChanged: true };
	}
	const isChanged = !sameContent(before, row);
	return { node: isChanged ? Object.assign(before, row) : before, isChanged };
}

function sameOrder(a: readonly TreeNode[], b: readonly TreeNode[]): boolean {
	return a.length === b.length && a.every((node, index) => node.key === b[index]?.key);
}

/** Children apart; `tooltip` is a new function each time and follows from `madeFrom`. */
function sameContent(a: TreeNode, b: TreeNode): boolean {
	return (
		a.label === b.label &&
		a.description === b.description &&
		a.spoken === b.spoken &&
		a.contextValue === b.contextValue &&
		a.icon?.id === b.icon?.id &&
		a.icon?.color === b.icon?.color &&
		a.click === b.click &&
		a.kind === b.kind &&
		a.id === b.id &&
		a.open === b.open &&
		a.madeFrom.length === b.madeFrom.length &&
		a.madeFrom.every((part, index) => part === b.madeFrom[index])
	);
}
