// The visitors that Look Up Selection finds for a text.
import type { Id, Visitor } from '../../service/model';
import { visitorMatcher } from '../find/find';
import type { LookUpTarget } from './lookUpTarget';

/** Collects the visitors one by one: those whose own address is the text, else those that have it in any field. */
export function createLookedUpVisitors(
	{ kind, text }: Exclude<LookUpTarget, { kind: 'id' }>,
	departmentName: (id: Id) => string | undefined,
) {
	const exact: Visitor[] = [];
	const others: Visitor[] = [];
	const ids = new Set<Id>();
	const matches = visitorMatcher(text, departmentName);
	const isExact = (visitor: Visitor) =>
		(kind === 'email' && visitor.email.trim().toLowerCase() === text) ||
		(kind === 'ip' && visitor.ip.trim().toLowerCase() === text);
	return {
		visit(visitor: Visitor): void {
			if (!ids.has(visitor.id) && matches(visitor)) {
				ids.add(visitor.id);
				(isExact(visitor) ? exact : others).push(visitor);
			}
		},
		found: (): readonly Visitor[] => (exact.length > 0 ? exact : others),
	};
}
