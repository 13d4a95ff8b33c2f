// What a search shows: the order of the visitors view, and the field that matches.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { visitorMatcher } from '../../../src/present/find/find';
import { createFoundVisitors } from '../../../src/present/find/foundVisitors';
import { matchedField } from '../../../src/present/find/matchedField';
import { inPlaces, type PickerRow, pickerRows } from '../../../src/present/find/pickerRows';
import { createGrouping } from '../../../src/present/tree/visitorGrouping';
import type { Visitor } from '../../../src/service/model';
import {
	failedPoll,
	groupings,
	histories,
	now,
	outline,
	state,
	visitor,
	visitorsOptions,
	visitorsTree,
	wait,
} from '../worlds';

const noDepartment = () => undefined;

function found(
	world: ReturnType<typeof state>,
	options: Pick<typeof visitorsOptions, 'groupBy' | 'sortBy' | 'segments'>,
	most = 100,
	matches: (visitor: Visitor) => boolean = () => true,
) {
	const { groupBy, segments } = options;
	const context = { groupBy, segments, siteId: 'site1', departments: {}, departmentNames: new Map() };
	const all = createFoundVisitors({
		matches,
		grouping: createGrouping(context),
		sortBy: options.sortBy,
		waits: world.waits,
		most,
	});
	world.visitors?.forEach(all.visit);
	return all;
}

describe('The visitors that a search has found', () => {
	it('stand in the groups and the order of the view', () => {
		fc.assert(
			fc.property(histories, groupings, (worlds, options) => {
				for (const world of worlds) {
					const tree = visitorsTree(world, { ...visitorsOptions, ...options });
					assert.deepEqual(
						found(world, options)
							.groups()
							.map(({ title, visitors }) => [title, visitors.map(({ id }) => id)]),
						tree.map(({ label, children }) => [label, children.map(({ id }) => id)]),
					);
				}
			}),
			{ numRuns: 50, endOnFailure: true },
		);
	});

	it('are the first ones where there are too many, and all are counted', () => {
		const visitors = Array.from({ length: 9 }, (_, n) =>
			visitor(`v${n}`, n < 3 ? 'inSite' : 'waitingForChat', { name: `${n}` }),
		);
		const waits = new Map(visitors.slice(3).map(({ id }, n) => [id, wait(100 - n)]));
		const all = found(state({ visitors, waits }), { ...visitorsOptions, groupBy: 'urgency', sortBy: 'wait' }, 7);
		assert.equal(all.count, 9);
		assert.deepEqual(
			all.groups().map(({ title, visitors: rows }) => [title, rows.map(({ id }) => id)]),
			[
				['Waiting', ['v8', 'v7', 'v6', 'v5', 'v4', 'v3']],
				['On site', ['v0']],
			],
		);
		assert.deepEqual(Object.keys(outline(visitorsTree(state({ visitors, waits }), visitorsOptions))), [
			'Waiting',
			'On site',
		]);
	});
});

