// Rules of the three-way merge of edits, and of the edits that undo a save.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { editsBack, mergeEdits, rebased, variableNamed, withEdits } from '../../../src/desk/variables/variableEdits';
import { world } from './worlds';

describe('The three-way merge', () => {
	it('puts every edit in, calls it a conflict, or finds it done: never two of these, never none', () => {
		fc.assert(
			fc.property(world, ([, theirs, edits]) => {
				const { list: merged, conflicts, applied } = mergeEdits(theirs, edits);
				for (const edit of edits) {
					const now = variableNamed(merged, edit.name);
					const inConflict = conflicts.some((conflict) => conflict.edit === edit);
					const isUrlEdited = edit.base === undefined || edit.url !== edit.base.url;
					const isGone = now === undefined && edit.value === '' && edit.base !== undefined;
					const isThere = isGone || (now?.value === edit.value && (!isUrlEdited || now.url === edit.url));
					assert.notEqual(inConflict, isThere);
					assert.ok(!(inConflict && applied.includes(edit)));
				}
			}),
		);
	});

	it('takes everything without an edit of its own from the service, in its order, and loses none of it', () => {
		fc.assert(
			fc.property(world, ([, theirs, edits]) => {
				const { list: merged, applied } = mergeEdits(theirs, edits);
				const names = new Set(applied.map((edit) => edit.name));
				assert.deepEqual(
					merged.slice(0, theirs.length).map((each) => each.name),
					theirs.map((each) => each.name),
				);
				for (const each of theirs.filter(({ name }) => !names.has(name))) {
					assert.deepEqual(variableNamed(merged, each.name), each);
				}
			}),
		);
	});

	it('has no conflict where nobody else wrote', () => {
		fc.assert(fc.property(world, ([base, , edits]) => assert.equal(mergeEdits(base, edits).conflicts.length, 0)));
	});

	it('has no conflict left after the user chose mine for each of them', () => {
		fc.assert(
			fc.property(world, ([, theirs, edits]) => {
				const { conflicts } = mergeEdits(theirs, edits);
				const resolved = edits.map((edit) => {
					const conflict = conflicts.find((each) => each.edit === edit);
					return conflict ? rebased(edit, conflict.theirs) : edit;
				});
				assert.equal(mergeEdits(theirs, resolved).conflicts.length, 0);
			}),
		);
	});

	it('finds no conflict in a link that the service filled in anew, and sends the new one', () => {
		const base = { name: 'account', value: '42', url: 'https://crm.example/42?pages=1' };
		const now = { ...base, url: 'https://crm.example/42?pages=2' };
		const typed = { ...base, value: '43', base };
		assert.deepEqual(mergeEdits([now], [typed]).list, [{ ...now, value: '43' }]);
		const theirs = { ...now, value: '44' };
		assert.equal(mergeEdits([theirs], [typed]).conflicts.length, 1, 'their value is one');
		assert.deepEqual(mergeEdits([{ ...now, value: '43' }], [typed]).applied, [], 'done by somebody else');
		assert.deepEqual(rebased(typed, theirs), { ...typed, url: now.url, base: theirs });
	});

	it('finds a conflict in a link that the user has edited, too', () => {
		const base = { name: 'account', value: '42', url: 'https://crm.example/42' };
		const typed = { ...base, url: 'https://mine.example/', base };
		const theirs = { ...base, url: 'https://theirs.example/' };
		assert.equal(mergeEdits([theirs], [typed]).conflicts.length, 1);
		assert.deepEqual(rebased(typed, theirs), { ...typed, base: theirs });
	});

	it('finds a variable cleared that is gone, and not one that was added empty', () => {
		const base = { name: 'plan', value: 'silver', url: '' };
		const cleared = { name: 'plan', value: '', url: '' };
		assert.deepEqual(mergeEdits([], [{ ...cleared, base }]), { list: [], conflicts: [], applied: [] });
		assert.equal(mergeEdits([], [{ ...cleared, base: undefined }]).applied.length, 1);
	});

	it('changes only the first of several variables with one name', () => {
		const twice = [
			{ name: 'plan', value: '1', url: '' },
			{ name: 'plan', value: '2', url: '' },
		];
		const { list: merged } = mergeEdits(twice, [{ name: 'plan', base: twice[0], value: '3', url: '' }]);
		assert.deepEqual(
			merged.map((each) => each.value),
			['3', '2'],
		);
	});
});

describe('The way back', () => {
	it('brings every edited variable to its value before, and new ones to an empty value', () => {
		fc.assert(
			fc.property(world, ([, theirs, edits]) => {
				const { list: after, applied } = mergeEdits(theirs, edits);
				const back = editsBack(
					theirs,
					after,
					applied.map((edit) => edit.name),
				);
				const restored = withEdits(after, back);
				for (const each of restored) {
					assert.equal(each.value, variableNamed(theirs, each.name)?.value ?? '');
				}
				assert.equal(mergeEdits(after, back).conflicts.length, 0);
			}),
		);
	});
});
