// Reads the answers of a list call and returns the same objects for rows that did not change.
import type { List } from './chatClient';
import { ApiError } from './errors';
import { isRecord, mayHoldLoneSurrogate, parseJson, parsePlainJson, sameJson, withLiterals } from './json';
import { type CutList, cutList, isSameText, walkList } from './listCut';
import type { Log } from './ports';
import type { BadRow, ReadRow } from './schema';

/** What a page says beside its rows. */
export interface PageNotes {
	/** Address of the next page, if there is one. */
	readonly nextPage: string | undefined;
	/** Number of rows of the whole list, if the answer has it. */
	readonly total: number | undefined;
}

/** One page of a list as it came. */
export interface Page extends PageNotes {
	readonly rows: readonly unknown[];
}

/** Reads the texts of a list page by page, and makes one answer of them. */
export interface PageReader<ReadPage extends PageNotes, Answer> {
	/** @throws ApiError `notChatServer` if the text is no JSON or no list */
	readPage(text: string, index: number): ReadPage;
	/** @param isCut whether there is a further page that can't be read */
	combine(pages: readonly ReadPage[], isCut: boolean): Answer;
}

/**
 * A list comes bare or wrapped under its own name (docs/api.md#lists).
 * @throws ApiError `notChatServer` if the text is no JSON or no list
 */
export function parsePage(text: string, name: string): Page {
	const body = parseJson(text);
	return { rows: rowsIn(body, name), ...notesIn(body) };
}

function rowsIn(body: unknown, name: string): readonly unknown[] {
	const rows = isRecord(body) ? body[name] : body;
	if (!Array.isArray(rows)) {
		throw new ApiError('notChatServer');
	}
	return rows;
}

function notesIn(body: unknown): PageNotes {
	const { nextPage, total } = isRecord(body) ? body : {};
	return {
		nextPage: typeof nextPage === 'string' && nextPage !== '' ? nextPage : undefined,
		total: typeof total === 'number' && Number.isSafeInteger(total) && total >= 0 ? total : undefined,
	};
}

/** How the rows of a list are read. */
export interface RowReader<Row> {
	/** Reads any row, its numbers with their literals. */
	read(raw: unknown): ReadRow<Row>;
	/** Reads a row whose fields have the documented types, faster and with the same result; undefined for any other row. */
	readPlain?(raw: unknown, mayHoldLoneSurrogate: boolean): Row | undefined;
	/** Whether the first row is shown in place of the second; both have the same id. */
	replaces(row: Row, other: Row): boolean;
}

type Entry<Row> = Row | BadRow;

/** A page that was read. */
export interface RowPage<Row> extends PageNotes {
	readonly text: string;
	readonly entries: readonly Entry<Row>[];
	/** Where the rows stand; `false` if that can't be told, undefined until somebody asks. */
	cut: CutList<Entry<Row>> | false | undefined;
}

/**
 * Creates a reader that remembers its last answer, and compares texts before it parses them.
 * It returns the same `List` for the same texts, and the same row if nothing of it changed.
 */
