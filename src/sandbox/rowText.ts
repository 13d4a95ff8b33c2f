// Rows as JSON text, kept while nothing changes: at 5,000 visitors an unchanged list must cost nothing and a changed one only its changes.
import { quirkyList, quirkyRow } from './quirks';
import type { AgentRow, VisitorRow } from './rows';

export type Kind = 'agent' | 'visitor';

const texts = new WeakMap<object, string>();
const lists = new WeakMap<object, string>();

function remembered<Key extends object>(memory: WeakMap<object, string>, key: Key, make: (key: Key) => string): string {
	let text = memory.get(key);
	if (text === undefined) {
		text = make(key);
		memory.set(key, text);
	}
	return text;
}

/** One row as an answer of its own. */
export function rowText(row: AgentRow | VisitorRow, quirky: boolean): string {
	return quirky ? JSON.stringify(quirkyRow(row, 'single', 0)) : remembered(texts, row, JSON.stringify);
}

/** A whole list as an answer: bare, but wrapped and in pages where the scenario is quirky. */
export function listText(
	holders: readonly { readonly row: AgentRow | VisitorRow }[],
	kind: Kind,
	quirky: boolean,
	url: URL,
): string {
	if (quirky) {
		const rows = holders.map(({ row }, index) => quirkyRow(row, 'list', index));
		return JSON.stringify(quirkyList(rows, kind, url));
	}
	return remembered(
		lists,
		holders,
		() => `[${holders.map(({ row }) => remembered(texts, row, JSON.stringify)).join(',')}]`,
	);
}
