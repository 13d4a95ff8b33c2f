// The rows of pinned visitors.
import assert from 'node:assert/strict';
import type { Pin } from '../../../src/desk/pins/pins';
import { untilPinsChange } from '../../../src/present/pins/pinnedRows';
import { minute, now, outline, state, visitor, visitorsOptions, visitorsTree } from '../worlds';

const pin = (id: string, parts: Partial<Pin> = {}): Pin => ({
	id,
	pinnedAt: now - 60 * minute,
	leftAt: undefined,
	triedAt: undefined,
	isListed: true,
	...parts,
});
const ann = visitor('v1', 'chatting', { name: 'Ann' });
const bob = visitor('3d59f909-24cd-43bc-89cb-00a320617c0a', 'chatting', { name: 'Bob' });

describe('A pinned visitor', () => {
	it('of the list stays in its group, marked, and can be unpinned', () => {
		const nodes = visitorsTree(state({ visitors: [ann, bob], pins: [pin('v1')] }), {
			...visitorsOptions,
			sortBy: 'name',
		});
		assert.deepEqual(outline(nodes), { Chatting: ['Ann', 'Bob'] });
		const rows = nodes[0]?.children ?? [];
		assert.match(rows[0]?.description ?? '', /pinned/);
		assert.match(rows[0]?.ariaLabel ?? '', /pinned/);
		assert.deepEqual(
			rows.map(({ contextValue }) => /can\w*[Pp]in\b/.exec(contextValue)?.[0]),
			['canUnpin', 'canPin'],
		);
	});

	it('who has left stands in a group of its own at the end, gray, with the time since', () => {
		const left = pin(bob.id, { isListed: false, leftAt: now - 4 * minute });
		const known = new Map([[bob.id, { visitor: bob, asOf: now - 5 * minute }]]);
		const world = state({ visitors: [ann], pins: [left], pinned: known });
		const nodes = visitorsTree(world, visitorsOptions);
		assert.deepEqual(outline(nodes), { Chatting: ['Ann'], Pinned: ['Bob'] });
		const row = nodes.at(-1)?.children[0];
		assert.equal(row?.description, 'left 4 min ago');
		assert.equal(row?.icon?.color, 'disabledForeground');
		const unknown = visitorsTree({ ...world, pinned: new Map() }, visitorsOptions);
		assert.deepEqual(outline(unknown).Pinned, ['Visitor 3d59f909'], 'in a window that never saw the visitor');
		assert.equal(untilPinsChange([left], now + 1_000), minute - 1_000);
	});

	it('has the mark before the page, which may be long', () => {
		const [group] = visitorsTree(
			state({ visitors: [{ ...ann, currentBrowsing: 'https://shop.example/cart' }], pins: [pin('v1')] }),
			visitorsOptions,
		);
		assert.equal(group?.children[0]?.description, 'pinned · /cart');
	});

	it('is shown under high load too', () => {
		const inSite = (id: string) => visitor(id, 'inSite', { name: id });
		const world = state({ visitors: [ann, inSite('v2'), inSite('v3')], pins: [pin('v3')] });
		const nodes = visitorsTree(world, { ...visitorsOptions, highLoad: 1 });
		assert.deepEqual(outline(nodes.slice(1)), { Chatting: ['Ann'], 'On site': ['v3'] });
	});

	it('is filtered as the others are', () => {
		const world = state({
			visitors: [ann],
			pins: [pin(bob.id, { isListed: false })],
			pinned: new Map([[bob.id, { visitor: bob, asOf: now }]]),
		});
		const shown = (name: string) =>
			outline(
				visitorsTree(world, { ...visitorsOptions, filter: { text: name, matches: (each) => each.name === name } }),
			);
		assert.deepEqual(shown('Ann'), { Chatting: ['Ann'] });
		assert.deepEqual(shown('Bob'), { Pinned: ['Bob'] });
	});
});
