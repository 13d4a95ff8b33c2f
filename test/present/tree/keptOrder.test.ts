// After many lists, the visitors view shows the same as a view that was only given the last list.
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { noSegments } from '../../../src/desk/segments/segments';
import type { DeskState } from '../../../src/desk/state';
import type { TreeNode } from '../../../src/present/tree/tree';
import {
	createVisitorsTree,
	type VisitorFilter,
	type VisitorsTreeOptions,
} from '../../../src/present/tree/visitorsTree';
import { rowChanges } from '../../../src/service/lists/rowChanges';
import { type Visitor, visitorStatuses } from '../../../src/service/model';
import { finish, type SlicedWork } from '../../../src/service/slices';
import { groupings, minute, now, someSegments, state, visitor, visitorsOptions, visitorsTree, wait } from '../worlds';

/** The groups with everything that is visible of their rows. */
function seen(nodes: readonly TreeNode[]): string {
	const all = nodes.map(({ key, label, description, children }) => [
		key,
		label,
		description,
		children.map((row) => [row.key, row.label, row.description, row.ariaLabel, row.icon?.id, row.inputs.slice(1)]),
	]);
	return JSON.stringify(all, undefined, '\t');
}

interface World {
	visitors: Visitor[];
	waits: Map<string, ReturnType<typeof wait>>;
	options: VisitorsTreeOptions;
	departments: Map<string, string>;
}

const filters: readonly (VisitorFilter | undefined)[] = [
	undefined,
	{ text: 'a', matches: ({ name }) => name.includes('a') },
	{ text: 'b', matches: ({ name }) => name.includes('b') },
];

/** One change of the world; `at` and `by` select the row and the value. */
const acts: Readonly<Record<string, (world: World, at: number, by: number) => void>> = {
	edit: (world, at, by) => replace(world, at, (row) => ({ ...row, name: nameOf(by), visits: by % 7 })),
	move: (world, at, by) => replace(world, at, (row) => ({ ...row, status: visitorStatuses[by % 15] ?? '' })),
	travel: (world, at, by) => replace(world, at, (row) => ({ ...row, country: ['', 'Chile', 'Norway'][by % 3] ?? '' })),
	appear: (world, at, by) => {
		world.visitors.splice(at % (world.visitors.length + 1), 0, someone(by));
	},
	disappear: (world, at, by) => {
		world.visitors.splice(at % (world.visitors.length + 1), by % 5);
	},
	segment: (world, _at, by) => {
		world.options = { ...world.options, segments: by % 2 === 0 ? someSegments : noSegments };
	},
	shuffle: (world, at) => {
		world.visitors.push(...world.visitors.splice(0, at % (world.visitors.length + 1)));
	},
	double: (world, at, by) => {
		const row = world.visitors[at % Math.max(1, world.visitors.length)];
		if (row && by % 3 === 0) {
			world.visitors.push(by % 2 === 0 ? row : { ...row, status: visitorStatuses[by % 15] ?? '' });
		}
	},
	single: (world) => {
		world.visitors = [...new Map(world.visitors.map((row) => [row.id, row])).values()];
	},
	wait: (world, at, by) => {
		const row = world.visitors[at % Math.max(1, world.visitors.length)];
		if (row && by % 4 > 0) {
			world.waits.set(row.id, wait(now - by * 1000, by % 2 === 0));
		} else if (row) {
			world.waits.delete(row.id);
		}
	},
	time: (world, _at, by) => {
		world.options = { ...world.options, now: world.options.now + by * 1000 };
	},
	filter: (world, _at, by) => {
		world.options = { ...world.options, filter: filters[by % 3] };
	},
	load: (world, _at, by) => {
		world.options = { ...world.options, highLoad: by % 2 === 0 ? 0 : 2000, showsAll: by % 3 === 0 };
	},
	more: (world, at, by) => {
		world.options = { ...world.options, shownRows: (key) => (key.length % 2 === at % 2 ? 3 : 1 + (by % 40)) };
	},
	name: (world, _at, by) => {
		world.departments = new Map([['d1', nameOf(by)]]);
	},
};

function replace(world: World, at: number, change: (row: Visitor) => Visitor): void {
	const place = at % Math.max(1, world.visitors.length);
	const row = world.visitors[place];
	if (row) {
		world.visitors[place] = change(row);
	}
}

function nameOf(by: number): string {
	return ['', 'ann', 'bob', 'ann b', 'Zoë', '10', '9'][by % 7] ?? '';
}

