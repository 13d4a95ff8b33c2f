// The fast reader of visitors returns the same as the tolerant one, or leaves the row to it.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseJson } from '../../../src/service/json';
import { createPlainVisitorReader } from '../../../src/service/lists/plainVisitor';
import { readVisitor } from '../../../src/service/schema';
import { referenceVisitor } from '../../fixtures/referenceVisitor';

const readPlain = createPlainVisitorReader();
const fields = [...Object.keys(referenceVisitor), 'flashVersion'];

/** The visitor that both readers return; undefined if the row is left to the tolerant one. */
function read(source: string) {
	const plain = readPlain(JSON.parse(source), true);
	const tolerant = readVisitor(parseJson(source));
	if (plain) {
		assert.deepEqual({ ok: true, row: plain }, tolerant, source);
		assert.deepEqual(Object.keys(plain).sort(), tolerant.ok && Object.keys(tolerant.row).sort());
	}
	return plain;
}

/** A row of the reference with one field replaced by this JSON. */
function withField(field: string, json: string): string {
	const { [field]: _, ...rest } = referenceVisitor as Record<string, unknown>;
	return `{${JSON.stringify(field)}:${json},${JSON.stringify(rest).slice(1)}`;
}

/** Values that a field may have, some of them hostile. */
const quirks = [
	...['null', '""', '" "', 'true', 'false', '[]', '{}', '[null]', '[{}]', '[[]]', '{"a":1}'],
	...['0', '-0', '1', '-1', '1.0', '1.50', '1e3', '1E400', '12345678901234567890', '9007199254740993', '0.5'],
	...['"0"', '"7"', '"1.50"', '"many"', '"inSite"', '"WAITINGFORCHAT"', '"mannullyInvitedByWindow"', '" chatting "'],
	...['"3D59F909-24CD-43BC-89CB-00A320617C0A"', '"{3d59f909-24cd-43bc-89cb-00a320617c0a}"', '"../x"', '"0-0"'],
	...['"\\ud800"', '"a\\ud83d"', '"😀"', '"\\ud83d\\ude00"', '"\ud800"', '"a\\u200bb\\u0000"'],
	...['"2021-05-26T10:30:16.036Z"', '"2021-05-26T10:30:16Z"', '"2021-05-26 10:30:16+01"', '"0001-01-01T00:00:00Z"'],
	...['"1970-01-01T00:00:00Z"', '"2021-02-31T00:00:00Z"', '"2021-13-01T00:00:00Z"', '"/Date(1584415749307)/"'],
	...['[{"name":"a","value":"b","url":""}]', '[{"name":"a","value":"b"}]', '[{"name":"a","value":1.50,"url":null}]'],
	...['[{"name":"a","value":["b"],"url":""}]', '[{"name":"a","value":"\\ud800","url":"","more":1}]', '["a"]'],
];

describe('The fast way to read a visitor', () => {
	it('takes the row of the reference', () => {
		assert.ok(read(JSON.stringify(referenceVisitor)));
	});

	it('takes a row whose fields are missing, null or empty, and unknown texts', () => {
		const id = '"id":"a1"';
		for (const source of [`{${id}}`, `{${id},"mood":"good","isNew":true,"score":null,"__proto__":"x"}`]) {
			assert.ok(read(source));
		}
		const nulls = Object.fromEntries(fields.map((field) => [field, null]));
		assert.ok(read(JSON.stringify({ ...nulls, id: 'a1' })));
	});

	it('gives the same as the tolerant way for every quirk in every field, or leaves the row to it', () => {
		for (const field of [...fields, 'mood', '__proto__', 'more', 'constructor', 'toString']) {
			for (const quirk of quirks) {
				read(withField(field, quirk));
			}
		}
	});

	it('gives the same for any JSON in any fields', () => {
		const names = fc.constantFrom(...fields, 'mood', '__proto__');
		const json = fc.oneof(fc.constantFrom(...quirks), fc.json());
		fc.assert(
			fc.property(fc.array(fc.tuple(names, json)), (entries) => {
				const unique = [...new Map([['id', '"a1"'], ...entries])];
				read(`{${unique.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join()}}`);
			}),
		);
		fc.assert(fc.property(fc.json(), (source) => void read(source)));
	});

	it('keeps one object of a text that visitors have in common, and none of what they can change', () => {
		const [a, b] = ['a1', 'b1'].map((id) => read(JSON.stringify({ id, customFields: [] })));
		assert.ok(a && b);
		assert.equal(a.more, b.more);
		assert.throws(() => Object.assign(a.more, { mood: 'x' }), TypeError);
		assert.throws(() => (a.customFields as unknown[]).push(1), TypeError);
	});
});
