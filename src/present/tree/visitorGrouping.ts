// By what the visitors are grouped: the group of each, its title, and the order of the groups.
import * as l10n from '@vscode/l10n';
import type { Id, Visitor } from '../../service/model';
import { type Urgency, urgencies, urgencyOf } from '../../service/urgency';
import { departmentLabel } from '../labels';
import { urgencyTitle } from '../statusTexts';
import { toSingleLine } from '../text';
import type { RowContext } from './treeVisitorRow';

export interface Grouping {
	groupOf(visitor: Visitor): string;
	title(group: string): string;
	compare(a: string, b: string): number;
}

const collator = new Intl.Collator(undefined, { numeric: true });

export function createGrouping({ groupBy, departments, departmentNames }: RowContext): Grouping {
	switch (groupBy) {
		case 'urgency':
			return {
				groupOf: ({ status }) => urgencyOf(status),
				title: (group) => urgencyTitle(group as Urgency),
				compare: (a, b) => urgencies.indexOf(a as Urgency) - urgencies.indexOf(b as Urgency),
			};
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

function namelessLast(a: string, b: string): number {
	return Number(a === '') - Number(b === '') || collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}
