// Which texts of a panel are folded.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cutText, folded, isLong } from '../../../src/present/details/folding';

describe('A text of a panel', () => {
	it('is folded if it is long or has many lines', () => {
		assert.deepEqual(['x'.repeat(20_000), 'x\n'.repeat(8), 'x', 'x'.repeat(300)].map(isLong), [
			true,
			true,
			false,
			false,
		]);
	});

	it('that is folded shows its start, in a few lines', () => {
		assert.equal(folded('x\n'.repeat(8)), 'x\nx\nx\nx…');
		fc.assert(
			fc.property(fc.string({ unit: 'binary', minLength: 301, maxLength: 2000 }), (text) => {
				const shown = folded(text);
				assert.ok(shown.length <= 241 && shown.split('\n').length <= 4);
				assert.ok(text.startsWith(shown.slice(0, -1)) && shown.endsWith('…'));
				assert.ok(!/\p{Cs}/u.test(shown) || /\p{Cs}/u.test(text));
			}),
		);
	});

	it('that is quoted is cut only where it is too long', () => {
		assert.deepEqual([cutText('gold', 4), cutText('golden', 4), cutText('go\u{1f600}', 3)], ['gold', 'gold…', 'go…']);
	});
});
