// One visitor as a row: label, the few facts that fit beside it, and all of it in words; where the row stands is for visitorsTree to say.
import * as l10n from '@vscode/l10n';
import type { DeskState, Wait } from '../../desk/state';
import { urgencyOf } from '../../desk/urgency';
import type { Visitor } from '../../service/model';
import { visitorIcon } from '../icons';
import { departmentLabel, visitorLabel } from '../labels';
import { visitorStatusWords } from '../statusWords';
import { plain } from '../text';
import { waitText, waitWords } from '../waiting';
import { visitorTooltip } from './tooltip';
import { besides, sameParts, type TreeNode } from './tree';
import { shortPage } from './treePage';
import type { VisitorsTreeOptions } from './visitorsTree';

/** Visitors are never mutated, and of ten thousand a poll changes a few: the row made last is taken again where it would be the same. */
const lastRows = new WeakMap<Visitor, TreeNode>();

export function visitorRow(state: DeskState, visitor: Visitor, options: VisitorsTreeOptions): TreeNode {
	const { groupBy, departments } = options;
	const wait = urgencyOf(visitor.status) === 'waiting' ? state.waits.get(visitor.id) : undefined;
	const waitsFor = wait ? waitText(wait, options.now) : '';
	const department =
		visitor.departmentId === ''
			? undefined
			: departmentLabel(visitor.departmentId, departments, state.names.departments);
	const madeFrom = [visitor, wait, waitsFor, department, groupBy, state.site.id];
	const last = lastRows.get(visitor);
	// A row may have become that of another visitor since, where it was kept by `reconcile`: its own parts tell.
	if (last && sameParts(last.madeFrom, madeFrom)) {
		return last;
	}
	const row = {
		...facts(visitor, wait, waitsFor, options),
		key: `${state.site.id}/visitor/${visitor.id}`,
		kind: 'visitor' as const,
		id: visitor.id,
		icon: visitorIcon(visitor.status),
		contextValue: 'visitor canOpen canCopyId',
		click: 'frontdesk.openVisitor',
		tooltip: () => visitorTooltip(visitorLabel(visitor), visitor, wait, department),
		madeFrom,
		children: [],
		open: false,
	};
	lastRows.set(visitor, row);
	return row;
}

function facts(
	visitor: Visitor,
	wait: Wait | undefined,
	waitsFor: string,
	{ now, groupBy }: VisitorsTreeOptions,
): Pick<TreeNode, 'label' | 'description' | 'spoken'> {
	const label = visitorLabel(visitor);
	const status = visitorStatusWords(visitor.status);
	const page = shortPage(visitor.currentBrowsing);
	const country = plain(visitor.country, 40);
	// The group says the status already, but for the one of the unknown.
	const saysStatus = groupBy !== 'urgency' || urgencyOf(visitor.status) === 'other';
	const waits = wait ? waitWords(wait, now) : '';
	const spoken = [label, status, waits && l10n.t('waiting {0}', waits), page && l10n.t('on page {0}', page), country];
	return {
		label,
		description: besides(waitsFor || (saysStatus ? status : ''), page, groupBy === 'country' ? '' : country),
		spoken: spoken.filter((part) => part !== '').join(', '),
	};
}
