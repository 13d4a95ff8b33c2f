// Counts the visitors who are in the badge because of their segment, from list to list.
import { rowChanges } from '../../service/lists/rowChanges';
import type { Visitor } from '../../service/model';
import { rowsPerYield, type SlicedWork } from '../../service/slices';
import { noSegments, type Segments } from './segments';

/** The returned function counts a list; after few changes it looks at the changed rows alone. */
export function createBadgeCount(): (visitors: readonly Visitor[], segments: Segments) => SlicedWork<number> {
	let last: { readonly visitors: readonly Visitor[]; readonly segments: Segments; readonly count: number } = nothing;
	return function* (visitors, segments) {
		if (!segments.list.some(({ badge }) => badge)) {
			last = nothing; // nothing is kept of a list that isn't counted
			return 0;
		}
		const before = last.segments === segments ? last : nothing;
		const { removed, added } = rowChanges(before.visitors, visitors);
		const count = before.count + (yield* countOf(added, segments)) - (yield* countOf(removed, segments));
		last = { visitors, segments, count };
		return count;
	};
}

const nothing = { visitors: [], segments: noSegments, count: 0 };

function* countOf(rows: readonly Visitor[], { isInBadge }: Segments): SlicedWork<number> {
	let count = 0;
	for (let next = 0; next < rows.length; next += rowsPerYield) {
		if (next > 0) {
			yield;
		}
		count += rows.slice(next, next + rowsPerYield).filter(isInBadge).length;
	}
	return count;
}
