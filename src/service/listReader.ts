// Reads the answers of a list call and returns the same objects for rows that did not change.
import type { List } from './chatClient';
import { ApiError } from './errors';
import { isRecord, parseJson, sameJson } from './json';
import type { Log } from './ports';
import type { ReadRow } from './schema';

/** One page of a list as it came. */
export interface Page {
	readonly rows: readonly unknown[];
	/** Address of the next page, if there is one. */
	readonly nextPage: string | undefined;
	/** Number of rows of the whole list, if the answer has it. */
	readonly total: number | undefined;
}

/** The pages of one answer, and whether there is a further page that can't be read. */
export interface Pages {
	readonly pages: readonly { readonly text: string; readonly page: Page }[];
	readonly isCut: boolean;
}

/**
 * A list comes bare or wrapped under its own name (docs/api.md#lists).
 * @throws ApiError `notChatServer` if the text is no JSON or no list
 */
export function parsePage(text: string, name: string): Page {
	const body = parseJson(text);
	if (Array.isArray(body)) {
		return { rows: body, nextPage: undefined, total: undefined };
	}
	if (isRecord(body) && Array.isArray(body[name])) {
		const { nextPage, total } = body;
		return {
			rows: body[name],
			nextPage: typeof nextPage === 'string' && nextPage !== '' ? nextPage : undefined,
			total: typeof total === 'number' && Number.isSafeInteger(total) && total >= 0 ? total : undefined,
		};
	}
	throw new ApiError('notChatServer');
}

/**
 * Creates a reader that remembers its last answer.
 * It gets all pages of one answer, and returns the same `List` for the same texts and the same row for an equal raw row.
 * Rows are compared before they are read: reading costs more.
 * @param replaces whether the first row is shown in place of the second; both have the same id
 */
export function createListReader<Row extends { readonly id: string }>(
	name: string,
	readRow: (raw: unknown) => ReadRow<Row>,
	replaces: (row: Row, other: Row) => boolean,
	log: Log,
): (answer: Pages) => List<Row> {
	interface Known {
		readonly raw: unknown;
		readonly row: Row;
	}
	let texts: readonly string[] = [];
	let list: List<Row> | undefined;
	let known = new Map<string, Known>();
	let lastFaults = '';

	return ({ pages, isCut }) => {
		const isSameText = pages.length === texts.length && pages.every(({ text }, index) => text === texts[index]);
		if (list && isSameText) {
			return list;
		}
		const read = new Map<string, Known>();
		const faults = new Map<string, number>();
		const raws = pages.flatMap(({ page }) => page.rows);
		let skipped = 0;
		for (const raw of raws) {
			const before = known.get(rawId(raw));
			const result: ReadRow<Row> = before && sameJson(before.raw, raw) ? { ok: true, row: before.row } : readRow(raw);
			const same = result.ok ? read.get(result.row.id) : undefined;
			const fault = !result.ok ? result.fault : same ? 'id: duplicate' : undefined;
			if (fault !== undefined) {
				faults.set(fault, (faults.get(fault) ?? 0) + 1);
			}
			if (!result.ok) {
				skipped++;
			} else if (!same || replaces(result.row, same.row)) {
				read.set(result.row.id, { raw, row: result.row });
			}
		}
		logFaults(faults);
		const total = Math.max(raws.length, ...pages.map(({ page }) => page.total ?? 0));
		const missing = total > raws.length ? total - raws.length : isCut ? 'unknown' : undefined;
		const rows = [...read.values()].map(({ row }) => row);
		list = sameOrNew(list, { rows, skipped, ...(missing && { missing }) });
		known = read;
		texts = pages.map(({ text }) => text);
		return list;
	};

	/** Logs only what differs from the answer before, so that a bad row isn't logged at every poll. */
	function logFaults(faults: ReadonlyMap<string, number>): void {
		const summary = [...faults].map(([fault, times]) => `${times} × ${fault}`).join(', ');
		if (summary !== lastFaults && summary !== '') {
			log.warn(`${name}: rows skipped: ${summary}`);
		}
		lastFaults = summary;
	}
}

/** The list before, or its array of rows, if they are equal. */
function sameOrNew<Row>(before: List<Row> | undefined, list: List<Row>): List<Row> {
	const { rows, skipped, missing } = list;
	if (before?.rows.length !== rows.length || rows.some((row, index) => row !== before.rows[index])) {
		return list;
	}
	return before.skipped === skipped && before.missing === missing ? before : { ...list, rows: before.rows };
}

/** Only to find the row of the answer before: an object as id would have no text. */
function rawId(raw: unknown): string {
	const id = isRecord(raw) ? raw.id : undefined;
	return typeof id === 'string' || typeof id === 'number' ? String(id).trim().toLowerCase() : '';
}
