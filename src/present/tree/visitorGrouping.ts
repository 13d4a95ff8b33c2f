// The grouping of visitors: the group of each, the titles, and the order of the groups.
import * as l10n from '@vscode/l10n';
import { keyOf, type Segments } from '../../desk/segments/segments';
import type { Id, Visitor } from '../../service/model';
import { type Urgency, urgencies, urgencyOf } from '../../service/urgency';
import { type IconName, segmentIcon } from '../icons';
import { departmentLabel } from '../labels';
import { urgencyTitle } from '../status/statusTexts';
import { toSingleLine } from '../text';
import type { RowContext } from './treeVisitorRow';

export interface Grouping {
	groupOf(visitor: Visitor): string;
	title(group: string): string;
	compare(a: string, b: string): number;
	/** Undefined for a group without an icon. */
	icon?(group: string): IconName | undefined;
}

const collator = new Intl.Collator(undefined, { numeric: true });

export function createGrouping({
	groupBy,
	departments,
	departmentNames,
	segments,
}: Omit<RowContext, 'thresholds' | 'pinned'>): Grouping {
	switch (groupBy) {
		case 'urgency':
			return byUrgency;
		case 'segment':
			return bySegment(segments);
		case 'country':
			return {
				groupOf: ({ country }) => toSingleLine(country, 60),
				title: (group) => group || l10n.t('Unknown country'),
				compare: namelessLast,
			};
		case 'department': {
			const title = (id: Id) => departmentLabel(id, departments, departmentNames);
			return {
				groupOf: ({ departmentId }) => departmentId,
				title,
				compare: (a, b) =>
					Number(a === '') - Number(b === '') || namelessLast(title(a), title(b)) || namelessLast(a, b),
			};
		}
	}
}

const byUrgency: Grouping = {
	groupOf: ({ status }) => urgencyOf(status),
	title: (group) => urgencyTitle(group as Urgency),
	compare: (a, b) => urgencies.indexOf(a as Urgency) - urgencies.indexOf(b as Urgency),
};

/** The segments in the order of the setting, then the urgency groups of the visitors in none. */
function bySegment(segments: Segments): Grouping {
	const prefix = 'segment:'; // no urgency begins so
	const byGroup = new Map(segments.list.map((segment, place) => [prefix + keyOf(segment), { segment, place }]));
	const placeOf = (group: string) => byGroup.get(group)?.place ?? byGroup.size;
	return {
		groupOf(visitor) {
			const segment = segments.of(visitor);
			return segment ? prefix + keyOf(segment) : byUrgency.groupOf(visitor);
		},
		title(group) {
			const name = byGroup.get(group)?.segment.name;
			return name === undefined ? byUrgency.title(group) : toSingleLine(name, 60);
		},
		compare: (a, b) => placeOf(a) - placeOf(b) || byUrgency.compare(a, b),
		icon(group) {
			const known = byGroup.get(group);
			return known && segmentIcon(known.segment.icon);
		},
	};
}

function namelessLast(a: string, b: string): number {
	return Number(a === '') - Number(b === '') || collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}
