// The groups and rows of the visitors view, kept from list to list.
import * as l10n from '@vscode/l10n';
import type { SegmentError } from '../../desk/segments/segments';
import type { DeskState } from '../../desk/state';
import type { Id, Visitor } from '../../service/model';
import type { SlicedWork } from '../../service/slices';
import { type Urgency, urgencyOf } from '../../service/urgency';
import { type WaitLevel, waitLevels } from '../alerts/waitLevels';
import { visitorCountText } from '../countText';
import { type IconName, settingErrorIcon } from '../icons';
import { pinnedGroup } from '../pins/pinnedRows';
import { segmentErrorsText } from '../segments/segmentTexts';
import { groupNode, moreNode, sameInputs, type TreeNode } from './tree';
import type { SortBy } from './treeOrder';
import type { RowContext, VisitorRowOptions } from './treeVisitorRow';
import { createGrouping, type Grouping } from './visitorGrouping';
import { type Arrangement, createVisitorGroups, type VisitorGroup } from './visitorGroups';
import { type GroupRows, groupRows } from './visitorRows';

export interface VisitorFilter {
	/** As the user entered it. */
	readonly text: string;
	/** A new function whenever the result for a visitor may have changed, except by the name of the department. */
	readonly matches: (visitor: Visitor) => boolean;
}

export interface VisitorsTreeOptions extends VisitorRowOptions {
	readonly filter: VisitorFilter | undefined;
	readonly sortBy: SortBy;
	/** Of more visitors than this, only those who wait, chat or are pinned are shown. */
	readonly highLoad: number;
	/** Whether the user asked for all of them. */
	readonly showsAll: boolean;
	/** How many rows the group of that key shows at most: `rowsPerStep`, or more if the user asked for them. */
	readonly shownRows: (groupKey: string) => number;
	/** What of the setting of the segments isn't used. */
	readonly segmentErrors: readonly SegmentError[];
}

interface ShownVisitors {
	readonly nodes: TreeNode[];
	/** How many visitors are in the groups. */
	readonly count: number;
	/** Whether there are too many visitors to show all unasked. */
	readonly isHighLoad: boolean;
	/** Whether only visitors who wait, chat or are pinned are in the groups. */
	readonly isLimited: boolean;
}

export interface VisitorsTree {
	/** A call after few changes costs little: groups and rows that did not change are those of the call before. */
	show(state: DeskState, options: VisitorsTreeOptions): ShownVisitors;
	/** Does the slow part of `show` beforehand, in slices: a first list has much of it. */
	prepare(state: DeskState, options: VisitorsTreeOptions): SlicedWork<void>;
}

export function createVisitorsTree(): VisitorsTree {
	const groups = createVisitorGroups();
	let context: RowContext | undefined;
	let grouping: Grouping | undefined;
	let order: readonly string[] = [];
	let lastRows = new Map<string, GroupRows>();
	let isHighLoad = false;
	let levels: ReadonlyMap<Id, WaitLevel> = new Map();

	/** Stores the values that rows and groups depend on, and drops the kept rows and groups if one of them changed. */
	function arrange(state: DeskState, options: VisitorsTreeOptions) {
		const next: RowContext = {
			groupBy: options.groupBy,
			siteId: state.site.id,
			departments: options.departments,
			departmentNames: state.names.departments,
			segments: options.segments,
			thresholds: options.thresholds,
			pinned: pinnedIds(state),
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

	/** The same set if nothing changed. */
	function pinnedIds({ pins }: DeskState): ReadonlySet<Id> {
		const known = context?.pinned;
		return known && known.size === pins.length && pins.every(({ id }) => known.has(id))
			? known
			: new Set(pins.map(({ id }) => id));
	}

	/** The longest waits come first anyway in the order of the waits. The same map if nothing changed. */
	function levelsOf({ waits }: DeskState, { sortBy, thresholds, now }: VisitorsTreeOptions): typeof levels {
		const next = sortBy === 'wait' ? new Map<Id, WaitLevel>() : waitLevels(waits, thresholds, now);
		const isSame = next.size === levels.size && [...next].every(([id, level]) => levels.get(id) === level);
		levels = isSame ? levels : next;
		return levels;
	}

	/** Which visitors are shown, and how they are grouped. */
	function selectionOf(state: DeskState, options: VisitorsTreeOptions) {
		const { context, grouping } = arrange(state, options);
		const { filter, sortBy } = options;
		const visitors = state.visitors ?? [];
		// A number that goes up and down around the limit must not change the view each time.
		isHighLoad = visitors.length > (isHighLoad ? 0.9 : 1) * options.highLoad;
		const isLimited = isHighLoad && !options.showsAll && !filter;
		const keyOf = (group: string) => `${state.site.id}/visitors/${options.groupBy}/${group}`;
		const limitOf = (group: string) => options.shownRows(keyOf(group));
		const arrangement: Arrangement = {
			groupOf: grouping.groupOf,
			sortBy,
			levels: levelsOf(state, options),
			accepts:
				filter?.matches ?? (isLimited ? (visitor) => isActive(visitor) || context.pinned.has(visitor.id) : isAnyone),
			isSlow: filter !== undefined,
			inputs: [context, sortBy, isLimited, filter?.matches],
			shownRows: limitOf,
		};
		return { context, grouping, visitors, isLimited, keyOf, limitOf, arrangement };
	}

	return {
		*prepare(state, options) {
			const { visitors, arrangement } = selectionOf(state, options);
			yield* groups.prepare(visitors, state.waits, arrangement);
		},
		show(state, options) {
			const { context, grouping, visitors, isLimited, keyOf, limitOf, arrangement } = selectionOf(state, options);
			const found = groups.update(visitors, state.waits, arrangement);
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
				return visitorsGroup(keyOf(group), group, grouping.title(group), all, made.rows, grouping.icon?.(group));
			});
			lastRows = rows;
			const pinned = pinnedGroup(state, { ...options, matches: options.filter?.matches });
			if (pinned) {
				nodes.push(pinned);
			}
			if (isLimited) {
				nodes.unshift(showAllNode(state.site.id));
			}
			nodes.unshift(...segmentErrorNodes(state.site.id, options.segmentErrors));
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

function visitorsGroup(
	key: string,
	id: string,
	title: string,
	count: number,
	rows: readonly TreeNode[],
	icon: IconName | undefined,
): TreeNode {
	return groupNode({
		key,
		id,
		title,
		count,
		ariaCount: visitorCountText(count),
		children: rows,
		open: id !== 'left',
		icon,
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

/** A row above the groups: names the place in the setting, and a click opens it. */
function segmentErrorNodes(siteId: string, errors: readonly SegmentError[]): readonly TreeNode[] {
	const label = segmentErrorsText(errors);
	return label === undefined
		? []
		: [
				moreNode(
					{ key: `${siteId}/visitors/segments`, id: segmentsSetting, label, click: 'frontdesk.openSettings' },
					settingErrorIcon,
				),
			];
}

/** The id of the row about the segments: the setting that a click opens. */
export const segmentsSetting = 'frontdesk.visitors.segments';
