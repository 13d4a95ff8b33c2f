// The best match of a search comes first.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { noSegments } from '../../../src/desk/segments/segments';
import { visitorMatcher } from '../../../src/present/find/find';
import { createFoundVisitors } from '../../../src/present/find/foundVisitors';
import { matchQuality } from '../../../src/present/find/matchQuality';
import { createGrouping } from '../../../src/present/tree/visitorGrouping';
import type { Visitor } from '../../../src/service/model';
import { histories, visitor } from '../worlds';

const noDepartment = () => undefined;

function search(query: string, visitors: readonly Visitor[], most = 100) {
	const found = createFoundVisitors({
		matches: visitorMatcher(query, noDepartment),
		quality: matchQuality(query),
		grouping: createGrouping({
			groupBy: 'urgency',
			siteId: 's',
			departments: {},
			departmentNames: new Map(),
			segments: noSegments,
		}),
		sortBy: 'name',
		waits: new Map(),
		most,
	});
	visitors.forEach(found.visit);
	return found;
}

describe('A search puts first', () => {
	const people = [
		visitor('w', 'waitingForChat', { name: 'Wim', currentBrowsing: 'https://shop.example/ann' }),
		visitor('s', 'inSite', { name: 'Susann Ann-Marie' }),
		visitor('b', 'inSite', { name: 'Annabel' }),
		visitor('a', 'outOfSite', { name: 'Änn' }),
	];
	const firsts = (query: string, visitors = people) => {
		const [group] = search(query, visitors).groups();
		return [group?.title, ...(group?.visitors.map(({ id }) => id) ?? [])];
	};

	it('who has exactly the text, then who begins with it, then a word that does', () => {
		assert.deepEqual(firsts('ann'), ['Best match', 'a']);
		assert.deepEqual(firsts('ann', people.slice(0, 3)), ['Best match', 'b']);
		assert.deepEqual(firsts('ann', people.slice(0, 2)), ['Best match', 's']);
	});

	it('nobody before the groups of the view, where the text is in other fields only or says too little', () => {
		assert.deepEqual(firsts('ann', people.slice(0, 1)), ['Waiting', 'w']);
		assert.deepEqual(firsts('a')[0], 'Waiting');
		assert.deepEqual(firsts('')[0], 'Waiting');
	});

	it('the owner of a phone number in another notation, of a variable, of an ID', () => {
		const owner = visitor('o', 'inSite', {
			phone: '+1 555 010 9999',
			customVariableResults: [{ name: 'account', value: 'ACC-42', url: '' }],
		});
		for (const query of ['(555) 010-9999', 'acc-42']) {
			assert.deepEqual(firsts(query, [...people, owner]), ['Best match', 'o'], query);
		}
	});

	it('no visitor twice, and none who is lost for it', () => {
		fc.assert(
			fc.property(
				histories,
				fc.constantFrom('', 'a', 'an', 'visitor', 'ch', '12'),
				fc.integer({ min: 1, max: 9 }),
				(worlds, query, most) => {
					for (const { visitors = [] } of worlds) {
						const found = search(query, visitors, most);
						const shown = found.groups().flatMap((group) => group.visitors.map(({ id }) => id));
						assert.equal(new Set(shown).size, shown.length);
						assert.equal(shown.length, Math.min(most, found.count));
					}
				},
			),
			{ numRuns: 50, endOnFailure: true },
		);
	});
});
