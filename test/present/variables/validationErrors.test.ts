// The words for why an edit of a custom variable can't be saved.
import assert from 'node:assert/strict';
import type { ValidationError } from '../../../src/desk/variables/validation';
import { validationErrorText } from '../../../src/present/variables/validationErrors';

const errors: readonly ValidationError[] = [
	{ field: 'name', code: 'nameEmpty' },
	{ field: 'name', code: 'nameTaken' },
	{ field: 'name', code: 'readOnly' },
	{ field: 'value', code: 'notInteger' },
	{ field: 'value', code: 'notDecimal' },
	{ field: 'url', code: 'urlScheme' },
];

describe('A validation error', () => {
	it('has words of its own, which begin with the field', () => {
		const words = errors.map(validationErrorText);
		assert.equal(new Set(words).size, errors.length);
		errors.forEach(({ field }, at) => {
			assert.ok(words[at]?.toLowerCase().startsWith(`${field}:`), words[at]);
		});
	});
});
