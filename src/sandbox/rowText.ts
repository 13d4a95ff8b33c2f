// Rows and lists as JSON text, cached by object: with 5,000 visitors, an unchanged list costs nothing and a changed one only its changes.
import type { AgentRow, VisitorRow } from './rows';
import type { RowQuirks } from './scenario';

type Kind = 'agent' | 'visitor';

const texts = new WeakMap<object, string>();
const lists = new WeakMap<object, string>();

function cached<Key extends object>(cache: WeakMap<object, string>, key: Key, make: (key: Key) => string): string {
	let text = cache.get(key);
	if (text === undefined) {
		text = make(key);
		cache.set(key, text);
	}
	return text;
}

/** One row as an answer of its own. */
export function rowText(row: AgentRow | VisitorRow, quirks: RowQuirks | undefined): string {
	return quirks ? JSON.stringify(quirks.row(row, 'single', 0)) : cached(texts, row, JSON.stringify);
}

/** A whole list as an answer: a plain array, unless quirks change it. */
export function listText(
	holders: readonly { readonly row: AgentRow | VisitorRow }[],
	kind: Kind,
	quirks: RowQuirks | undefined,
	url: URL,
): string {
	if (quirks) {
		const rows = holders.map(({ row }, index) => quirks.row(row, 'list', index));
		return JSON.stringify(quirks.list(rows, kind, url));
	}
	return cached(lists, holders, () => `[${holders.map(({ row }) => cached(texts, row, JSON.stringify)).join(',')}]`);
}
