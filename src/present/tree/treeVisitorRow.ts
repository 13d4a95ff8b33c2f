// One visitor as a row: label, the few facts that fit beside it, and all of it in words; where the row stands is for visitorsTree to say.
import * as l10n from '@vscode/l10n';
import type { DeskState, Wait } from '../../desk/state';
import { urgencyOf } from '../../desk/urgency';
import type { Visitor } from '../../service/model';
import { visitorIcon } from '../icons';
import { type Aliases, departmentLabel, visitorLabel } from '../labels';
import { visitorStatusText } from '../statusTexts';
import { toSingleLine } from '../text';
import { waitPhrase, waitText } from '../waiting';
import { visitorTooltip } from './tooltip';
import { joinParts, sameParts, type TreeNode } from './tree';
import { shortPage } from './treePage';

export interface VisitorRowOptions {
	/** Instant (ms). */
	readonly now: number;
	readonly groupBy: 'urgency' | 'country' | 'department';
	/** Names that the settings give departments, by id in any case. */
	readonly departments: Aliases;
}

/** Visitors are never mutated, and of ten thousand a poll changes a few: the row made last is taken again where it would be the same. */
const lastRows = new WeakMap<Visitor, TreeNode>();

export function visitorRow(state: DeskState, visitor: Visitor, options: VisitorRowOptions): TreeNode {
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
	if (last && sameParts(last.inputs, madeFrom)) {
		return last;
	}
	const row = {
		...visitorTexts(visitor, wait, waitsFor, options),
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

function visitorTexts(
	visitor: Visitor,
	wait: Wait | undefined,
	waitsFor: string,
	{ now, groupBy }: VisitorRowOptions,
): Pick<TreeNode, 'label' | 'description' | 'ariaLabel'> {
	const label = visitorLabel(visitor);
	const status = visitorStatusText(visitor.status);
	const page = shortPage(visitor.currentBrowsing);
	const country = toSingleLine(visitor.country, 40);
	// The group says the status already, but for the one of the unknown.
	const saysStatus = groupBy !== 'urgency' || urgencyOf(visitor.status) === 'other';
	const waits = wait ? waitPhrase(wait, now) : '';
	const ariaLabel = [
		label,
		status,
		waits && l10n.t('waiting {0}', waits),
		page && l10n.t('on page {0}', page),
		country,
	];
	return {
		label,
		description: joinParts(waitsFor || (saysStatus ? status : ''), page, groupBy === 'country' ? '' : country),
		ariaLabel: ariaLabel.filter((part) => part !== '').join(', '),
	};
}
