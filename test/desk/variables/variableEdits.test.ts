import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
	editsBack,
	mergeEdits,
	notKept,
	rebased,
	type VariableEdit,
	variableNamed,
	withEdits,
} from '../../../src/desk/variables/variableEdits';
import type { NamedValue } from '../../../src/service/model';

const name = fc.constantFrom('plan', 'accountId', 'cart', '__proto__', 'constructor', 'ü');
const value = fc.constantFrom('', 'a', 'b', ' a ', '\u202e');
const variable = fc.record({ name, value, url: fc.constantFrom('', 'https://x.example/') });
const list = fc.uniqueArray(variable, { selector: (each) => each.name });

/** Edits as a user makes them: each of a variable as `base` has it, or of a new one. */
function editsOf(base: readonly NamedValue[]) {
	return fc
		.uniqueArray(fc.record({ name, value, url: fc.constantFrom('', 'https://y.example/') }), {
			selector: (each) => each.name,
		})
		.map((mine) => mine.map((each): VariableEdit => ({ ...each, base: variableNamed(base, each.name) })));
}

const world = fc
	.tuple(list, list)
	.chain(([base, theirs]) => fc.tuple(fc.constant(base), fc.constant(theirs), editsOf(base)));

describe('The three-way merge', () => {
	it('puts every edit in, calls it a conflict, or finds it done: never two of these, never none', () => {
		fc.assert(
			fc.property(world, ([, theirs, edits]) => {
				const { list: merged, conflicts, applied } = mergeEdits(theirs, edits);
				for (const edit of edits) {
					const now = variableNamed(merged, edit.name);
					const inConflict = conflicts.some((conflict) => conflict.edit === edit);
					const isThere = now?.value === edit.value && now.url === edit.url;
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

describe('The comparison after a save', () => {
	it('tells exactly what is not as it was sent, and who sent it', () => {
		fc.assert(
			fc.property(world, list, ([, theirs, edits], answer) => {
				const { list: sent, applied } = mergeEdits(theirs, edits);
				const lost = notKept(sent, applied, answer);
				for (const each of sent) {
					const got = variableNamed(answer, each.name);
					const isLost = lost.some(({ name }) => name === each.name);
					if (got ? got.value !== each.value : each.value !== '') {
						assert.ok(isLost, each.name);
					} else if (got?.url === each.url) {
						assert.ok(!isLost);
					}
				}
				assert.ok(lost.every(({ name, edited }) => edited === applied.some((edit) => edit.name === name)));
			}),
		);
	});

	it('finds nothing where the answer is what was sent', () => {
		fc.assert(
			fc.property(world, ([, theirs, edits]) => {
				const { list: sent, applied } = mergeEdits(theirs, edits);
				assert.deepEqual(notKept(sent, applied, sent), []);
			}),
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
