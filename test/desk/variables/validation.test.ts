// What the type of a custom variable asks of who types, and never of what the service holds.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { typeOf, validateDraft, validateType } from '../../../src/desk/variables/variableTypes';
import type { VariableDefinition } from '../../../src/service/model';

const definitions: readonly VariableDefinition[] = [
	{ name: 'seats', type: 'integer' },
	{ name: 'cart', type: 'decimal' },
	{ name: 'plan', type: 'text' },
];

describe('A typed variable', () => {
	const rows: readonly (readonly [string, boolean, boolean])[] = [
		['', true, true],
		['0', true, true],
		['007', true, true],
		['-7', true, true],
		['+7', true, true],
		['12345678901234567890', true, true],
		['12.5', false, true],
		['-.5', false, true],
		['12.', false, false],
		['.', false, false],
		['-', false, false],
		['12,5', false, false],
		['1,234.5', false, false],
		['1e5', false, false],
		['0x10', false, false],
		[' 12', false, false],
		['12\n', false, false],
		['١٢', false, false],
		['NaN', false, false],
		['twelve', false, false],
	];
	for (const [value, integer, decimal] of rows) {
		it(`${JSON.stringify(value)} is ${integer ? 'an' : 'no'} integer and ${decimal ? 'a' : 'no'} decimal`, () => {
			assert.equal(validateType(value, 'integer'), integer ? undefined : 'notInteger');
			assert.equal(validateType(value, 'decimal'), decimal ? undefined : 'notDecimal');
			assert.equal(validateType(value, 'text'), undefined);
		});
	}

	it('is found by its name to the letter; what nobody defined is text', () => {
		assert.equal(typeOf('seats', definitions), 'integer');
		assert.equal(typeOf('Seats', definitions), 'text');
		assert.equal(typeOf('constructor', definitions), 'text');
	});

	it('may keep, and get back, whatever the service had there', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), (now, before) => {
				const saved = { name: 'seats', value: now, url: '' };
				const rules = { readOnly: [], definitions };
				const edit = (value: string, url = '') => ({ name: 'seats', value, url, base: { ...saved, value: before } });
				assert.equal(validateDraft(edit(now, 'https://crm.example/1'), saved, rules), undefined);
				assert.equal(validateDraft(edit(before), saved, rules), undefined);
				assert.equal(validateDraft(edit(''), saved, rules), undefined);
			}),
		);
	});
});