export function createListReader<Row extends { readonly id: string }>(
	name: string,
	{ read, readPlain, replaces }: RowReader<Row>,
	log: Log,
): PageReader<RowPage<Row>, List<Row>> {
	let pagesBefore: readonly RowPage<Row>[] = [];
	let list: List<Row> | undefined;
	let lastFaults = '';
	/** Of the pages before: the place of each id. Only made where it is needed. */
	const places = new Map<RowPage<Row>, ReadonlyMap<string, number>>();

	function readPage(text: string, index: number): RowPage<Row> {
		const before = pagesBefore[index];
		if (before && isSameText(before.text, text)) {
			return before;
		}
		const cut = before && cutOf(before);
		const walked =
			cut &&
			walkList(cut, text, name, (source, expected) => {
				const raw: unknown = JSON.parse(source);
				const entry = readPlain?.(raw, mayHoldLoneSurrogate(source)) ?? entryOf(read(withLiterals(source, raw)));
				const known = knownEntry(entry, before, expected);
				return { entry: known.entry, next: known.place === undefined ? expected : known.place + 1 };
			});
		return walked
			? { text, entries: walked.entries, cut: walked, ...notesIn(walked.envelope) }
			: parseWhole(text, before);
	}

	function parseWhole(text: string, before: RowPage<Row> | undefined): RowPage<Row> {
		const body = parsePlainJson(text);
		const mayHold = mayHoldLoneSurrogate(text);
		const raws = rowsIn(body, name);
		let literal: ((index: number) => unknown) | undefined;
		const entries = raws.map((raw, index) => {
			const plain = readPlain?.(raw, mayHold);
			if (!plain) {
				literal ??= literalRows(text, body, raws);
			}
			const entry = plain ?? entryOf(read(literal?.(index)));
			return knownEntry(entry, before, index).entry;
		});
		return { text, entries, cut: undefined, ...notesIn(body) };
	}

	/** Reads single rows again, with the literals of their numbers; all of them where the text can't be cut into rows. */
	function literalRows(text: string, body: unknown, raws: readonly unknown[]): (index: number) => unknown {
		const cut = cutList(text, name, raws);
		const all = cut ? [] : rowsIn(withLiterals(text, body), name);
		return (index) => (cut ? withLiterals(text.slice(cut.starts[index], cut.ends[index]), raws[index]) : all[index]);
	}

	function cutOf(page: RowPage<Row>): CutList<Entry<Row>> | undefined {
		page.cut ??= cutList(page.text, name, page.entries) ?? false;
		return page.cut || undefined;
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
		const same = (known: Entry<Row> | undefined) => (known && !isBad(known) && sameRow(known, entry) ? known : entry);
		const guess = page.entries[expected];
		if (guess && !isBad(guess) && guess.id === entry.id) {
			return { entry: same(guess), place: expected };
		}
		const place = placesOf(page).get(entry.id);
		if (place !== undefined) {
			return { entry: same(page.entries[place]), place };
		}
		for (const other of pagesBefore) {
			const there = placesOf(other).get(entry.id);
			if (there !== undefined) {
				return { entry: same(other.entries[there]), place: undefined };
			}
		}
		return { entry, place: undefined };
	}

	function placesOf(page: RowPage<Row>): ReadonlyMap<string, number> {
		let known = places.get(page);
		if (!known) {
			known = new Map(page.entries.flatMap((entry, place) => (isBad(entry) ? [] : [[entry.id, place] as const])));
			places.set(page, known);
		}
		return known;
	}

	function combine(pages: readonly RowPage<Row>[], isCut: boolean): List<Row> {
		if (list && pages.length === pagesBefore.length && pages.every((page, index) => page === pagesBefore[index])) {
			return list;
		}
		const rows = new Map<string, Row>();
		const faults = new Map<string, number>();
		let count = 0;
		let skipped = 0;
		for (const { entries } of pages) {
			count += entries.length;
			for (const entry of entries) {
				const same = isBad(entry) ? undefined : rows.get(entry.id);
				const fault = isBad(entry) ? entry.fault : same && 'id: duplicate';
				if (fault !== undefined) {
					faults.set(fault, (faults.get(fault) ?? 0) + 1);
				}
				if (isBad(entry)) {
					skipped++;
				} else if (!same || replaces(entry, same)) {
					rows.set(entry.id, entry);
				}
			}
		}
		logFaults(faults);
		const total = Math.max(count, ...pages.map((page) => page.total ?? 0));
		const missing = total > count ? total - count : isCut ? 'unknown' : undefined;
		list = sameOrNew(list, { rows: [...rows.values()], skipped, ...(missing && { missing }) });
		pagesBefore = pages;
		places.clear();
		return list;
	}

	/** Logs only what differs from the answer before, so that a bad row isn't logged at every poll. */
	function logFaults(faults: ReadonlyMap<string, number>): void {
		const summary = [...faults].map(([fault, times]) => `${times} × ${fault}`).join(', ');
		if (summary !== lastFaults && summary !== '') {
			log.warn(`${name}: rows skipped: ${summary}`);
		}
		lastFaults = summary;
	}

	return { readPage, combine };
}

function entryOf<Row>(result: ReadRow<Row>): Entry<Row> {
	return result.ok ? result.row : result;
}

function isBad<Row>(entry: Entry<Row>): entry is BadRow {
	return 'fault' in (entry as object);
}

/** Compares two rows of one reader: they have the same fields. */
function sameRow<Row>(a: Row, b: Row): boolean {
	for (const field in a) {
		if (a[field] !== b[field] && !sameJson(a[field], b[field])) {
			return false;
		}
	}
	return true;
}

/** The list before, or its array of rows, if they are equal. */
function sameOrNew<Row>(before: List<Row> | undefined, list: List<Row>): List<Row> {
	const { rows, skipped, missing } = list;
	if (before?.rows.length !== rows.length || rows.some((row, index) => row !== before.rows[index])) {
		return list;
	}
	return before.skipped === skipped && before.missing === missing ? before : { ...list, rows: before.rows };
}
