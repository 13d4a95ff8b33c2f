// @ts-check
// The user's settings file is the user's: one entry is written, all else stays.
import assert from 'node:assert/strict';
import { withSetting } from '../../scripts/start/settings-file.mjs';

describe('A setting written into a settings file', () => {
	it('is the only entry of an empty file', () => {
		assert.deepEqual(JSON.parse(withSetting('{}', 'a.b', 'x')), { 'a.b': 'x' });
		assert.deepEqual(JSON.parse(withSetting('', 'a.b', 'x')), { 'a.b': 'x' });
	});

	it('stands beside the others', () => {
		assert.deepEqual(JSON.parse(withSetting('{ "c": [1] }', 'a.b', 'x')), { 'a.b': 'x', c: [1] });
	});

	it('takes the place of its former value, and comments stay', () => {
		const before = '{\n\t// mine\n\t"a.b": "old \\" one", // why\n\t"c": 1,\n}';
		assert.equal(withSetting(before, 'a.b', 'a$&b'), '{\n\t// mine\n\t"a.b": "a$&b", // why\n\t"c": 1,\n}');
	});
});
