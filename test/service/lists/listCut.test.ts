// A refresh that compares texts must give the same result as parsing the whole text.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isApiError } from '../../../src/service/errors';
import { isSameText } from '../../../src/service/lists/listCut';
import { createListReader } from '../../../src/service/lists/listReader';
import { createPlainVisitorReader } from '../../../src/service/lists/plainVisitor';
import type { Visitor } from '../../../src/service/model';
import { readVisitor } from '../../../src/service/schema';
import { finish } from '../../../src/service/slices';
import { isMoreUrgent } from '../../../src/service/urgency';
import { recordingLog } from '../../fixtures/recordingLog';

/**
 * @param onRead called for each row that is read: those that are compared only are not
 * @param partLength of the parts of a long text; by default no text here is long
 */
function createReader(onRead: () => void = () => undefined, partLength?: number) {
	const readPlain = createPlainVisitorReader();
	const log = recordingLog();
	const reader = createListReader<Visitor>(
		'visitors',
		{
			read: readVisitor,
			readPlain: (raw, mayHold) => {
				onRead();
				return readPlain(raw, mayHold);
			},
			replaces: (row, other) => isMoreUrgent(row.status, other.status),
		},
		log,
		partLength,
	);
	/** The list, or the kind of the error. */
	const read = (pages: readonly string[]) => {
		try {
			const read = pages.map((page, index) => finish(reader.readPage(page, index)));
			return finish(reader.combine(read, false));
		} catch (error) {
			assert.ok(isApiError(error), String(error));
			return error.kind;
		}
	};
	return { log, reader, read };
}

/** Of rows of the last list that are equal to one of the list before, each must be the same object; an id may stand twice in a text. */
function keepsRows(before: readonly Visitor[], now: readonly Visitor[], isEachOnce = true): void {
	const known = new Map(before.map((row) => [row.id, row]));
	for (const row of now) {
		const old = known.get(row.id);
		let isEqual = old !== undefined;
		try {
			assert.deepEqual(row, old);
		} catch {
			isEqual = false;
		}
		assert.ok(row === old ? isEqual : !isEqual || !isEachOnce, row.id);
	}
}

/** Whether no id stands twice in these texts: which of two rows is shown may change then. */
function isOnce(texts: readonly string[]): boolean {
	const ids = texts.join('\n').match(/"v\d+"/g) ?? [];
	return new Set(ids).size === ids.length;
}

const space = fc.constantFrom('', '', '', ' ', '\n\t', '\r\n  ');
const texts = fc.constantFrom(
	...['', 'x', 'Ł', '"', '\\', '\\"', '},{', '[{"id":"z"}]', ']', '\ud83d\ude00', '\ud800', '{"id":', 'inSite'],
);
const value = fc.oneof(
	{ weight: 5, arbitrary: texts.map((text) => JSON.stringify(text)) },
	{ weight: 2, arbitrary: fc.constantFrom('1', '1.50', '-0', '12345678901234567890', 'null', 'true', '[]', '{}') },
	{ weight: 1, arbitrary: fc.json({ maxDepth: 4 }) },
	{
		weight: 1,
		arbitrary: fc.constantFrom(
			'[{"id":"v1"},{"id":"v2"}]',
			'"\\u0041\\ud83d"',
			'"\\u005c"',
			'{"a":[{"b":"}]"}]}',
			'[[[]],{"":{}}]',
		),
	},
	{ weight: 1, arbitrary: texts.map((text) => JSON.stringify([{ name: text, value: '}', url: '' }])) },
);
const fieldName = fc.constantFrom(
	'status',
	'name',
	'visits',
	'mood',
	'customVariableResults',
	'visitTime',
	'__proto__',
);

/** The text of one row; there are few ids, so that some are equal. */
const row = fc.oneof(
	{
		weight: 12,
		arbitrary: fc
			.tuple(
				fc.integer({ min: 0, max: 30 }),
				fc.array(fc.tuple(fieldName, value), { maxLength: 3 }),
				space,
				fc.boolean(),
			)
			.map(([id, fields, gap, idFirst]) => {
				const own = [`"id"${gap}:"v${id}"`, ...fields.map(([name, json]) => `${gap}"${name}":${gap}${json}${gap}`)];
				return `{${(idFirst ? own : own.reverse()).join()}}`;
			}),
	},
	{
		weight: 1,
		arbitrary: fc.constantFrom('{}', '{"id":"not an id"}', '{"id":null}', '7', 'null', '"v1"', '[]', '[{"id":"v1"}]'),
	},
);

