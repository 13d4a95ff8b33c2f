// Rules of the marks of changes: exactly the rows that differ from what the user saw last, and none at first.
import assert from 'node:assert/strict';
import { markChanged, seenIn } from '../../../src/present/details/details';
import { details, full, rowsOf, state } from './detailsFixtures';

describe('marks of changes', () => {
	it('a first look marks nothing', () => {
		const all = details(state(full));
		assert.ok(rowsOf(markChanged(all, seenIn(details(undefined)))).every(({ changed }) => !changed));
		assert.ok(rowsOf(markChanged(all, seenIn(all))).every(({ changed }) => !changed));
	});

	it('exactly what differs from the last look is marked, new and emptied values too', () => {
		const seen = seenIn(details(state(full)));
		const variables = [
			{ name: 'the variable', value: 'variable value', url: 'ccccc' },
			{ name: 'new', value: '1', url: '' },
		];
		const next = details(state({ ...full, company: '', pageViews: 1004, customVariableResults: variables }));
		const marked = rowsOf(markChanged(next, seen)).filter(({ changed }) => changed);
		assert.deepEqual(
			marked.map(({ key }) => key),
			['variables/1/the variable', 'variables/1/new', 'company', 'pageViews'],
		);
	});

	it('a value that went and came back is not marked', () => {
		const seen = seenIn(details(state(full)));
		assert.ok(rowsOf(markChanged(details(state({ ...full })), seen)).every(({ changed }) => !changed));
	});

	it('a new row that is empty is no news', () => {
		const seen = seenIn(details(state(full)));
		const more = [...full.customVariableResults, { name: 'new', value: '', url: '' }];
		const next = markChanged(details(state({ ...full, customVariableResults: more })), seen);
		assert.ok(rowsOf(next).every(({ changed }) => !changed));
	});
});
