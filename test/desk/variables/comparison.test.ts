// The comparison of what the service holds after a save with what was typed.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareAfterSave } from '../../../src/desk/variables/comparison';
import { mergeEdits, variableNamed } from '../../../src/desk/variables/variableEdits';
import { list, world } from './worlds';

describe('The comparison after a save', () => {
	it('reports exactly what is not as it was typed or read, and calls nothing arrived that is not there', () => {
		fc.assert(
			fc.property(world, list, ([, theirs, edits], after) => {
				const { list: sent, applied } = mergeEdits(theirs, edits);
				const { arrived, differences } = compareAfterSave(theirs, applied, after);
				for (const each of sent) {
					const got = variableNamed(after, each.name);
					const difference = differences.find(({ name }) => name === each.name);
					if (got ? got.value !== each.value : each.value !== '') {
						assert.ok(difference, each.name);
					} else if (got?.url === each.url) {
						assert.equal(difference, undefined);
					}
				}
				for (const { name, value } of applied) {
					const got = variableNamed(after, name);
					const isThere = got ? got.value.trim() === value.trim() : value === '';
					assert.ok(isThere || !arrived.includes(name), name);
				}
			}),
		);
	});

	it('finds nothing where the service has what was sent', () => {
		fc.assert(
			fc.property(world, ([, theirs, edits]) => {
				const { list: sent, applied } = mergeEdits(theirs, edits);
				const { arrived, differences } = compareAfterSave(theirs, applied, sent);
				assert.deepEqual(differences, []);
				assert.equal(arrived.length, applied.length);
			}),
		);
	});
});
