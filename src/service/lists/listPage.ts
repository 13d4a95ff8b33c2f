// Finds the rows of one page of a list, and the fields beside them.
import { ApiError } from '../errors';
import { isRecord, parseJson } from '../json';

/** The fields of a page beside its rows. */
export interface PageNotes {
	/** Address of the next page, `''` if that is no text; undefined if there is no next page. */
	readonly nextPage: string | undefined;
	/** Number of rows of the whole list, if the answer has it. */
	readonly total: number | undefined;
}

/** One page of a list as it came. */
export interface Page extends PageNotes {
	readonly rows: readonly unknown[];
}

/**
 * A list comes bare or wrapped under its own name (docs/api.md#lists).
 * @throws ApiError `notChatServer` if the text is no JSON or no list
 */
export function parsePage(text: string, name: string): Page {
	const body = parseJson(text);
	return { rows: rowsIn(body, name), ...notesIn(body) };
}

export function rowsIn(body: unknown, name: string): readonly unknown[] {
	const rows = isRecord(body) ? body[name] : body;
	if (!Array.isArray(rows)) {
		throw new ApiError('notChatServer');
	}
	return rows;
}

export function notesIn(body: unknown): PageNotes {
	const { nextPage, total } = isRecord(body) ? body : {};
	const count = typeof total === 'string' && /^\d+$/.test(total) ? Number(total) : total;
	return {
		nextPage: nextPageIn(nextPage),
		total: typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined,
	};
}

function nextPageIn(value: unknown): string | undefined {
	if (typeof value === 'string') {
		const address = value.trim();
		return /^(?:|null|none|undefined)$/i.test(address) ? undefined : address;
	}
	const isNone = !value || (typeof value === 'object' && Object.keys(value).length === 0);
	return isNone ? undefined : '';
}
