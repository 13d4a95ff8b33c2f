// Updates the nodes of a tree in place and returns which of them VS Code has to render again.
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

/** How far ahead a row is looked for in its group, when others went before it. */
const reach = 8;

/**
 * Changes the nodes of `kept`, so that the returned nodes have the content of `next` and each key keeps its object.
 * VS Code recognizes rows by their object. The row arrays of `next` are reused and filled with the kept objects, so the caller that
 * makes the next tree from them passes the same objects for unchanged rows.
 */
export function reconcile(
	kept: readonly TreeNode[],
	next: readonly TreeNode[],
): { nodes: TreeNode[]; change: TreeChange } {
	const keptGroups = new Map(kept.map((group) => [group.key, group]));
	const pairs = next.map((group) => pairRows(keptGroups.get(group.key), group));
	const nextKeys = new Set(next.map(({ key }) => key));
	const goneRows = kept.flatMap(({ key, children }) => (nextKeys.has(key) ? [] : children));
	const elsewhere = new Map([...goneRows, ...pairs.flatMap(({ left }) => left)].map((row) => [row.key, row]));
	const groups: TreeNode[] = [];
	const rows: TreeNode[] = [];
	const rootMoved = !sameOrder(kept, next);
	const nodes = pairs.map(({ before, group, same, isMoved }) => {
		const changed: TreeNode[] = [];
		const children = group.children as TreeNode[];
		for (let index = 0; same && index < children.length; index++) {
			const row = children[index] as TreeNode;
			const node = same[index] ?? elsewhere.get(row.key);
			if (node !== row) {
				if (!node || !sameInputs(node.inputs, row.inputs)) {
					changed.push(node ? Object.assign(node, row) : row);
				}
				children[index] = node ?? row;
			}
		}
		if (!before) {
			return group;
		}
		if (isMoved || !sameInputs(before.inputs, group.inputs) || changed.length >= manyRows) {
			groups.push(before);
		} else {
			rows.push(...changed);
		}
		return Object.assign(before, group);
	});
	return { nodes, change: changeOf(rootMoved, groups, rows) };
}

interface Pair {
	readonly before: TreeNode | undefined;
	readonly group: TreeNode;
	/** The kept row for each row of the group, where it follows the one before; undefined if the rows are the very same array. */
	readonly same: readonly (TreeNode | undefined)[] | undefined;
	/** The kept rows of the group that are at none of these places. */
	readonly left: readonly TreeNode[];
	readonly isMoved: boolean;
}

/** Most rows of a group stand in the same order as before, so one walk over both lists finds them without a map. */
function pairRows(before: TreeNode | undefined, group: TreeNode): Pair {
	const keptRows = before?.children ?? [];
	if (keptRows === group.children) {
		return { before, group, same: undefined, left: [], isMoved: false };
	}
	const same: (TreeNode | undefined)[] = [];
	const left: TreeNode[] = [];
	let isMoved = !before;
	let at = 0;
	for (const row of group.children) {
		const end = Math.min(keptRows.length, at + reach);
		let found = at;
		while (found < end && keptRows[found] !== row && keptRows[found]?.key !== row.key) {
			found++;
		}
		if (found === end) {
			same.push(undefined);
			isMoved = true;
			continue;
		}
		left.push(...keptRows.slice(at, found));
		same.push(keptRows[found]);
		at = found + 1;
	}
	for (; at < keptRows.length; at++) {
		left.push(keptRows[at] as TreeNode);
	}
	return { before, group, same, left, isMoved: isMoved || left.length > 0 };
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
