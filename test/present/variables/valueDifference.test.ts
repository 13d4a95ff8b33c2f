// How the difference between two values is shown.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { valueDifference } from '../../../src/present/variables/valueDifference';

describe('The difference between two values', () => {
	const rows: readonly (readonly [string, string, string, string, number])[] = [
		['gold', 'silver', 'gold', 'silver', 1],
		['  gold', 'gold', '␣␣gold', 'gold', 1],
		['gold  ', 'gold', 'gold␣␣', 'gold', 5],
		['one two', 'one  two', 'one␣two', 'one␣␣two', 5],
		['a\nb', 'a\r\nb', 'a⏎b', 'a‹000D›⏎b', 2],
		['a\u00a0b', 'a b', 'a‹00A0›b', 'a␣b', 2],
		['go\u200bld', 'gold', 'go‹200B›ld', 'gold', 3],
		['caf\u00e9', 'cafe\u0301', 'caf‹00E9›', 'cafe‹0301›', 4],
		['\u{1f600}', '\u{1f601}', '\u{1f600}', '\u{1f601}', 1],
		[`${'x'.repeat(100)}gold`, `${'x'.repeat(100)}silver`, '…xxxxxxxxxxxxgold', '…xxxxxxxxxxxxsilver', 101],
		[`a${'x'.repeat(100)}`, 'a', `a${'x'.repeat(39)}…`, 'a', 2],
	];
	for (const [expected, got, ours, theirs, position] of rows) {
		it(`is visible between ${JSON.stringify(expected).slice(0, 30)} and ${JSON.stringify(got).slice(0, 30)}`, () => {
			assert.deepEqual(valueDifference(expected, got), { expected: ours, got: theirs, position });
		});
	}

	it('is visible wherever it is, on one line and without anything that hides', () => {
		const text = fc.string({ unit: 'binary', maxLength: 120 });
		fc.assert(
			fc.property(text, text, text, (start, a, b) => {
				fc.pre(a !== b);
				const { expected, got } = valueDifference(start + a, start + b);
				assert.notEqual(expected, got);
				for (const part of [expected, got]) {
					assert.doesNotMatch(part, /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\u200b\ufeff]/u);
				}
			}),
			{ numRuns: 2000 },
		);
	});
});
