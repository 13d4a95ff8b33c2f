// Reading JSON without changing numbers, and the comparison of two values.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isApiError } from '../../src/service/errors';
import { parseJson, sameJson, withoutDepths } from '../../src/service/json';

describe('The JSON of an answer', () => {
	for (const literal of [
		'12345678901234567890',
		'-12345678901234567890',
		'9007199254740993',
		'1.50',
		'1.0',
		'0.1000000000000000055',
		'0.00000001',
		'1e3',
		'1E400',
		'-0',
	]) {
		it(`keeps the number ${literal} as a text, wherever it stands`, () => {
			assert.equal(parseJson(literal), literal);
			assert.deepEqual(parseJson(`{"a" : ${literal} , "b":[ ${literal},${literal}],"c":1}`), {
				a: literal,
				b: [literal, literal],
				c: 1,
			});
		});
	}

	it('is otherwise as JSON.parse reads it, texts that look like such numbers included', () => {
		fc.assert(
			fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
				const text = JSON.stringify([value, '":1.50,"', '\\', '[1e3]', 'x:12345678901234567890,']);
				assert.deepEqual(numbersAsText(parseJson(text)), numbersAsText(JSON.parse(text)));
				assert.deepEqual(numbersAsText(parseJson(`[1.50,${text}]`)), numbersAsText(['1.50', JSON.parse(text)]));
			}),
		);
		for (const number of ['0', '1', '-1', '10', '0.5', '1.25', '123456789012345', '-0.001']) {
			assert.equal(parseJson(number), Number(number));
		}
	});

	it('may hold a text of a million escapes beside such a number', () => {
		assert.deepEqual(parseJson(`[1.50,"${'\\"'.repeat(1_000_000)}"]`), ['1.50', '"'.repeat(1_000_000)]);
	});

	for (const text of ['', '<html>', '[{"id":', '01', '1.', 'undefined']) {
		it(`${JSON.stringify(text)} is none`, () => {
			assert.throws(
				() => parseJson(text),
				(error) => isApiError(error) && error.kind === 'notChatServer',
			);
		});
	}
});

/** Which numbers become texts is tested above. */
function numbersAsText(value: unknown): unknown {
	return JSON.parse(
		JSON.stringify(value, (_, item) => (typeof item === 'number' ? String(Number(item)) : item)).replace(
			/"-?0"/g,
			'"0"',
		),
	);
}

describe('Two JSON values', () => {
	it('are the same whatever the order of their fields, and only then', () => {
		assert.ok(sameJson({ a: 1, b: [null, { c: 'x' }] }, { b: [null, { c: 'x' }], a: 1 }));
		for (const [left, right] of [
			[{ a: 1 }, { a: 1, b: undefined }],
			[[], {}],
			[{ a: undefined }, { b: undefined }],
			[null, {}],
			[
				[1, 2],
				[2, 1],
			],
		]) {
			assert.ok(!sameJson(left, right));
		}
	});

	it('that are nested very deeply are compared and cut without running out of stack', () => {
		const deep = () => JSON.parse(`${'[{"a":'.repeat(50_000)}1${'}]'.repeat(50_000)}`);
		assert.equal(sameJson(deep(), deep()), false);
		assert.ok(JSON.stringify(withoutDepths(deep())).length < 1_000);
		const shallow = { a: [{ b: 1 }] };
		assert.equal(withoutDepths(shallow), shallow);
	});
});
