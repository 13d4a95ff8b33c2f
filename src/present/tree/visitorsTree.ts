// The groups and rows of the visitors view, kept from list to list.
import * as l10n from '@vscode/l10n';
import type { DeskState } from '../../desk/state';
import type { Visitor } from '../../service/model';
import { type Urgency, urgencyOf } from '../../service/urgency';
import { groupNode, moreNode, sameInputs, type TreeNode } from './tree';
import type { SortBy } from './treeOrder';
import type { RowContext, VisitorRowOptions } from './treeVisitorRow';
import { createGrouping, type Grouping } from './visitorGrouping';
import { createVisitorGroups, type VisitorGroup } from './visitorGroups';
import { type GroupRows, groupRows } from './visitorRows';

export interface VisitorFilter {
	/** As the user entered it. */
	readonly text: string;
	/** Another function if it may say something else of the same visitor, but for the name of the department. */
	readonly matches: (visitor: Visitor) => boolean;
}

export interface VisitorsTreeOptions extends VisitorRowOptions {
	readonly filter: VisitorFilter | undefined;
	readonly sortBy: SortBy;
	/** Of more visitors than this, only those who wait or chat are shown. */
	readonly highLoad: number;
	/** Whether the user asked for all of them. */
	readonly showsAll: boolean;
	/** How many rows the group of that key shows at most: `rowsPerStep`, or more if the user asked for them. */
	readonly shownRows: (groupKey: string) => number;
}

export interface ShownVisitors {
	readonly nodes: TreeNode[];
	/** How many visitors are in the groups. */
	readonly count: number;
	/** Whether there are too many visitors to show all unasked. */
	readonly isHighLoad: boolean;
	/** Whether only visitors who wait or chat are in the groups. */
	readonly isLimited: boolean;
}

export interface VisitorsTree {
	/** A call after few changes costs little: groups and rows that did not change are those of the call before. */
	show(state: DeskState, options: VisitorsTreeOptions): ShownVisitors;
}

export function createVisitorsTree(): VisitorsTree {
	const groups = createVisitorGroups();
	let context: RowContext | undefined;
	let grouping: Grouping | undefined;
	let order: readonly string[] = [];
	let lastRows = new Map<string, GroupRows>();
	let isHighLoad = false;

	/** Takes over what rows and groups depend on; what was kept goes if that is new. */
	function arrange(state: DeskState, options: VisitorsTreeOptions) {
		const next: RowContext = {
			groupBy: options.groupBy,
			siteId: state.site.id,
			departments: options.departments,
			departmentNames: state.names.departments,
		};
		if (!context || !grouping || !sameInputs(Object.values(context), Object.values(next))) {
			context = next;
			grouping = createGrouping(next);
			order = [];
			lastRows = new Map();
		}
		return { context, grouping };
	}

	function ordered(found: ReadonlyMap<string, VisitorGroup>, { compare }: Grouping): readonly string[] {
		if (order.length !== found.size || !order.every((group) => found.has(group))) {
			order = [...found.keys()].sort(compare);
		}
		return order;
	}

	return {
		show(state, options) {
			const { context, grouping } = arrange(state, options);
			const { filter, sortBy } = options;
			const visitors = state.visitors ?? [];
			// A number that goes up and down around the limit must not change the view each time.
			isHighLoad = visitors.length > (isHighLoad ? 0.9 : 1) * options.highLoad;
			const isLimited = isHighLoad && !options.showsAll && !filter;
			const keyOf = (group: string) => `${state.site.id}/visitors/${options.groupBy}/${group}`;
			const limitOf = (group: string) => options.shownRows(keyOf(group));
			const found = groups.update(visitors, state.waits, {
				groupOf: grouping.groupOf,
				sortBy,
				accepts: filter?.matches ?? (isLimited ? isActive : isAnyone),
				isSlow: filter !== undefined,
				inputs: [context, sortBy, isLimited, filter?.matches],
				shownRows: limitOf,
			});
			const rows = new Map<string, GroupRows>();
			let count = 0;
			const nodes = ordered(found, grouping).map((group) => {
				const all = found.get(group)?.count ?? 0;
				count += all;
				const made = groupRows(found.get(group) ?? noRows, lastRows.get(group), {
					key: keyOf(group),
					limit: limitOf(group),
					context,
					waits: state.waits,
					now: options.now,
				});
				rows.set(group, made);
				return visitorsGroup(keyOf(group), group, grouping.title(group), all, made.rows);
			});
			lastRows = rows;
			if (isLimited) {
				nodes.unshift(showAllNode(state.site.id));
			}
			return { nodes, count, isHighLoad, isLimited };
		},
	};
}

const noRows: VisitorGroup = { count: 0, first: [], version: 0 };

function isAnyone(): boolean {
	return true;
}

function isActive({ status }: Visitor): boolean {
	const urgency: Urgency = urgencyOf(status);
	return urgency === 'waiting' || urgency === 'chatting';
}

function visitorsGroup(key: string, id: string, title: string, count: number, rows: readonly TreeNode[]): TreeNode {
	return groupNode({
		key,
		id,
		title,
		count,
		ariaCount:
			count === 1
				? l10n.t({ message: '1 visitor', comment: 'Number of visitors in a group' })
				: l10n.t({ message: '{0} visitors', comment: 'Number of visitors in a group', args: [count] }),
		children: rows,
		open: id !== 'left',
	});
}

function showAllNode(siteId: string): TreeNode {
	return moreNode({
		key: `${siteId}/visitors/all`,
		id: siteId,
		label: l10n.t('Show all visitors'),
		click: 'frontdesk.showAllVisitors',
	});
}
