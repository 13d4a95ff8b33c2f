// Makes the rows of one group of visitors; unchanged rows are the same objects as in the call before.
import * as l10n from '@vscode/l10n';
import type { Wait } from '../../desk/state';
import type { Id } from '../../service/model';
import { urgencyOf } from '../../service/urgency';
import { untilWaitLevels } from '../alerts/waitLevels';
import { untilWaitsRead } from '../waiting';
import { moreNode, type TreeNode } from './tree';
import type { Ranked } from './treeOrder';
import { type RowContext, shownWait, showsWait, visitorRow } from './treeVisitorRow';
import type { VisitorGroup } from './visitorGroups';

/** How many rows a group shows at first, and how many more with each click. */
export const rowsPerStep = 200;

/** The rows of a group as they were shown last. */
export interface GroupRows {
	readonly rows: readonly TreeNode[];
	/** The visitors that they were made from. */
	readonly shown: readonly Ranked[];
	readonly version: number;
	readonly count: number;
	readonly limit: number;
	readonly waits: ReadonlyMap<Id, Wait>;
	/** Whether one of the visitors waits. */
	readonly hasWaiting: boolean;
	/** The period (ms) in which the texts of their waits stay the same. */
	readonly from: number;
	readonly until: number;
}

interface GroupRowsOptions {
	/** The key of the group's node. */
	readonly key: string;
	/** How many rows are shown at most. */
	readonly limit: number;
	readonly context: RowContext;
	readonly waits: ReadonlyMap<Id, Wait>;
	readonly now: number;
}

/** @param before the rows of the same group and context, if it was shown before */
export function groupRows(group: VisitorGroup, before: GroupRows | undefined, options: GroupRowsOptions): GroupRows {
	const { limit, waits, now } = options;
	const isInTime = before !== undefined && before.from <= now && now < before.until;
	const isSame = before?.version === group.version && before.count === group.count && before.limit === limit;
	if (isSame && (!before.hasWaiting || (isInTime && before.waits === waits))) {
		return before;
	}
	const shown = group.first.slice(0, limit);
	const shownWaits: Wait[] = [];
	const rows: TreeNode[] = [];
	let next = 0;
	let hasWaiting = false;
	for (const ranked of shown) {
		const place = before ? placeNear(before.shown, ranked, next) : undefined;
		const row = place === undefined ? undefined : before?.rows[place];
		next = place === undefined ? next : place + 1;
		if (row && before?.hasWaiting === false) {
			rows.push(row);
			continue;
		}
		const wait = shownWait(ranked.visitor, waits);
		hasWaiting ||= urgencyOf(ranked.visitor.status) === 'waiting';
		if (wait) {
			shownWaits.push(wait);
		}
		rows.push(
			row && showsWait(row, wait) && (!wait || isInTime) ? row : visitorRow(ranked.visitor, wait, options.context, now),
		);
	}
	const left = group.count - shown.length;
	if (left > 0) {
		const isKept = before !== undefined && stepOf(before.count - before.shown.length) === stepOf(left);
		rows.push((isKept && before.rows[before.shown.length]) || showMoreNode(options.key, stepOf(left)));
	}
	const until =
		now +
		Math.min(
			untilWaitsRead(shownWaits, now) ?? Number.POSITIVE_INFINITY,
			untilWaitLevels(shownWaits, options.context.thresholds, now) ?? Number.POSITIVE_INFINITY,
		);
	return { rows, shown, version: group.version, count: group.count, limit, waits, hasWaiting, from: now, until };
}

/** How far ahead a row is looked for, when others went before it. */
const reach = 8;

function placeNear(shown: readonly Ranked[], ranked: Ranked, from: number): number | undefined {
	for (let place = from; place < Math.min(shown.length, from + reach); place++) {
		if (shown[place] === ranked) {
			return place;
		}
	}
	return undefined;
}

/** How many more rows the next click shows, if this many are not shown. */
function stepOf(left: number): number {
	return Math.min(left, rowsPerStep);
}

function showMoreNode(groupKey: string, step: number): TreeNode {
	return moreNode({
		key: `${groupKey}/more`,
		id: groupKey,
		label: l10n.t({
			message: 'Show {0} more',
			comment: 'Number of visitors who are added to a group of the list',
			args: [step],
		}),
		click: 'frontdesk.showMoreVisitors',
	});
}
