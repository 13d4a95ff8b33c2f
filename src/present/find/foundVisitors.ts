// The visitors that a search has found: the best matches, then the others in the groups and the order of the visitors view.
import * as l10n from '@vscode/l10n';
import type { Wait } from '../../desk/state';
import type { Id, Visitor } from '../../service/model';
import { keepFirst, type Ranked, rankOf, type SortBy } from '../tree/treeOrder';
import type { Grouping } from '../tree/visitorGrouping';
import type { MatchQuality } from './matchQuality';

interface FoundGroup {
	readonly title: string;
	readonly visitors: readonly Visitor[];
}

interface FoundVisitorsOptions {
	readonly matches: (visitor: Visitor) => boolean;
	/** How well a visitor matches; undefined if none is better than another. */
	readonly quality?: ((visitor: Visitor) => MatchQuality) | undefined;
	readonly grouping: Grouping;
	readonly sortBy: SortBy;
	readonly waits: ReadonlyMap<Id, Wait>;
	/** How many visitors are returned at most. */
	readonly most: number;
}

/** Maximum visitors in the group of the best matches. */
const mostBest = 5;

/** Rows must not change their places with time while the user types. */
const noLevels = new Map<Id, never>();

export type FoundVisitors = ReturnType<typeof createFoundVisitors>;

/** Collects the visitors that match, one by one, and keeps no more of a group than can be shown. */
export function createFoundVisitors({ matches, quality, grouping, sortBy, waits, most }: FoundVisitorsOptions) {
	const groups = new Map<string, Ranked[]>();
	const ids = new Set<Id>();
	/** Those of the best quality so far, if it is better than any match. */
	let best: Ranked[] = [];
	let bestQuality: MatchQuality = 3;

	function noteQuality(ranked: Ranked): void {
		const own = quality?.(ranked.visitor) ?? 3;
		if (own < bestQuality) {
			bestQuality = own;
			best = [];
		}
		if (own < 3 && own === bestQuality) {
			keepFirst(best, ranked, mostBest);
		}
	}

	return {
		visit(visitor: Visitor): void {
			if (ids.has(visitor.id) || !matches(visitor)) {
				return;
			}
			ids.add(visitor.id);
			const key = grouping.groupOf(visitor);
			const first = groups.get(key) ?? [];
			groups.set(key, first);
			const ranked = rankOf(visitor, sortBy, waits, noLevels);
			keepFirst(first, ranked, most);
			noteQuality(ranked);
		},
		/** How many match. */
		get count(): number {
			return ids.size;
		},
		has: (id: Id): boolean => ids.has(id),
		/** The first ones, by group; without empty groups. */
		groups(): readonly FoundGroup[] {
			const found: FoundGroup[] = [];
			const top = best.slice(0, most).map(({ visitor }) => visitor);
			if (top.length > 0) {
				const title = l10n.t({ message: 'Best match', comment: 'Group of the visitors who match a search text best' });
				found.push({ title, visitors: top });
			}
			let room = most - top.length;
			for (const key of [...groups.keys()].sort(grouping.compare)) {
				const visitors = (groups.get(key) ?? [])
					.map(({ visitor }) => visitor)
					.filter((visitor) => !top.includes(visitor))
					.slice(0, room);
				room -= visitors.length;
				if (visitors.length > 0) {
					found.push({ title: grouping.title(key), visitors });
				}
			}
			return found;
		},
	};
}
