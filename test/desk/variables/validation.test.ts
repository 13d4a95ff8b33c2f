// Which edits of custom variables can't be saved, and the invalid field.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
	matchesGlob,
	typeOf,
	validateDraft,
	validateName,
	validateNew,
	validateNewName,
	validateType,
	validateUrl,
} from '../../../src/desk/variables/validation';
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
			assert.deepEqual(validateType(value, 'integer'), integer ? undefined : { field: 'value', code: 'notInteger' });
			assert.deepEqual(validateType(value, 'decimal'), decimal ? undefined : { field: 'value', code: 'notDecimal' });
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
				const filledIn = { ...edit(now, 'bbbbb'), base: { ...saved, url: 'bbbbb' } };
				assert.equal(validateDraft(filledIn, { ...saved, url: 'ccccc' }, rules), undefined);
				assert.equal(validateDraft(edit(''), saved, rules), undefined);
			}),
		);
	});
});

describe('An edit of a custom variable', () => {
	it('names the field at fault and a code, not a text', () => {
		const rules = { readOnly: ['sys*'], definitions };
		const isNew = (name: string, value = '', url = '') => validateNew({ name, value, url }, ['plan'], rules);
		assert.equal(isNew('discount', '15 %', 'https://crm.example'), undefined);
		assert.deepEqual(isNew('  '), { field: 'name', code: 'nameEmpty' });
		assert.deepEqual(isNew('PLAN '), { field: 'name', code: 'nameTaken' });
		assert.deepEqual(isNew('SYSid'), { field: 'name', code: 'readOnly' });
		assert.deepEqual(isNew(' seats', 'many'), { field: 'value', code: 'notInteger' });
		assert.deepEqual(isNew('cart', '1,5'), { field: 'value', code: 'notDecimal' });
		assert.deepEqual(isNew('discount', '', 'no link'), { field: 'url', code: 'urlScheme' });
	});

	it('needs a URL that can be a link, but leaves alone what the service sent', () => {
		for (const url of ['javascript:alert(1)', 'bbbbb', 'data:text/html,x', 'https://', 'https://a b', 'command:x']) {
			assert.deepEqual(validateUrl(url, ''), { field: 'url', code: 'urlScheme' }, url);
			assert.equal(validateUrl(url, url), undefined, url);
		}
		for (const url of ['', 'https://crm.example/1', 'HTTP://crm.example', 'mailto:a@example.com', 'tel:+123']) {
			assert.equal(validateUrl(url, 'before'), undefined, url);
		}
	});

	it('is refused without a name, or where a glob says that the variable is read-only', () => {
		assert.deepEqual(validateName(' ', []), { field: 'name', code: 'nameEmpty' });
		assert.equal(validateNewName('', [''], [])?.code, 'nameEmpty');
		assert.deepEqual(validateName('sys.Id', ['SYS.*']), { field: 'name', code: 'readOnly' });
		assert.ok(matchesGlob('account1', ['account?']));
		assert.ok(!matchesGlob('account12', ['account?']));
		assert.ok(!matchesGlob('sysXid', ['sys.id']), 'a dot is a dot');
		assert.ok(matchesGlob('a+b(c)[d]', ['a+b(c)[d]']));
	});
});
