// The custom variables of a visitor that could not be read: their values are lists or objects.
import { isRecord } from '../../service/json';
import type { Visitor } from '../../service/model';
import { variableNamed } from './variableEdits';

/** Their names, `''` for a missing one. They can't be sent back unchanged, so a service that replaces the list removes them. */
export function unreadVariables({ more }: Pick<Visitor, 'more'>): readonly string[] {
	const { customVariableResults: unread } = more;
	return (Array.isArray(unread) ? unread : [unread])
		.filter((entry) => entry !== undefined && entry !== null && entry !== '')
		.map((entry: unknown) => (isRecord(entry) && typeof entry.name === 'string' ? entry.name : ''));
}

/** Those of `before` that the visitor no longer has: of several with one name, or without, as many as are missing. */
export function unreadGone(
	before: readonly string[],
	visitor: Pick<Visitor, 'more' | 'customVariableResults'>,
): readonly string[] {
	const left = [...unreadVariables(visitor)];
	const gone = before.filter((name) => {
		const at = left.indexOf(name);
		left.splice(at, at < 0 ? 0 : 1);
		return at < 0;
	});
	// The service may have given it a value that can be read.
	return gone.filter((name) => name === '' || !variableNamed(visitor.customVariableResults, name));
}
