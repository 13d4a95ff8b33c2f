// The custom variables of a visitor that could not be read: their values are lists or objects.
import { isRecord } from '../../service/json';
import type { Visitor } from '../../service/model';

/** Their names, `''` for one without a name. They can't be sent back as they came, so a service that replaces the list removes them. */
export function unreadVariables({ more }: Pick<Visitor, 'more'>): readonly string[] {
	const { customVariableResults: unread } = more;
	return (Array.isArray(unread) ? unread : [unread])
		.filter((entry) => entry !== undefined && entry !== null && entry !== '')
		.map((entry: unknown) => (isRecord(entry) && typeof entry.name === 'string' ? entry.name : ''));
}

/** Those of `before` that the visitor no longer has. */
export function unreadGone(before: readonly string[], visitor: Pick<Visitor, 'more'>): readonly string[] {
	const left = unreadVariables(visitor);
	return before.filter((name) => !left.includes(name));
}
