// The pinned visitors who are in no list and match a search: what was last known of them, or the ID alone.
import { type Pin, pinnedRows } from '../../desk/pins/pins';
import type { DeskState } from '../../desk/state';
import type { Id, Visitor } from '../../service/model';
import { urgencyOf } from '../../service/urgency';
import { visitorById } from '../labels';
import { visitorMatcher } from './find';
import { fold } from './fold';
import { matchQuality } from './matchQuality';

export interface FoundPin extends Pick<Pin, 'id' | 'leftAt'> {
	/** Undefined if this window never saw the visitor. */
	readonly visitor: Visitor | undefined;
}

/** The best match first, else in the order of the pins. @param departmentName undefined for a department without a name */
export function foundPins(
	{ pins, pinned, visitors }: DeskState,
	query: string,
	departmentName: (id: Id) => string | undefined,
): readonly FoundPin[] {
	const listed = pinnedRows(pins, visitors ?? []);
	const matches = visitorMatcher(query, departmentName);
	const words = fold(query).split(' ');
	const quality = matchQuality(query);
	return pins
		.filter(({ id }) => !listed.has(id))
		.map(({ id, leftAt }) => ({ id, leftAt, visitor: asLeft(pinned.get(id)?.visitor, leftAt) }))
		.filter(({ id, visitor }) => {
			const known = fold(`${visitorById(id)} ${id}`);
			return visitor ? matches(visitor) : words.every((word) => known.includes(word));
		})
		.map((found) => ({ found, rank: found.visitor && quality ? quality(found.visitor) : 3 }))
		.sort((a, b) => a.rank - b.rank)
		.map(({ found }) => found);
}

/** The last status isn't that of now: nobody who has left is found by "Chatting". */
function asLeft(visitor: Visitor | undefined, leftAt: number | undefined): Visitor | undefined {
	return visitor && leftAt !== undefined && urgencyOf(visitor.status) !== 'left'
		? { ...visitor, status: 'outOfSite' }
		: visitor;
}
