import assert from 'node:assert/strict';
import { isApiError } from '../../src/service/errors';
import { createListReader, parsePage, sameJson } from '../../src/service/listReader';
import { readVisitor } from '../../src/service/schema';
import { keptLog } from '../fixtures/keptLog';

function reader() {
	const log = keptLog();
	const read = createListReader('visitors', readVisitor, log);
	return { log, read: (...bodies: unknown[]) => read(bodies.map((body) => page(body))) };
}

function page(body: unknown) {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return { text, page: parsePage(text, 'visitors') };
}

const a = { id: 'aaaaaaaa-0000-4000-8000-000000000001', name: 'A' };
const b = { id: 'bbbbbbbb-0000-4000-8000-000000000002', name: 'B' };

describe('A list', () => {
	it('comes bare or wrapped', () => {
		assert.deepEqual(parsePage('[1]', 'visitors'), { rows: [1], nextPage: undefined });
		assert.deepEqual(parsePage('{"visitors":[1],"nextPage":null,"total":1}', 'visitors'), {
			rows: [1],
			nextPage: undefined,
		});
		assert.deepEqual(parsePage('{"visitors":[],"nextPage":"/p2"}', 'visitors'), { rows: [], nextPage: '/p2' });
	});

	for (const text of ['', '<html>', '[{"id":', '{}', '"x"', '7', 'null', '{"visitors":{}}', '{"agents":[]}']) {
		it(`${JSON.stringify(text)} is not an answer of a Chat Server`, () => {
			assert.throws(
				() => parsePage(text, 'visitors'),
				(error) => isApiError(error) && error.kind === 'notChatServer',
			);
		});
	}

	it('with the same text is the same object', () => {
		const { read } = reader();
		assert.equal(read([a, b]), read([a, b]));
	});

	it('with another text and the same content keeps the array and every row', () => {
		const { read } = reader();
		const first = read([a, b]);
		assert.equal(read(JSON.stringify([{ name: 'A', id: a.id }, b], null, 2)).rows, first.rows);
	});

	it('keeps the object of every row that did not change, whatever its place', () => {
		const { read } = reader();
		const [rowA, rowB] = read([a, b]).rows;
		const next = read([{ ...b }, { ...a, name: 'C' }]).rows;
		assert.equal(next[0], rowB);
		assert.notEqual(next[1], rowA);
		assert.equal(next[1]?.name, 'C');
	});

	it('skips a bad row and a duplicate, logs it once without any value, and shows the rest', () => {
		const { read, log } = reader();
		for (let poll = 0; poll < 3; poll++) {
			const list = read([
				a,
				{ ...b, name: { secret: 1 } },
				{ ...a, name: 'again' },
				'secret',
				{ id: 'c1', name: `poll ${poll}` },
			]);
			assert.deepEqual(
				list.rows.map(({ id }) => id),
				[a.id, 'c1'],
			);
			assert.equal(list.skipped, 3);
		}
		assert.equal(log.lines.length, 1);
		assert.match(log.lines[0] ?? '', /^warn visitors: rows skipped: /);
		assert.doesNotMatch(log.lines.join('\n'), /secret|again/);
	});

	it('goes over several pages', () => {
		const { read } = reader();
		assert.deepEqual(
			read([a], [b]).rows.map(({ id }) => id),
			[a.id, b.id],
		);
	});
});

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
});
