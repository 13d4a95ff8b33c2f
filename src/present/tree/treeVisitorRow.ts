// The row of a visitor in the visitors view.
import * as l10n from '@vscode/l10n';
import type { DeskState, Wait } from '../../desk/state';
import type { Visitor } from '../../service/model';
import { urgencyOf } from '../../service/urgency';
import { visitorIcon } from '../icons';
import { type Aliases, departmentLabel, visitorLabel } from '../labels';
import { visitorStatusText } from '../statusTexts';
import { toSingleLine } from '../text';
import { waitPhrase, waitText } from '../waiting';
import { visitorTooltip } from './tooltip';
import { joinParts, sameInputs, type TreeNode } from './tree';
import { shortPage } from './treePage';

export interface VisitorRowOptions {
	/** Instant (ms). */
	readonly now: number;
	readonly groupBy: 'urgency' | 'country' | 'department';
	readonly departments: Aliases;
}

/** The last row of each visitor object. A poll changes few of ten thousand visitors, so most rows are used again. */
const lastRows = new WeakMap<Visitor, TreeNode>();

export function visitorRow(state: DeskState, visitor: Visitor, options: VisitorRowOptions): TreeNode {
	const { groupBy, departments } = options;
	const wait = urgencyOf(visitor.status) === 'waiting' ? state.waits.get(visitor.id) : undefined;
	const waitsFor = wait ? waitText(wait, options.now) : '';
	const department =
		visitor.departmentId === ''
			? undefined
			: departmentLabel(visitor.departmentId, departments, state.names.departments);
	const inputs = [visitor, wait, waitsFor, department, groupBy, state.site.id];
	const last = lastRows.get(visitor);
	// `reconcile` may have changed this row to that of another visitor; then its inputs differ.
	if (last && sameInputs(last.inputs, inputs)) {
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
		inputs,
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
	// The urgency group says the status already, unless it is an unknown one.
	const showsStatus = groupBy !== 'urgency' || urgencyOf(visitor.status) === 'other';
	const phrase = wait ? waitPhrase(wait, now) : '';
	const ariaLabel = [
		label,
		status,
		phrase &&
			l10n.t({ message: 'waiting {0}', comment: '{0} is how long, like "3 min" or "at least 3 min"', args: [phrase] }),
		page && l10n.t('on page {0}', page),
		country,
	];
	return {
		label,
		description: joinParts(waitsFor || (showsStatus ? status : ''), page, groupBy === 'country' ? '' : country),
		ariaLabel: ariaLabel.filter((part) => part !== '').join(', '),
	};
}
