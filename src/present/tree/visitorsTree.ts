// The content of the visitors view.
import * as l10n from '@vscode/l10n';
import type { DeskState } from '../../desk/state';
import type { Id, Visitor } from '../../service/model';
import { type Urgency, urgencies, urgencyOf } from '../../service/urgency';
import { departmentLabel } from '../labels';
import { urgencyTitle } from '../statusTexts';
import { toSingleLine } from '../text';
import { waitingCountText, waitingSummary } from '../waiting';
import { totalRows, visitorsGapsMessage } from './gapsMessage';
import { groupNode, type TreeNode, type ViewContent } from './tree';
import { errorMessage, filterMessage, sentences, staleMessage } from './treeMessage';
import { type SortBy, sortVisitors } from './treeOrder';
import { type VisitorRowOptions, visitorRow } from './treeVisitorRow';

export interface VisitorFilter {
	/** As the user entered it. */
	readonly text: string;
	readonly matches: (visitor: Visitor) => boolean;
}

export interface VisitorsTreeOptions extends VisitorRowOptions {
	readonly filter: VisitorFilter | undefined;
	readonly sortBy: SortBy;
}

export function visitorsContent(state: DeskState, options: VisitorsTreeOptions): ViewContent {
	const nodes = visitorsTree(state, options);
	const shown = nodes.reduce((sum, { children }) => sum + children.length, 0);
	const all = state.visitors?.length ?? 0;
	const total = totalRows(all, state.visitorsGaps);
	return {
		nodes,
		description: options.filter
			? l10n.t({ message: '{0} of {1}', comment: 'Numbers of visitors: shown of all', args: [shown, all] })
			: total !== undefined
				? l10n.t({ message: '{0} of {1}', comment: 'Numbers of visitors: shown of all', args: [all, total] })
				: all > 0
					? String(all)
					: '',
		message: sentences(
			visitorsMessage(state, options.now),
			state.visitorsGaps && visitorsGapsMessage(all, state.visitorsGaps),
			options.filter && all > 0 ? filterMessage(options.filter.text, shown, all) : emptyMessage(state),
		),
	};
}

function visitorsMessage(state: DeskState, now: number): string | undefined {
	const error = state.visitorsError ?? state.pollError;
	return error ? errorMessage(error, state.visitorsAsOf, now) : staleMessage(state.missed, state.visitorsAsOf, now);
}

function emptyMessage(state: DeskState): string | undefined {
	if (state.visitors) {
		return state.visitors.length === 0 && !state.visitorsGaps ? l10n.t('No visitors on the site.') : undefined;
	}
	return state.visitorsError || state.pollError ? undefined : l10n.t('Loading visitors…');
}

/** The number of waiting visitors, of all and not only the filtered ones; undefined if there are none. */
export function waitingBadge(state: DeskState): { readonly value: number; readonly tooltip: string } | undefined {
	const { count } = waitingSummary(state);
	return count === 0 ? undefined : { value: count, tooltip: waitingCountText(count) };
}

export function visitorsTree(state: DeskState, options: VisitorsTreeOptions): TreeNode[] {
	const groups = new Map<string, Visitor[]>();
	const seen = new Set<Id>();
	const groupOf = grouping(options, (id) => departmentLabel(id, options.departments, state.names.departments));
	for (const visitor of state.visitors ?? []) {
		// A list may contain a visitor twice. VS Code refuses a second row with the same id.
		if (seen.has(visitor.id) || options.filter?.matches(visitor) === false) {
			continue;
		}
		seen.add(visitor.id);
		const key = groupOf.key(visitor);
		const group = groups.get(key);
		if (group) {
			group.push(visitor);
		} else {
			groups.set(key, [visitor]);
		}
	}
	return [...groups.keys()].sort(groupOf.compare).map((key) => {
		const visitors = sortVisitors(groups.get(key) ?? [], options.sortBy, state.waits);
		return groupNode({
			key: `${state.site.id}/visitors/${options.groupBy}/${key}`,
			id: key,
			title: groupOf.title(key),
			ariaCount:
				visitors.length === 1
					? l10n.t({ message: '1 visitor', comment: 'Number of visitors in a group' })
					: l10n.t({ message: '{0} visitors', comment: 'Number of visitors in a group', args: [visitors.length] }),
			children: visitors.map((visitor) => visitorRow(state, visitor, options)),
			open: key !== 'left',
		});
	});
}

interface Grouping {
	key(visitor: Visitor): string;
	title(key: string): string;
	compare(a: string, b: string): number;
}

const collator = new Intl.Collator(undefined, { numeric: true });

function grouping({ groupBy }: VisitorsTreeOptions, department: (id: Id) => string): Grouping {
	switch (groupBy) {
		case 'urgency':
			return {
				key: ({ status }) => urgencyOf(status),
				title: (key) => urgencyTitle(key as Urgency),
				compare: (a, b) => urgencies.indexOf(a as Urgency) - urgencies.indexOf(b as Urgency),
			};
		case 'country':
			return {
				key: ({ country }) => toSingleLine(country, 60),
				title: (key) => key || l10n.t('Unknown country'),
				compare: namelessLast,
			};
		case 'department':
			return {
				key: ({ departmentId }) => departmentId,
				title: department,
				compare: (a, b) =>
					Number(a === '') - Number(b === '') || namelessLast(department(a), department(b)) || namelessLast(a, b),
			};
	}
}

function namelessLast(a: string, b: string): number {
	return Number(a === '') - Number(b === '') || collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}