function someone(by: number): Visitor {
	return visitor(`v${by}`, visitorStatuses[by % 15] ?? '', {
		name: nameOf(by),
		departmentId: ['', 'd1', 'd2'][by % 3] ?? '',
		visitTime: by % 4 === 0 ? undefined : by % 50,
	});
}

function stateOf({ visitors, waits, departments }: World): DeskState {
	const world = state({ visitors: [...visitors], waits: new Map(waits) });
	return { ...world, names: { ...world.names, departments } };
}

/** These changes are rare, because they make the view start again. */
const seldom = ['double', 'filter', 'load', 'more', 'name', 'shuffle', 'time'];
const often = Object.keys(acts).filter((act) => !seldom.includes(act));

const act = fc.oneof(
	{ weight: 20, arbitrary: fc.constantFrom(...often) },
	{ weight: 1, arbitrary: fc.constantFrom(...seldom) },
);

const steps = fc.array(fc.tuple(act, fc.nat(10_000), fc.nat(10_000)), { minLength: 200, maxLength: 500, size: 'max' });

describe('A view that has seen many lists', () => {
	it('shows the same as one that sees the last list first (hundreds of steps in each of 25 random worlds)', () => {
		fc.assert(
			fc.property(
				steps,
				groupings,
				fc.array(fc.nat(10_000), { maxLength: 150, size: 'max' }),
				(life, grouping, first) => {
					const tree = createVisitorsTree();
					const world: World = {
						visitors: [...new Set(first)].map(someone),
						waits: new Map(),
						// Few rows are shown and few extra rows are kept, so that groups have to be refilled.
						options: { ...visitorsOptions, ...grouping, shownRows: () => 3 },
						departments: new Map(),
					};
					for (const [n, [act, at, by]] of life.entries()) {
						acts[act]?.(world, at, by);
						if (n % 2 > 0) {
							const after = stateOf(world);
							assert.deepEqual(
								seen(tree.show(after, world.options).nodes),
								seen(visitorsTree({ ...after, visitors: after.visitors?.map((row) => ({ ...row })) }, world.options)),
								`after ${act} at step ${n}`,
							);
						}
					}
				},
			),
			// Making a life of hundreds of steps shorter takes minutes.
			{ numRuns: 25, endOnFailure: true },
		);
	});

	const crowd = Array.from({ length: 450 }, (_, n) => visitor(`v${n}`, 'inSite', { visitTime: 1000 - n }));

	it('shows 200 rows of a group, then a row for 200 more', () => {
		const [group] = visitorsTree(state({ visitors: crowd }), visitorsOptions);
		assert.equal(group?.children.length, 201);
		assert.deepEqual([group.description, group.children.at(-1)?.label], ['450', 'Show 200 more']);
		assert.deepEqual(group.children.at(-1)?.id, group.key);
		const labels = [400, 600].map((rows) =>
			visitorsTree(state({ visitors: crowd }), { ...visitorsOptions, shownRows: () => rows }).map(({ children }) => [
				children.length,
				children.at(-1)?.label,
			]),
		);
		assert.deepEqual(labels, [[[401, 'Show 50 more']], [[450, 'Visitor v449']]]);
	});

	it('has rows for those only who are shown, and the same rows in the next list', () => {
		const tree = createVisitorsTree();
		const [before] = tree.show(state({ visitors: crowd }), visitorsOptions).nodes;
		const after = crowd.map((row, n) => (n === 5 || n === 420 ? { ...row, name: 'Ann' } : row));
		const [next] = tree.show(state({ visitors: after }), visitorsOptions).nodes;
		const other = next?.children.filter((row, n) => row !== before?.children[n]).map(({ id }) => id);
		assert.deepEqual(other, ['v5']);
	});

	it('has every row again after fewer rows were shown for a while', () => {
		const tree = createVisitorsTree();
		const shown = (list: readonly Visitor[], rows: number) =>
			tree.show(state({ visitors: list }), { ...visitorsOptions, shownRows: () => rows }).nodes[0]?.children ?? [];
		shown(crowd, 40);
		shown(crowd, 2);
		const later = [...crowd, visitor('new', 'inSite', { visitTime: 980.5 })];
		shown(later, 2);
		assert.equal(shown(later, 40)[20]?.id, 'new');
	});

	it('puts nobody before rows that are not kept in order: a newcomer at the end, when others went', () => {
		const tree = createVisitorsTree();
		const shown = (list: readonly Visitor[]) =>
			tree.show(state({ visitors: list }), { ...visitorsOptions, shownRows: () => 2 }).nodes[0]?.children.slice(0, 2);
		const newcomer = visitor('new', 'inSite', { visitTime: 0 });
		shown(crowd);
		shown(crowd.slice(1));
		shown([...crowd.slice(1), newcomer]);
		const rows = shown([...crowd.slice(2), newcomer]);
		assert.deepEqual(rows?.map(({ id }) => id).join(' '), 'v2 v3');
	});

	it('shows the same after it was prepared in slices', () => {
		for (const filter of filters) {
			const prepared = createVisitorsTree();
			const lists = [crowd, crowd.map((row) => ({ ...row, visits: 3 })), [...crowd, ...crowd.slice(0, 3)], crowd];
			for (const list of lists) {
				const options = { ...visitorsOptions, filter };
				const world = state({ visitors: list });
				finish(prepared.prepare(world, options));
				assert.equal(seen(prepared.show(world, options).nodes), seen(visitorsTree(world, options)));
			}
		}
	});

	it('is prepared in slices for its first list', () => {
		const prepared = createVisitorsTree();
		const world = state({ visitors: crowd });
		const steps = (act: SlicedWork<void>) => [...act].length;
		assert.ok(steps(prepared.prepare(world, visitorsOptions)) >= 4);
		assert.equal(steps(prepared.prepare(world, visitorsOptions)), 0);
		const next = state({ visitors: crowd.with(7, visitor('v7', 'chatting')) });
		assert.equal(steps(prepared.prepare(next, visitorsOptions)), 0);
	});

	it('shows under high load who waits or chats, until all are asked for or fewer are there', () => {
		const visitors = [visitor('a', 'waitingForChat'), visitor('b', 'voiceChatting'), ...crowd];
		const tree = createVisitorsTree();
		const shown = (parts: Partial<VisitorsTreeOptions>, list = visitors) =>
			tree.show(state({ visitors: list }), { ...visitorsOptions, ...parts }).nodes.map(({ label }) => label);
		const limited = ['Waiting', 'Chatting'];
		assert.deepEqual(shown({ highLoad: 452 }), [...limited, 'On site']);
		assert.deepEqual(shown({ highLoad: 451 }), ['Show all visitors', ...limited]);
		assert.deepEqual(shown({ highLoad: 451, showsAll: true }), [...limited, 'On site']);
		assert.deepEqual(shown({ highLoad: 451, filter: { text: 'x', matches: ({ id }) => id > 'a' } }), [
			'Chatting',
			'On site',
		]);
		// It doesn't change with every visitor around the limit.
		assert.deepEqual(shown({ highLoad: 451 }, visitors.slice(0, 440)), ['Show all visitors', ...limited]);
		assert.deepEqual(shown({ highLoad: 451 }, visitors.slice(0, 400)), [...limited, 'On site']);
	});
});

