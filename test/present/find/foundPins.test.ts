// Pinned visitors who are in no list, in a search and in a look-up.
import assert from 'node:assert/strict';
import type { Pin } from '../../../src/desk/pins/pins';
import { visitorMatcher } from '../../../src/present/find/find';
import { foundPins } from '../../../src/present/find/foundPins';
import { createFoundVisitors } from '../../../src/present/find/foundVisitors';
import { matchQuality } from '../../../src/present/find/matchQuality';
import { inPlaces, pickerRows } from '../../../src/present/find/pickerRows';
import { createLookedUpVisitors } from '../../../src/present/lookUp/lookedUpVisitors';
import type { LookUpTarget } from '../../../src/present/lookUp/lookUpTarget';
import { createGrouping } from '../../../src/present/tree/visitorGrouping';
import { minute, now, state, visitor, visitorsOptions } from '../worlds';

const noDepartment = () => undefined;
const pin = (id: string, parts: Partial<Pin> = {}): Pin => ({
	id,
	pinnedAt: now - 60 * minute,
	leftAt: now - 4 * minute,
	triedAt: undefined,
	isListed: false,
	...parts,
});
const guid = '3d59f909-24cd-43bc-89cb-00a320617c0a';
const ann = visitor('a', 'inSite', { name: 'Ann Quill', email: 'ann@example.com' });
const zoe = visitor('z', 'chatting', {
	name: 'Quill Zoe',
	email: 'zoe@example.com',
	phone: '+1 555 010 4711',
	ip: '192.0.2.7',
	city: 'Lyon',
	customVariableResults: [{ name: 'account_id', value: 'ACC-7', url: '' }],
});
/** Ann is on the site. Zoe has left, and of another pinned visitor only the ID is known. */
const world = state({
	visitors: [ann],
	pins: [pin('a', { leftAt: undefined, isListed: true }), pin('z'), pin(guid)],
	pinned: new Map([
		['a', { visitor: ann, asOf: now }],
		['z', { visitor: zoe, asOf: now - 5 * minute }],
	]),
});

function rowsOf(query: string, of = world, typedId?: string) {
	const matches = visitorMatcher(query, noDepartment);
	const grouping = createGrouping({
		...visitorsOptions,
		siteId: 'site1',
		departments: {},
		departmentNames: new Map(),
	});
	const quality = matchQuality(query);
	const found = createFoundVisitors({ matches, quality, grouping, sortBy: 'wait', waits: of.waits, most: 100 });
	of.visitors?.forEach(found.visit);
	return pickerRows(found, of, {
		query,
		typedId,
		departmentName: noDepartment,
		pins: foundPins(of, query, noDepartment),
		now,
	});
}
const labels = (...searched: Parameters<typeof rowsOf>) => rowsOf(...searched).map(({ label }) => label);

describe('A search for a pinned visitor who has left', () => {
	it('finds the visitor by anything that was last known, below everyone who is on the site', () => {
		assert.deepEqual(labels('quill'), ['Best match', 'Ann Quill', 'Pinned', 'Quill Zoe']);
		for (const query of ['zoe@example', '192.0.2.7', '(555) 010-4711', 'acc-7', 'lyon']) {
			assert.deepEqual(labels(query), ['Pinned', 'Quill Zoe'], query);
		}
		assert.deepEqual(labels(''), ['On site', 'Ann Quill', 'Pinned', 'Quill Zoe', 'Visitor 3d59f909']);
	});

	it('says that the visitor has left, in place of a status that was true earlier', () => {
		const row = rowsOf('acc-7').at(-1);
		assert.equal(row?.description, 'left 4 min ago · Lyon');
		assert.equal(row?.detail, 'account_id: ACC-7');
		assert.equal(row?.icon?.id, 'pinned');
		assert.deepEqual(labels('chatting'), ['No matching visitors']);
	});

	it('finds by a part of the ID where nothing else is known', () => {
		for (const query of ['3d59f9', '24cd-43bc', 'visitor 3d59f909', guid]) {
			assert.deepEqual(labels(query, world, query === guid ? guid : undefined), ['Pinned', 'Visitor 3d59f909'], query);
		}
		assert.equal(rowsOf('3d59f9').at(-1)?.detail, guid);
		assert.deepEqual(labels('3d59f9 quill'), ['No matching visitors']);
	});

	it('doesn’t say that somebody left who may only be missing in the list', () => {
		const row = rowsOf('zoe', { ...world, pins: [pin('z', { leftAt: undefined })] }).at(-1);
		assert.equal(row?.description, 'pinned · Lyon');
	});

	it('has the pinned ones before there is a list, and says that it is still to come', () => {
		assert.deepEqual(labels('quill', { ...world, visitors: undefined }), [
			'Loading visitors…',
			'Pinned',
			'Quill Zoe', // the better match
			'Ann Quill',
		]);
	});

	it('keeps the row in its place when the visitor leaves while the list is open', () => {
		const before = rowsOf('', { ...world, visitors: [ann, zoe] });
		const rows = inPlaces(before, rowsOf(''), 100);
		assert.equal(
			rows.findIndex(({ id }) => id === 'z'),
			before.findIndex(({ id }) => id === 'z'),
		);
		assert.match(rows.find(({ id }) => id === 'z')?.description ?? '', /^left 4 min ago/);
	});
});

describe('A look-up of a pinned visitor who has left', () => {
	function lookedUp(target: Exclude<LookUpTarget, { kind: 'id' }>, of = world) {
		const found = createLookedUpVisitors(target, noDepartment);
		of.visitors?.forEach(found.visit);
		found.visitPins(of);
		return found.found();
	}

	it('finds the visitor by e-mail address, IP address, phone number and text', () => {
		for (const target of [
			{ kind: 'email', text: 'zoe@example.com' },
			{ kind: 'ip', text: '192.0.2.7' },
			{ kind: 'phone', text: '(555) 010-4711' },
			{ kind: 'text', text: 'acc-7' },
		] as const) {
			assert.deepEqual(lookedUp(target), ['z'], target.kind);
		}
	});

	it('finds by a part of the ID where nothing else is known', () => {
		assert.deepEqual(lookedUp({ kind: 'text', text: '3d59f909' }), [guid]);
	});

	it('has those who are on the site first', () => {
		assert.deepEqual(lookedUp({ kind: 'text', text: 'quill' }), ['a', 'z']);
	});
});
