// Reads the answers of a list call and returns the same objects for rows that did not change.
import type { List } from '../chatClient';
import { differingField, mayHoldLoneSurrogate, parsePlainJson, withLiterals } from '../json';
import type { Log } from '../ports';
import type { BadRow, ReadRow } from '../schema';
import { finish, rowsPerYield, type SlicedWork } from '../slices';
import { type CutList, findRows, isSameText, listIn, walkList } from './listCut';
import { notesIn, type PageNotes, rowsIn } from './listPage';
import { readParts, usualPart } from './listParts';
import { findRowChanges } from './rowChanges';

/** Reads the texts of a list page by page, and makes one answer of them. */
export interface PageReader<ReadPage extends PageNotes, Answer> {
	/** @throws ApiError `notChatServer` if the text is no JSON or no list */
	readPage(text: string, index: number): SlicedWork<ReadPage>;
	/** @param isCut whether there is a further page that can't be read */
	combine(pages: readonly ReadPage[], isCut: boolean): SlicedWork<Answer>;
}

/** How the rows of a list are read. */
interface RowReader<Row> {
	/** Reads any row, its numbers with their literals. */
	read(raw: unknown): ReadRow<Row>;
	/** Reads a row whose fields have the documented types, faster and with the same result; undefined for any other row. */
	readPlain?(raw: unknown, mayHoldLoneSurrogate: boolean): Row | undefined;
	/** Whether the first row is shown in place of the second; both have the same id. */
	replaces(row: Row, other: Row): boolean;
}

type Entry<Row> = Row | BadRow;

/** A text with up to this many parts is parsed at once: that takes less time in all, and about as long as a slice. */
const wholeParts = 8;

/** A page that was read. */
interface RowPage<Row> extends PageNotes {
	readonly text: string;
	readonly entries: readonly Entry<Row>[];
	/** Where the rows stand, as far as it was asked for; undefined before that. */
	cut: CutList<Entry<Row>> | undefined;
}

/**
 * Creates a reader that remembers its last answer, and compares texts before it parses them.
 * It returns the same `List` for the same texts, and the same row if nothing of it changed.
 */
