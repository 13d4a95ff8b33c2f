// The row of a visitor in the visitors view.
import * as l10n from '@vscode/l10n';
import type { Wait } from '../../desk/state';
import type { Id, Visitor } from '../../service/model';
import { urgencyOf } from '../../service/urgency';
import { visitorIcon } from '../icons';
import { type Aliases, departmentLabel, type ServiceNames, visitorLabel } from '../labels';
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

/** What a row depends on beside the visitor, as one object: with the same one, the row of a visitor who doesn't wait is the same. */
export interface RowContext {
	readonly groupBy: VisitorRowOptions['groupBy'];
	readonly siteId: string;
	readonly departments: Aliases;
	readonly departmentNames: ServiceNames;
}

/** The last row of each visitor object that was shown, and the context it was made in. A poll changes few visitors. */
const lastRows = new WeakMap<Visitor, { readonly row: TreeNode; readonly context: RowContext }>();

export function visitorRow(visitor: Visitor, waits: ReadonlyMap<Id, Wait>, context: RowContext, now: number): TreeNode {
	const wait = urgencyOf(visitor.status) === 'waiting' ? waits.get(visitor.id) : undefined;
	const waitsFor = wait ? waitText(wait, now) : '';
	const last = lastRows.get(visitor);
	// `reconcile` may have changed this row to that of another visitor; then its inputs differ.
	if (last?.context === context && isRowOf(last.row, visitor, wait, waitsFor)) {
		return last.row;
	}
	const { groupBy, siteId } = context;
	const department =
		visitor.departmentId === ''
			? undefined
			: departmentLabel(visitor.departmentId, context.departments, context.departmentNames);
	const inputs = [visitor, wait, waitsFor, department, groupBy, siteId];
	const row =
		last && sameInputs(last.row.inputs, inputs)
			? last.row
			: {
					...visitorTexts(visitor, wait, waitsFor, groupBy, now),
					key: `${siteId}/visitor/${visitor.id}`,
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
	lastRows.set(visitor, { row, context });
	return row;
}

function isRowOf({ inputs }: TreeNode, visitor: Visitor, wait: Wait | undefined, waitsFor: string): boolean {
	return inputs[0] === visitor && inputs[1] === wait && inputs[2] === waitsFor;
}

function visitorTexts(
	visitor: Visitor,
	wait: Wait | undefined,
	waitsFor: string,
	groupBy: VisitorRowOptions['groupBy'],
	now: number,
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
