// The visitors that Look Up Selection finds for a text.
import type { DeskState } from '../../desk/state';
import type { Id, Visitor } from '../../service/model';
import { visitorMatcher } from '../find/find';
import { foundPins } from '../find/foundPins';
import type { LookUpTarget } from './lookUpTarget';

/** Collects the visitors one by one: those whose own address is the text, else those that have it in any field. */
export function createLookedUpVisitors(
	{ kind, text }: Exclude<LookUpTarget, { kind: 'id' }>,
	departmentName: (id: Id) => string | undefined,
) {
	const exact: Id[] = [];
	const others: Id[] = [];
	const ids = new Set<Id>();
	const matches = visitorMatcher(text, departmentName);
	const isExact = (visitor: Visitor) =>
		(kind === 'email' && visitor.email.trim().toLowerCase() === text) ||
		(kind === 'ip' && visitor.ip.trim().toLowerCase() === text);
	return {
		visit(visitor: Visitor): void {
			if (!ids.has(visitor.id) && matches(visitor)) {
				ids.add(visitor.id);
				(isExact(visitor) ? exact : others).push(visitor.id);
			}
		},
		/** Adds the pinned visitors who are in no list, below the others. */
		visitPins(state: DeskState): void {
			for (const { id, visitor } of foundPins(state, text, departmentName)) {
				(visitor && isExact(visitor) ? exact : others).push(id);
			}
		},
		found: (): readonly Id[] => (exact.length > 0 ? exact : others),
	};
}