describe('The rows of the picker', () => {
	const rowsOf = (world: ReturnType<typeof state>, query = '', typedId?: string) => {
		const matches = visitorMatcher(query, noDepartment);
		return pickerRows(found(world, visitorsOptions, 100, matches), world, {
			query,
			typedId,
			departmentName: noDepartment,
			pins: [],
			now,
		});
	};
	const labels = (rows: readonly PickerRow[]) => rows.map(({ label }) => label);
	const ann = visitor('a', 'inSite', { name: 'Ann', email: 'ann@example.com', company: 'Firm 17' });
	const bob = visitor('b', 'waitingForChat', { name: 'Bob' });

	it('have the group above, the icon of the status, and the field that matches below', () => {
		const rows = rowsOf(state({ visitors: [ann, bob] }));
		assert.deepEqual(labels(rows), ['Waiting', 'Bob', 'On site', 'Ann']);
		assert.equal(rows[1]?.icon?.id, 'bell');
		assert.equal(rows[3]?.detail, 'ann@example.com · Firm 17');
		assert.equal(rowsOf(state({ visitors: [ann] }), 'ann firm')[1]?.detail, 'Company: Firm 17');
	});

	it('say why there are none', () => {
		assert.deepEqual(labels(rowsOf(state({ visitors: undefined }))), ['Loading visitors…']);
		const visitorsError = failedPoll('forbidden');
		assert.match(labels(rowsOf(state({ visitors: undefined, visitorsError })))[0] ?? '', /permission/);
		assert.deepEqual(labels(rowsOf(state())), ['No visitors on the site.']);
		assert.deepEqual(labels(rowsOf(state({ visitors: [ann] }), 'zzz')), ['No matching visitors']);
		assert.deepEqual(labels(rowsOf(state(), 'g', 'g')), ['Open Visitor With This ID']);
	});

	it('stay in their places whatever arrives: each with its newest text, new ones at the end', () => {
		const before = rowsOf(state({ visitors: [ann, bob] }));
		const cid = visitor('c', 'waitingForChat', { name: 'Cid' });
		const later = rowsOf(state({ visitors: [cid, visitor('a', 'chatting', { name: 'Anna' })] }));
		const rows = inPlaces(before, later, 100);
		assert.deepEqual(labels(rows), ['Waiting', 'Bob', 'On site', 'Anna', 'New', 'Cid']);
		assert.equal(rows[1]?.description, 'No longer found');
		const latest = rowsOf(state({ visitors: [visitor('d', 'inSite', { name: 'Dan' }), cid, bob] }));
		assert.deepEqual(labels(inPlaces(rows, latest, 100)), ['Waiting', 'Bob', 'On site', 'Anna', 'New', 'Cid', 'Dan']);
	});

	it('keep the place of a row that said why there are none, so that Enter on it opens nobody', () => {
		const rows = inPlaces(rowsOf(state()), rowsOf(state({ visitors: [ann] })), 100);
		assert.deepEqual(
			rows.map(({ kind }) => kind),
			['separator', 'separator', 'visitor'],
		);
	});

	it('name at each index the same visitor as before, through any polls', () => {
		fc.assert(
			fc.property(histories, (worlds) => {
				let rows: readonly PickerRow[] = rowsOf(worlds[0] ?? state());
				for (const world of worlds.slice(1)) {
					const next = inPlaces(rows, rowsOf(world), 30);
					assert.deepEqual(
						next.slice(0, rows.length).map(({ id, kind }) => kind === 'visitor' && id),
						rows.map(({ id, kind }) => kind === 'visitor' && id),
					);
					rows = next;
				}
			}),
			{ endOnFailure: true },
		);
	});
});

describe('The field that matches a search', () => {
	const jane = visitor('v1', 'inSite', {
		name: 'José Müller',
		currentBrowsing: `https://shop.example/${'x'.repeat(300)}/cart?sku=4711`,
		departmentId: 'd1',
		visits: 12,
		customVariableResults: [
			{ name: 'account_id', value: 'ACC-0042', url: '' },
			{ name: 'plan', value: '', url: '' },
		],
		more: { mood: 'cheerful' },
	});

	it('is named with its value, whatever the case and the accents', () => {
		const field = (word: string) => matchedField(jane, word, () => 'Sales');
		assert.equal(field('acc-0042'), 'account_id: ACC-0042');
		assert.equal(field('account_id'), 'account_id: ACC-0042');
		assert.equal(field('jose'), 'Name: José Müller');
		assert.equal(field('sales'), 'Department: Sales');
		assert.equal(field('mood'), 'mood: "cheerful"');
		assert.equal(field('plan'), 'plan: –');
		assert.equal(field('nothing'), undefined);
	});

	it('is cut to the place where the word stands', () => {
		assert.match(matchedField(jane, 'sku=4711', noDepartment) ?? '', /^Current page: …x{10,}\/cart\?sku=4711$/);
	});

	it('is there whenever a visitor is found by a word of one of its values', () => {
		const value = fc.oneof(
			fc.string({ unit: 'grapheme', maxLength: 12 }),
			fc.constantFrom('Straße', 'a\u200Bb', 'Łódź'),
		);
		const fields: (keyof Visitor)[] = ['name', 'email', 'city', 'referrerUrl', 'searchEngine', 'productService', 'ip'];
		fc.assert(
			fc.property(fc.constantFrom(...fields), value, fc.nat(8), (name, text, start) => {
				const [word = ''] = text.slice(start).split(/\s/);
				const someone = visitor('v1', 'inSite', { [name]: text });
				const isFound =
					visitorMatcher(word, noDepartment)(someone) && !visitorMatcher(word, noDepartment)(visitor('v1', 'inSite'));
				assert.ok(!isFound || matchedField(someone, word, noDepartment) !== undefined);
			}),
		);
	});
});