/** How a list becomes an answer. */
const frame = fc
	.tuple(space, space, fc.integer({ min: 0, max: 12 }))
	.map(([before, gap, kind]) => (rows: readonly string[]) => {
		const list = `[${before}${rows.join(`${gap},${before}`)}${gap}]`;
		const wrapped = [
			`{"visitors":${list}}`,
			`{"nextPage":null,"visitors"${gap}:${list},"total":${rows.length + 2}}`,
			`{"a":{"visitors":[{"id":"v1"}],"b":"[{"},"total":1,${gap}"visitors":${list}}`,
			`{"visitors":${list},"visitors":[{"id":"v2","name":"last"}]}`,
			`{"visitors":[],"visitors":${list}}`,
			`{"\\u0076isitors":${list}}`,
			`{"visitors":[{"id":"v3"}],"visitor\\u0073":${list}}`,
			`{"visitors":{"visitors":${list}}}`,
		][kind];
		return before + (wrapped ?? list) + gap;
	});

/** What happens to the rows from one answer to the next. */
type Edit = (rows: readonly string[]) => readonly string[];
const place = fc.nat({ max: 40 });
const edit: fc.Arbitrary<Edit> = fc.oneof(
	fc.tuple(place, row).map(
		([at, text]): Edit =>
			(rows) =>
				rows.map((each, n) => (n === at % Math.max(1, rows.length) ? text : each)),
	),
	fc.tuple(place, row).map(
		([at, text]): Edit =>
			(rows) =>
				rows.toSpliced(at % (rows.length + 1), 0, text),
	),
	place.map(
		(at): Edit =>
			(rows) =>
				rows.toSpliced(at % Math.max(1, rows.length), 1),
	),
	fc.tuple(place, place).map(
		([from, to]): Edit =>
			(rows) => {
				const moved = rows[from % Math.max(1, rows.length)];
				return moved === undefined ? rows : rows.toSpliced(from % rows.length, 1).toSpliced(to % rows.length, 0, moved);
			},
	),
	fc.constant<Edit>((rows) => [...rows].reverse()),
	fc.constant<Edit>((rows) => [...rows, ...rows.slice(0, 2)]),
);

/** Damage to a text: the result may be JSON or not. */
const damage = fc.oneof(
	{ weight: 6, arbitrary: fc.constant((text: string) => text) },
	{ weight: 2, arbitrary: fc.nat().map((at) => (text: string) => text.slice(0, at % (text.length + 1))) },
	{
		weight: 2,
		arbitrary: fc
			.tuple(
				fc.nat(),
				fc.constantFrom(',', '}', '{', ']', '[', '"', '\\', ' ', 'x', '0', ':', ',{}', '\u00a0', '\ufeff', '},{'),
			)
			.map(([at, piece]) => (text: string) => {
				const index = at % (text.length + 1);
				return text.slice(0, index) + piece + text.slice(index);
			}),
	},
	{
		weight: 2,
		arbitrary: fc.tuple(fc.nat(), fc.integer({ min: 1, max: 3 })).map(([at, length]) => (text: string) => {
			const index = at % (text.length + 1);
			return text.slice(0, index) + text.slice(index + length);
		}),
	},
	{
		weight: 1,
		// Between rows, where only a comma and white space are allowed.
		arbitrary: fc.constantFrom(',,', ';', ',null,', ',"x":1,', '', ',]').map((piece) => (text: string) => {
			const at = text.indexOf('},{');
			return at === -1 ? text : text.slice(0, at + 1) + piece + text.slice(at + 2);
		}),
	},
);

const step = fc.record({ edits: fc.array(edit, { maxLength: 3 }), frame: fc.option(frame), damage });

