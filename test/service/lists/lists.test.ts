// Reading a list: its shapes, its pages, its bad rows, and rows that stay the same object.
import assert from 'node:assert/strict';
import { isApiError } from '../../../src/service/errors';
import { parsePage } from '../../../src/service/lists/listPage';
import { createListReader } from '../../../src/service/lists/listReader';
import { createPlainVisitorReader } from '../../../src/service/lists/plainVisitor';
import type { Visitor } from '../../../src/service/model';
import { readVisitor } from '../../../src/service/schema';
import { finish } from '../../../src/service/slices';
import { isMoreUrgent } from '../../../src/service/urgency';
import { recordingLog } from '../../fixtures/recordingLog';

function reader() {
	const log = recordingLog();
	const replaces = (row: Visitor, other: Visitor) => isMoreUrgent(row.status, other.status);
	const { readPage, combine } = createListReader(
		'visitors',
		{ read: readVisitor, readPlain: createPlainVisitorReader(), replaces },
		log,
	);
	const textOf = (body: unknown) => (typeof body === 'string' ? body : JSON.stringify(body));
	return {
		log,
		read: (...bodies: unknown[]) =>
			finish(
				combine(
					bodies.map((body, index) => finish(readPage(textOf(body), index))),
					false,
				),
			),
	};
}

const a = { id: 'aaaaaaaa-0000-4000-8000-000000000001', name: 'A' };
const b = { id: 'bbbbbbbb-0000-4000-8000-000000000002', name: 'B' };

describe('A list', () => {
	it('comes bare or wrapped', () => {
		assert.deepEqual(parsePage('[1]', 'visitors'), { rows: [1], nextPage: undefined, total: undefined });
		assert.deepEqual(parsePage('{"visitors":[1],"nextPage":null,"total":1}', 'visitors'), {
			rows: [1],
			nextPage: undefined,
			total: 1,
		});
		assert.deepEqual(parsePage('{"visitors":[],"nextPage":"/p2","total":"many"}', 'visitors'), {
			rows: [],
			nextPage: '/p2',
			total: undefined,
		});
		assert.equal(parsePage('{"visitors":[],"total":"3"}', 'visitors').total, 3);
	});

	it('has no further page where there is nothing or the word for nothing, and one that can’t be read where it is no address', () => {
		const pageOf = (nextPage: unknown) => parsePage(JSON.stringify({ visitors: [], nextPage }), 'visitors').nextPage;
		for (const none of [undefined, null, '', ' ', 'null', 'None', false, 0, [], {}]) {
			assert.equal(pageOf(none), undefined, JSON.stringify(none));
		}
		for (const unreadable of [2, true, { href: '/p2' }]) {
			assert.equal(pageOf(unreadable), '', JSON.stringify(unreadable));
		}
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
				{ ...b, id: 'not an id: secret' },
				{ ...a, name: 'again' },
				'secret',
				{ id: 'c1', name: `poll ${poll}` },
			]);
			assert.deepEqual(
				list.rows.map(({ id }) => id),
				[a.id, 'c1'],
			);
			assert.equal(list.skipped, 2, 'a duplicate is not a row that could not be read');
		}
		assert.equal(log.lines.length, 1);
		assert.match(log.lines[0] ?? '', /^warn visitors: rows skipped: /);
		assert.doesNotMatch(log.lines.join('\n'), /secret|again/);
	});

	it('shows the more urgent of two rows with one id, in any order', () => {
		const rows = ['inSite', 'waitingForChat', 'chatEnded', 'levitating'].map((status) => ({ id: a.id, status }));
		for (const order of [rows, [...rows].reverse()]) {
			const { read } = reader();
			for (const list of [read(order), read([...order, b])]) {
				assert.equal(list.rows[0]?.status, 'waitingForChat');
				assert.equal(list.skipped, 0);
			}
		}
	});

	it('says how many rows are missing if the service has more', () => {
		const { read } = reader();
		assert.equal(read({ visitors: [a], total: 3 }).missing, 2);
		assert.equal(read({ visitors: [a], total: 1 }).missing, undefined);
		assert.equal(read([a]).missing, undefined);
		assert.equal(read({ visitors: [a], total: 2 }, { visitors: [b], total: 2 }).missing, undefined);
	});

	it('with the same rows and another number of missing ones is another list with the same array', () => {
		const { read } = reader();
		const first = read({ visitors: [a], total: 3 });
		const second = read({ visitors: [a], total: 1 });
		assert.notEqual(second, first);
		assert.equal(second.rows, first.rows);
	});

	it('goes over several pages', () => {
		const { read } = reader();
		assert.deepEqual(
			read([a], [b]).rows.map(({ id }) => id),
			[a.id, b.id],
		);
	});
});