describe('The changes between two lists', () => {
	it('are the rows of only one of them, wherever they are (1,000 random pairs)', () => {
		const rows = Array.from({ length: 60 }, (_, id) => ({ id }));
		const list = fc.shuffledSubarray(rows);
		const near = fc.tuple(fc.subarray(rows), fc.nat(59), fc.nat(59)).map(([kept, from, to]) => {
			kept.splice(to, 0, ...kept.splice(from, 3));
			return kept;
		});
		fc.assert(
			fc.property(fc.oneof(list, near), fc.oneof(list, near), (before, after) => {
				const { removed, added } = rowChanges(before, after);
				const ids = (some: readonly { id: number }[]) => some.map(({ id }) => id).sort();
				assert.deepEqual(ids(removed), ids(before.filter((row) => !after.includes(row))));
				assert.deepEqual(ids(added), ids(after.filter((row) => !before.includes(row))));
			}),
			{ numRuns: 1000 },
		);
	});
});

describe('A wait that changes', () => {
	it('puts the visitor at another place', () => {
		const visitors = ['a', 'b'].map((id) => visitor(id, 'waitingForChat'));
		const tree = createVisitorsTree();
		const order = (a: number, b: number) => {
			const waits = new Map([
				['a', wait(now - a * minute)],
				['b', wait(now - b * minute)],
			]);
			return tree.show(state({ visitors, waits }), visitorsOptions).nodes[0]?.children.map(({ id }) => id);
		};
		assert.deepEqual([order(2, 1), order(2, 3), order(4, 3)].join(' '), 'a,b b,a a,b');
	});
});
