// Reads the links that open Frontdesk at a visitor or an agent.
import { typedGuid } from '../../desk/typedId';
import type { Id } from '../../service/model';

export interface DeepLink {
	readonly kind: 'visitor' | 'agent';
	readonly id: Id;
}

/** The parts of a `vscode.Uri`, decoded. */
interface LinkParts {
	readonly path: string;
	readonly query: string;
	readonly fragment: string;
}

/** `/visitor/{guid}` and `/agent/{guid}`, and nothing else: undefined for any other path, and for any parameter other than VS Code's window id. */
export function parseDeepLink({ path, query, fragment }: LinkParts): DeepLink | undefined {
	const [, kind, text = ''] = /^\/(visitor|agent)\/([0-9A-Fa-f-]{36})$/.exec(path) ?? [];
	const id = typedGuid(text);
	const isBare = fragment === '' && /^(?:windowId=(?:\d{1,9}|_blank))?$/.test(query);
	return id !== undefined && isBare && (kind === 'visitor' || kind === 'agent') ? { kind, id } : undefined;
}
