// How IDs are read from pasted text.
import assert from 'node:assert/strict';
import { typedGuid, typedId } from '../../src/desk/typedId';

const id = '3d59f909-24cd-43bc-89cb-00a320617c0a';

describe('An ID that is pasted', () => {
	for (const text of [
		id,
		id.toUpperCase(),
		` ${id}\n`,
		`{${id.toUpperCase()}}`,
		` { ${id} } `,
		`(${id})`,
		`"${id}"`,
		`'${id}'`,
		`\`${id}\``,
		`<${id}>`,
		`[${id}]`,
		`\u200b${id}\ufeff`,
		id.replaceAll('-', '\u2011'),
		`urn:uuid:${id}`,
	]) {
		it(`is read from ${JSON.stringify(text)}`, () => {
			assert.equal(typedId(text), id);
			assert.equal(typedGuid(text), id);
		});
	}

	it('is none with anything else in it', () => {
		for (const text of ['', '{}', `{${id}`, `${id}}`, `{{${id}}}`, `${id}/..`, 'a b', 'x'.repeat(65)]) {
			assert.equal(typedId(text), undefined, text);
		}
	});

	it('is a short word only where nothing else can be meant', () => {
		assert.equal(typedId('V1'), 'v1');
		assert.equal(typedGuid('V1'), undefined);
	});
});