describe('A list that is read along the answer before', () => {
	it('is what parsing the whole gives, and is refused exactly when that is', () => {
		fc.assert(
			fc.property(
				fc.array(row, { maxLength: 25 }),
				frame,
				fc.array(step, { minLength: 1, maxLength: 6 }),
				fc.integer({ min: 1, max: 3 }),
				fc.constantFrom(undefined, 0, 1, 30, 100),
				(firstRows, firstFrame, steps, pageCount, partLength) => {
					const { read } = createReader(undefined, partLength);
					const pagesOf = (rows: readonly string[], wrap: (rows: readonly string[]) => string) => {
						const size = Math.ceil(rows.length / pageCount);
						return Array.from({ length: pageCount }, (_, n) => wrap(rows.slice(n * size, (n + 1) * size)));
					};
					let rows: readonly string[] = firstRows;
					let wrap = firstFrame;
					let before = read(pagesOf(rows, wrap));
					let wasEachOnce = isOnce(pagesOf(rows, wrap));
					for (const { edits, frame, damage } of steps) {
						rows = edits.reduce((edited, change) => change(edited), rows);
						wrap = frame ?? wrap;
						const pages = pagesOf(rows, wrap).map((page, n) => (n === 0 ? damage(page) : page));
						const list = read(pages);
						assert.deepEqual(list, createReader().read(pages));
						if (typeof list !== 'string') {
							if (typeof before !== 'string') {
								keepsRows(before.rows, list.rows, wasEachOnce && isOnce(pages));
							}
							before = list;
							wasEachOnce = isOnce(pages);
						}
					}
				},
			),
			{ numRuns: 200 },
		);
	});

	it('is refused exactly when JSON.parse refuses it', () => {
		const rows = Array.from({ length: 6 }, (_, n) => `{"id":"v${n}","name":"a\\"},{\\\\"}`);
		fc.assert(
			fc.property(frame, damage, damage, fc.constantFrom(undefined, 0, 50), (wrap, one, other, partLength) => {
				const { read } = createReader(undefined, partLength);
				const text = other(one(wrap(rows)));
				if (partLength === undefined) {
					read([wrap(rows)]); // then it is walked along this one, else it is read in parts
				}
				let isJson = true;
				try {
					JSON.parse(text);
				} catch {
					isJson = false;
				}
				assert.ok(isJson || read([text]) === 'notChatServer', text);
			}),
			{ numRuns: 2_000 },
		);
	});

	const visitor = (n: number, edition = 0) => JSON.stringify({ id: `v${n}`, status: 'inSite', pageViews: edition });
	const many = Array.from({ length: 1_000 }, (_, n) => visitor(n));
	for (const [what, change, most] of [
		['nothing changed', (rows: string[]) => rows, 0],
		['one row changed', (rows: string[]) => rows.with(500, visitor(500, 1)), 1],
		['every hundredth row changed', (rows: string[]) => rows.map((row, n) => (n % 100 ? row : visitor(n, 1))), 10],
		['a row came first', (rows: string[]) => [visitor(5_000), ...rows], 1],
		['a row left', (rows: string[]) => rows.toSpliced(500, 1), 1],
		['a row moved to the top', (rows: string[]) => [rows[500] ?? '', ...rows.toSpliced(500, 1)], 3],
		['the last row left', (rows: string[]) => rows.slice(0, -1), 0],
	] as const) {
		it(`reads ${most} rows at most if ${what}`, () => {
			let reads = 0;
			const { read } = createReader(() => reads++);
			read([`[${many.join()}]`]);
			reads = 0;
			const list = read([`[${change([...many]).join()}]`]);
			assert.ok(typeof list !== 'string' && list.rows.length > 900);
			assert.ok(reads <= most, `${reads} rows were read`);
		});
	}

	it('is parsed whole if every row changed, and can be walked again afterwards', () => {
		let reads = 0;
		const { read } = createReader(() => reads++);
		const other = many.map((_, n) => visitor(n, 1));
		read([`[${many.join()}]`]);
		reads = 0;
		read([`[${other.join()}]`]);
		assert.ok(reads < 1_100, `${reads} rows were read`);
		reads = 0;
		read([`[${other.with(7, visitor(7, 2)).join()}]`]);
		assert.equal(reads, 1);
	});

	const crowd = Array.from({ length: 6_000 }, (_, n) => ({
		id: `v${n}`,
		name: '},{"id":',
		customFields: [{ id: '1' }, { id: '2' }],
		referrerUrl: 'x'.repeat(100),
	}));
	for (const [what, text] of [
		['a bare list', JSON.stringify(crowd)],
		['a list that is indented', JSON.stringify(crowd, undefined, '\t')],
		['a wrapped list', JSON.stringify({ total: 6_001, visitors: crowd })],
		[
			'a list whose rows begin with different fields',
			JSON.stringify(crowd.map((row, n) => ({ [`f${n}`]: 1, ...row }))),
		],
	] as const) {
		it(`pauses while it reads ${what} that is long, and at each later answer`, () => {
			const { reader, read } = createReader();
			assert.ok([...reader.readPage(text, 0)].length > 10);
			const list = read([text]);
			assert.ok(typeof list !== 'string' && list.rows.length === 6_000);
			assert.ok([...reader.readPage(text.replace('"v5999"', '"v7000"'), 0)].length > 10);
			assert.ok([...reader.readPage(text.replaceAll('xx', 'yy'), 0)].length > 10);
		});
	}

	it('keeps a row that moved to another page', () => {
		const { read } = createReader();
		const page = (from: number, to: number) => `[${many.slice(from, to).join()}]`;
		const before = read([page(0, 40), page(40, 80)]);
		const after = read([page(1, 41), page(41, 80)]);
		assert.ok(typeof before !== 'string' && typeof after !== 'string');
		keepsRows(before.rows, after.rows);
		assert.equal(after.rows[39], before.rows[40]);
	});
});

describe('Two long texts', () => {
	it('are the same only if every character is', () => {
		const long = 'ab'.repeat(30_000);
		const isSame = (a: string, b: string) => finish(isSameText(a, b));
		assert.ok(isSame(long, `${long}`));
		assert.ok(!isSame(long, `${long}a`));
		for (const at of [0, 16_383, 16_384, 40_000, 59_999]) {
			assert.ok(!isSame(long, `${long.slice(0, at)}x${long.slice(at + 1)}`));
		}
	});
});
