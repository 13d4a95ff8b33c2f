// The quirks of the Chat Server and its family (API.md, Quirks), put on true rows when they are answered; nothing here is hostile on purpose.
import type { AgentRow, VisitorRow } from './rows';

export function quirkyRow(
	row: AgentRow | VisitorRow,
	_kind: 'agent' | 'visitor',
	_place: 'list' | 'single',
	_index: number,
): unknown {
	return row;
}

export function quirkyList(rows: readonly unknown[], _kind: 'agent' | 'visitor', _url: URL): unknown {
	return rows;
}
