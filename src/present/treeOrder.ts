// In which order the visitors of one group stand; the same visitors always stand in the same order.
import type { Wait } from '../desk/state';
import { urgencyOf } from '../desk/urgency';
import type { Id, Visitor } from '../service/model';
import { plain } from './text';

type Compare = (a: Visitor, b: Visitor) => number;

/**
 * - `wait`: who waits longest first, then the others, who came last first
 * - `newest`: who came last first · `visits`: who came most often first
 * - `name`: by name, else e-mail; who has neither stands last
 */
export function visitorOrder(sortBy: 'wait' | 'newest' | 'visits' | 'name', waits: ReadonlyMap<Id, Wait>): Compare {
	const compare = comparison(sortBy, waits);
	return (a, b) => compare(a, b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function comparison(sortBy: 'wait' | 'newest' | 'visits' | 'name', waits: ReadonlyMap<Id, Wait>): Compare {
	switch (sortBy) {
		case 'wait':
			return (a, b) => ascending(waitStart(a, waits), waitStart(b, waits)) || newest(a, b);
		case 'newest':
			return newest;
		case 'visits':
			return (a, b) => descending(a.visits, b.visits);
		case 'name':
			return byName();
	}
}

const newest: Compare = (a, b) => descending(a.visitTime, b.visitTime);

/** Who waits without a wait that we saw begin stands after the other waits, who does not wait at the end. */
function waitStart({ id, status }: Visitor, waits: ReadonlyMap<Id, Wait>): number {
	if (urgencyOf(status) !== 'waiting') {
		return Number.POSITIVE_INFINITY;
	}
	return waits.get(id)?.since ?? Number.MAX_VALUE;
}

function byName(): Compare {
	const collator = new Intl.Collator(undefined, { numeric: true });
	const names = new Map<Visitor, string>();
	const nameOf = (visitor: Visitor): string => {
		let name = names.get(visitor);
		if (name === undefined) {
			name = plain(visitor.name, 80) || plain(visitor.email, 80);
			names.set(visitor, name);
		}
		return name;
	};
	return (a, b) => {
		const [left, right] = [nameOf(a), nameOf(b)];
		return Number(left === '') - Number(right === '') || collator.compare(left, right);
	};
}

function ascending(a: number, b: number): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

/** What is not known stands last. */
function descending(a: number | undefined, b: number | undefined): number {
	return ascending(b ?? Number.NEGATIVE_INFINITY, a ?? Number.NEGATIVE_INFINITY);
}
