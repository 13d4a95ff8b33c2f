// Reads one list answer after another and keeps every object that did not change; parsing is the floor, so rows are compared raw first.

import type { List } from './chatClient';
import { ApiError } from './errors';
import type { Log } from './ports';
import type { ReadRow } from './schema';

/** One page of a list: its rows as they came, and where the next page is, if there is one. */
export interface Page {
	readonly rows: readonly unknown[];
	readonly nextPage: string | undefined;
}

/**
 * A list comes bare or wrapped under its own name (API.md, Quirks).
 * @throws ApiError `notChatServer` where the text is no JSON or no list
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

/** @throws ApiError `notChatServer` where the text is no JSON: HTML of a firewall, an empty or a cut body */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new ApiError('notChatServer');
	}
}

/**
 * Makes a reader that remembers its last answer.
 * `read` gets the texts of all pages of one answer and gives the same `List` for the same texts, and the same row for an equal raw row.
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
		const kept = new Map<string, { readonly raw: unknown; readonly row: Row }>();
		const faults = new Map<string, number>();
		for (const raw of pages.flatMap(({ page }) => page.rows)) {
			const before = known.get(rawId(raw));
			const read: ReadRow<Row> = before && sameJson(before.raw, raw) ? { ok: true, row: before.row } : readRow(raw);
			const fault = !read.ok ? read.fault : kept.has(read.row.id) ? 'id: duplicate' : undefined;
			if (fault !== undefined) {
				faults.set(fault, (faults.get(fault) ?? 0) + 1);
			} else if (read.ok) {
				kept.set(read.row.id, { raw, row: read.row });
			}
		}
		const rows = [...kept.values()].map(({ row }) => row);
		const skipped = [...faults.values()].reduce((sum, times) => sum + times, 0);
		const same = list && rows.length === list.rows.length && rows.every((row, index) => row === list?.rows[index]);
		logFaults(faults);
		list = same && list?.skipped === skipped ? list : { rows: same && list ? list.rows : rows, skipped };
		known = kept;
		texts = pages.map(({ text }) => text);
		return list;
	};

	/** A row that stays bad is logged once, not at every poll. */
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

/** Whether two values out of JSON.parse are equal; the order of fields does not count. */
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
