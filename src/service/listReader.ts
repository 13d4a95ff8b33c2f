// Reads the answers of a list call and returns the same objects for rows that did not change.
import type { List } from './chatClient';
import { ApiError } from './errors';
import type { Log } from './ports';
import type { ReadRow } from './schema';

/** One page of a list: its rows as they came, and the address of the next page if there is one. */
export interface Page {
	readonly rows: readonly unknown[];
	readonly nextPage: string | undefined;
}

/**
 * A list comes bare or wrapped under its own name (docs/api.md#lists).
 * @throws ApiError `notChatServer` if the text is no JSON or no list
 */
export function parsePage(text: string, name: string): Page {
	const body = parseJson(text);
	if (Array.isArray(body)) {
		return { rows: body, nextPage: undefined };
	}
	if (isRecord(body) && Array.isArray(body[name])) {
		const next = body.nextPage;
		return { rows: body[name], nextPage: typeof next === 'string' && next !== '' ? next : undefined };
	}
	throw new ApiError('notChatServer');
}

/** @throws ApiError `notChatServer` if the text is no JSON: HTML of a firewall, an empty or a cut body */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new ApiError('notChatServer');
	}
}

/**
 * Creates a reader that remembers its last answer.
 * It gets all pages of one answer, and returns the same `List` for the same texts and the same row for an equal raw row.
 * Rows are compared before they are read: reading costs more.
 */
export function createListReader<Row extends { readonly id: string }>(
	name: string,
	readRow: (raw: unknown) => ReadRow<Row>,
	log: Log,
): (pages: readonly { readonly text: string; readonly page: Page }[]) => List<Row> {
	let texts: readonly string[] = [];
	let list: List<Row> | undefined;
	let known = new Map<string, { readonly raw: unknown; readonly row: Row }>();
	let lastFaults = '';

	return (pages) => {
		if (list && pages.length === texts.length && pages.every(({ text }, index) => text === texts[index])) {
			return list;
		}
		const read = new Map<string, { readonly raw: unknown; readonly row: Row }>();
		const faults = new Map<string, number>();
		for (const raw of pages.flatMap(({ page }) => page.rows)) {
			const before = known.get(rawId(raw));
			const result: ReadRow<Row> = before && sameJson(before.raw, raw) ? { ok: true, row: before.row } : readRow(raw);
			const fault = !result.ok ? result.fault : read.has(result.row.id) ? 'id: duplicate' : undefined;
			if (fault !== undefined) {
				faults.set(fault, (faults.get(fault) ?? 0) + 1);
			} else if (result.ok) {
				read.set(result.row.id, { raw, row: result.row });
			}
		}
		const rows = [...read.values()].map(({ row }) => row);
		const skipped = [...faults.values()].reduce((sum, times) => sum + times, 0);
		const same = list && rows.length === list.rows.length && rows.every((row, index) => row === list?.rows[index]);
		logFaults(faults);
		list = same && list?.skipped === skipped ? list : { rows: same && list ? list.rows : rows, skipped };
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

function rawId(raw: unknown): string {
	return isRecord(raw) ? String(raw.id).toLowerCase() : '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether two values from JSON.parse are equal, whatever the order of their fields. */
export function sameJson(a: unknown, b: unknown): boolean {
	if (a === b) {
		return true;
	}
	if (Array.isArray(a)) {
		return Array.isArray(b) && a.length === b.length && a.every((item, index) => sameJson(item, b[index]));
	}
	if (!isRecord(a) || !isRecord(b)) {
		return false;
	}
	const keys = Object.keys(a);
	return (
		keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
	);
}