export function createListReader<Row extends { readonly id: string }>(
	name: string,
	{ read, readPlain, replaces }: RowReader<Row>,
	log: Log,
	partLength = usualPart,
): PageReader<RowPage<Row>, List<Row>> {
	let pagesBefore: readonly RowPage<Row>[] = [];
	let list: List<Row> | undefined;
	/** Whether the rows of the list are all those that came, and no two have the same id. */
	let isPlain = false;
	let lastProblems = '';
	/** What differed in the last row that did: mostly it is the same in the next. */
	let lastDiffering: keyof Row | undefined;
	/** Of the pages before: the place of each id. Only made where it is needed. */
	const places = new Map<RowPage<Row>, ReadonlyMap<string, number>>();

	function* readPage(text: string, index: number): SlicedWork<RowPage<Row>> {
		const before = pagesBefore[index];
		if (before && (yield* isSameText(before.text, text))) {
			return before;
		}
		return (before && (yield* walkAlong(before, text))) ?? (yield* readWhole(text, before));
	}

	/** Reads what differs from the page before; undefined if the whole has to be read. */
	function* walkAlong(before: RowPage<Row>, text: string): SlicedWork<RowPage<Row> | undefined> {
		before.cut ??= listIn(before.text, name, before.entries);
		const walked =
			before.cut &&
			(yield* walkList(before.cut, text, name, (source, expected) => {
				const raw: unknown = JSON.parse(source);
				const entry = readPlain?.(raw, mayHoldLoneSurrogate(source)) ?? entryOf(read(withLiterals(source, raw)));
				const known = knownEntry(entry, before, expected);
				return { entry: known.entry, next: known.place === undefined ? expected : known.place + 1 };
			}));
		return walked && { text, entries: walked.cut.entries, cut: walked.cut, ...notesIn(walked.envelope) };
	}

	function* readWhole(text: string, before: RowPage<Row> | undefined): SlicedWork<RowPage<Row>> {
		let entries: Entry<Row>[] = [];
		const add = (source: string, body: unknown, raws: readonly unknown[]) => {
			const mayHold = mayHoldLoneSurrogate(source);
			let literal: ((index: number) => unknown) | undefined;
			for (let index = 0; index < raws.length; index++) {
				const raw = raws[index];
				const plain = readPlain?.(raw, mayHold);
				if (!plain) {
					literal ??= literalRows(source, body, raws);
				}
				const entry = plain ?? entryOf(read(literal?.(index)));
				entries.push(knownEntry(entry, before, entries.length).entry);
			}
		};
		const envelope =
			text.length > wholeParts * partLength
				? yield* readParts(text, name, partLength, (source, raws) => add(source, raws, raws))
				: undefined;
		if (envelope !== undefined) {
			return { text, entries, cut: undefined, ...notesIn(envelope) };
		}
		entries = [];
		const body = parsePlainJson(text);
		add(text, body, rowsIn(body, name));
		return { text, entries, cut: undefined, ...notesIn(body) };
	}

	/** Reads single rows again, with the literals of their numbers; all of them where the text can't be cut into rows. */
	function literalRows(text: string, body: unknown, raws: readonly unknown[]): (index: number) => unknown {
		const list = listIn(text, name, raws);
		const cut = list && finish(findRows(list, name)) ? list : undefined;
		const all = cut ? [] : rowsIn(withLiterals(text, body), name);
		return (index) => (cut ? withLiterals(text.slice(cut.starts[index], cut.ends[index]), raws[index]) : all[index]);
	}

	/** The entry of the answer before if it is equal, and its place in the page before; a moved row may come from another page. */
	function knownEntry(
		entry: Entry<Row>,
		page: RowPage<Row> | undefined,
		expected: number,
	): { readonly entry: Entry<Row>; readonly place: number | undefined } {
		if (!page || isBad(entry)) {
			return { entry, place: page && expected };
		}
		const guess = page.entries[expected];
		if (guess && !isBad(guess) && guess.id === entry.id) {
			return { entry: newest(guess, entry), place: expected };
		}
		const place = placesOf(page).get(entry.id);
		if (place !== undefined) {
			return { entry: newest(page.entries[place], entry), place };
		}
		for (const other of pagesBefore) {
			const there = placesOf(other).get(entry.id);
			if (there !== undefined) {
				return { entry: newest(other.entries[there], entry), place: undefined };
			}
		}
		return { entry, place: undefined };
	}

	/** The known row if it is equal to the one that came. */
	function newest(known: Entry<Row> | undefined, row: Row): Row {
		if (!known || isBad(known)) {
			return row;
		}
		const field = differingField(known, row, lastDiffering);
		lastDiffering = field ?? lastDiffering;
		return field === undefined ? known : row;
	}

	function placesOf(page: RowPage<Row>): ReadonlyMap<string, number> {
		let known = places.get(page);
		if (!known) {
			known = new Map(page.entries.flatMap((entry, place) => (isBad(entry) ? [] : [[entry.id, place] as const])));
			places.set(page, known);
		}
		return known;
	}

	function* combine(pages: readonly RowPage<Row>[], isCut: boolean): SlicedWork<List<Row>> {
		if (list && pages.length === pagesBefore.length && pages.every((page, index) => page === pagesBefore[index])) {
			return list;
		}
		const entries = pages.length === 1 ? (pages[0]?.entries ?? []) : pages.flatMap((page) => page.entries);
		const distinct = list && isPlain ? yield* distinctRows(list.rows, entries) : undefined;
		const { rows, skipped, problems } = distinct
			? { rows: distinct, skipped: 0, problems: new Map<string, number>() }
			: yield* rowsOf(entries);
		const count = entries.length;
		isPlain = rows.length === count;
		logProblems(problems);
		const total = Math.max(count, ...pages.map((page) => page.total ?? 0));
		const missing = total > count ? total - count : isCut ? 'unknown' : undefined;
		list = sameOrNew(list, { rows, skipped, ...(missing && { missing }) });
		pagesBefore = pages;
		places.clear();
		return list;
	}

	/** The rows that can be shown, one for each id, and how often each problem occurs among the others. */
	function* rowsOf(entries: readonly Entry<Row>[]) {
		const rows = new Map<string, Row>();
		const problems = new Map<string, number>();
		let skipped = 0;
		for (let n = 0; n < entries.length; n++) {
			if (n % rowsPerYield === rowsPerYield - 1) {
				yield;
			}
			const entry = entries[n] as Entry<Row>;
			const same = isBad(entry) ? undefined : rows.get(entry.id);
			const problem = isBad(entry) ? entry.problem : same && 'id: duplicate';
			if (problem !== undefined) {
				problems.set(problem, (problems.get(problem) ?? 0) + 1);
			}
			if (isBad(entry)) {
				skipped++;
			} else if (!same || replaces(entry, same)) {
				rows.set(entry.id, entry);
			}
		}
		return { rows: [...rows.values()], skipped, problems };
	}

	/** Logs only what differs from the answer before, so that a bad row isn't logged at every poll. */
	function logProblems(problems: ReadonlyMap<string, number>): void {
		const summary = [...problems].map(([problem, times]) => `${times} × ${problem}`).join(', ');
		if (summary !== lastProblems && summary !== '') {
			log.warn(`${name}: rows skipped: ${summary}`);
		}
		lastProblems = summary;
	}

	return { readPage, combine };
}

/**
 * The entries, if all of them are rows and no two have the same id. That is known of the rows of the list before, so only new ones are checked.
 */
function* distinctRows<Row extends { readonly id: string }>(
	before: readonly Row[],
	entries: readonly Entry<Row>[],
): SlicedWork<readonly Row[] | undefined> {
	const rows = entries as readonly Row[];
	const { removed, added } = yield* findRowChanges(before, rows);
	yield;
	const ids = new Set(added.map(({ id }) => id));
	if (ids.size < added.length || added.some(isBad)) {
		return undefined;
	}
	for (const { id } of removed) {
		ids.delete(id);
	}
	return ids.size > 0 && before.some(({ id }) => ids.has(id)) ? undefined : rows;
}

function entryOf<Row>(result: ReadRow<Row>): Entry<Row> {
	return result.ok ? result.row : result;
}

function isBad<Row>(entry: Entry<Row>): entry is BadRow {
	return 'problem' in (entry as object);
}

/** The list before, or its array of rows, if they are equal. */
function sameOrNew<Row>(before: List<Row> | undefined, list: List<Row>): List<Row> {
	const { rows, skipped, missing } = list;
	if (before?.rows.length !== rows.length || rows.some((row, index) => row !== before.rows[index])) {
		return list;
	}
	return before.skipped === skipped && before.missing === missing ? before : { ...list, rows: before.rows };
}
