// Rules for updating a tree in place.
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { DeskState } from '../../../src/desk/state';
import { reconcile, type TreeChange } from '../../../src/present/tree/reconcile';
import type { TreeNode } from '../../../src/present/tree/tree';
import { groupings, histories, minute, now, state, visitor, visitorsOptions, visitorsTree, wait } from '../worlds';

/** All content of a node; the tooltip as text. */
function content(node: TreeNode): unknown {
	const { key, kind, id, label, description, ariaLabel, icon, contextValue, click, open } = node;
	const texts = [key, kind, id, label, description, ariaLabel, icon, contextValue, click, open];
	return { texts, tooltip: node.tooltip?.(), inputs: [...node.inputs], children: node.children.map(content) };
}

function flat(nodes: readonly TreeNode[]): TreeNode[] {
	return nodes.flatMap((node) => [node, ...node.children]);
}

function keys(nodes: readonly TreeNode[]): string[] {
	return nodes.map(({ key }) => key);
}

/** The expected change, computed from two complete trees. */
function needed(before: readonly TreeNode[], after: readonly TreeNode[]): { kind: TreeChange['kind']; keys: string[] } {
	if (keys(before).join() !== keys(after).join()) {
		return { kind: 'root', keys: [] };
	}
	const old = new Map(flat(before).map((node) => [node.key, JSON.stringify(content(node))]));
	const groups: string[] = [];
	const rows: string[] = [];
	for (const [n, group] of after.entries()) {
		const changed = group.children.filter((row) => old.get(row.key) !== JSON.stringify(content(row)));
		const isMoved = keys(before[n]?.children ?? []).join() !== keys(group.children).join();
		if (isMoved || changed.length >= 30) {
			groups.push(group.key);
		} else {
			rows.push(...keys(changed));
		}
	}
	const kind = groups.length > 0 ? 'groups' : rows.length > 0 ? 'rows' : 'nothing';
	return { kind, keys: [...groups, ...rows].sort() };
}

function rendered(change: TreeChange): { kind: TreeChange['kind']; keys: string[] } {
	return { kind: change.kind, keys: 'nodes' in change ? keys(change.nodes).sort() : [] };
}

describe('reconcile', () => {
	it('gives the tree the new content, keeps its objects, and renders as little as possible (100 random states)', () => {
		fc.assert(
			fc.property(histories, groupings, (worlds, grouping) => {
				let kept: readonly TreeNode[] = [];
				let before: TreeNode[] = [];
				for (const [n, world] of worlds.entries()) {
					const options = { ...visitorsOptions, ...grouping, now: now + n * 10_000 };
					const objects = new Map(flat(kept).map((node) => [node.key, node]));
					const { nodes, change } = reconcile(kept, visitorsTree(world, options));
					// Copies, so that no row is used again.
					const fresh = visitorsTree({ ...world, visitors: structuredClone(world.visitors) }, options);
					assert.deepEqual(nodes.map(content), fresh.map(content));
					for (const node of flat(nodes)) {
						assert.ok((objects.get(node.key) ?? node) === node, `another object for ${node.key}`);
					}
					assert.deepEqual(rendered(change), needed(before, fresh));
					kept = nodes;
					before = fresh;
				}
			}),
			{ numRuns: 100 },
		);
	});

	const three = state({
		visitors: [
			visitor('a', 'inSite', { name: 'Ann' }),
			visitor('b', 'inSite'),
			visitor('c', 'chatting'),
			visitor('d', 'waitingForChat'),
		],
		waits: new Map([['d', wait(now - 5 * minute)]]),
	});

	function changeTo(after: DeskState, at = now): { kind: TreeChange['kind']; keys: string[] } {
		return rendered(
			reconcile(visitorsTree(three, visitorsOptions), visitorsTree(after, { ...visitorsOptions, now: at })).change,
		);
	}

	function changed(id: string, parts: Parameters<typeof visitor>[2] & { status?: string }): DeskState {
		return { ...three, visitors: (three.visitors ?? []).map((row) => (row.id === id ? { ...row, ...parts } : row)) };
	}

	it('renders nothing if a poll brought nothing new', () => {
		assert.deepEqual(changeTo({ ...three, visitorsAsOf: now + 10_000 }, now + 10_000), { kind: 'nothing', keys: [] });
	});

	it('renders one row where one visitor changed and stayed', () => {
		assert.deepEqual(changeTo(changed('a', { name: 'Anna' })), { kind: 'rows', keys: ['site1/visitor/a'] });
	});

	it('renders one row where only its tooltip changed', () => {
		assert.deepEqual(changeTo(changed('a', { company: 'Acme' })), { kind: 'rows', keys: ['site1/visitor/a'] });
	});

	it('renders the waiting row when its wait changes', () => {
		assert.deepEqual(changeTo(three, now + minute), { kind: 'rows', keys: ['site1/visitor/d'] });
	});

	it('renders the two groups where a visitor moved between them', () => {
		assert.deepEqual(changeTo(changed('b', { status: 'chatting' })), {
			kind: 'groups',
			keys: ['site1/visitors/urgency/chatting', 'site1/visitors/urgency/onSite'],
		});
	});

	it('renders one group where its order changed', () => {
		assert.deepEqual(changeTo(changed('b', { visitTime: now })), {
			kind: 'groups',
			keys: ['site1/visitors/urgency/onSite'],
		});
	});

	it('renders the group whose title changed', () => {
		const world = state({ visitors: [visitor('a', 'inSite', { departmentId: 'd1' }), visitor('b', 'inSite')] });
		const named = (name: string) =>
			visitorsTree(world, { ...visitorsOptions, groupBy: 'department', departments: { d1: name } });
		assert.deepEqual(rendered(reconcile(named('Sales'), named('Sails')).change), {
			kind: 'groups',
			keys: ['site1/visitors/department/d1'],
		});
	});

	it('renders everything where a group came or went', () => {
		assert.deepEqual(changeTo(changed('c', { status: 'inSite' })), { kind: 'root', keys: [] });
		assert.deepEqual(changeTo(changed('b', { status: 'chatEnded' })), { kind: 'root', keys: [] });
	});

	it('renders a group at once where many of its rows changed', () => {
		const crowd = (name: string) =>
			state({ visitors: Array.from({ length: 40 }, (_, n) => visitor(`v${n}`, 'inSite', { name })) });
		const { change } = reconcile(
			visitorsTree(crowd('Ann'), visitorsOptions),
			visitorsTree(crowd('Bob'), visitorsOptions),
		);
		assert.deepEqual(rendered(change), { kind: 'groups', keys: ['site1/visitors/urgency/onSite'] });
	});
});
