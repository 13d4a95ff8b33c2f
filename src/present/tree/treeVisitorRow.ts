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
import { joinParts, type TreeNode } from './tree';
import { shortPage } from './treePage';

export interface VisitorRowOptions {
	/** Instant (ms). */
	readonly now: number;
	readonly groupBy: 'urgency' | 'country' | 'department';
	readonly departments: Aliases;
}

/** What the rows and groups of a tree depend on beside the visitors. */
export interface RowContext {
	readonly groupBy: VisitorRowOptions['groupBy'];
	readonly siteId: string;
	readonly departments: Aliases;
	readonly departmentNames: ServiceNames;
}

/** The wait that the row of a visitor shows. */
export function shownWait({ id, status }: Visitor, waits: ReadonlyMap<Id, Wait>): Wait | undefined {
	return urgencyOf(status) === 'waiting' ? waits.get(id) : undefined;
}

/** @param wait as `shownWait` returns it */
export function visitorRow(visitor: Visitor, wait: Wait | undefined, context: RowContext, now: number): TreeNode {
	const { groupBy, siteId } = context;
	const waitsFor = wait ? waitText(wait, now) : '';
	const department =
		visitor.departmentId === ''
			? undefined
			: departmentLabel(visitor.departmentId, context.departments, context.departmentNames);
	const { label, description, ariaLabel } = visitorTexts(visitor, wait, waitsFor, groupBy, now);
	return {
		key: `${siteId}/visitor/${visitor.id}`,
		kind: 'visitor',
		id: visitor.id,
		label,
		description,
		ariaLabel,
		icon: visitorIcon(visitor.status),
		contextValue: 'visitor canOpen canCopyId',
		click: 'frontdesk.openVisitor',
		tooltip: () => visitorTooltip(visitorLabel(visitor), visitor, wait, department),
		inputs: [visitor, wait, waitsFor, department, groupBy, siteId],
		children: noChildren,
		open: false,
	};
}

const noChildren: readonly TreeNode[] = [];

/** Whether a row that was made with a wait, at an instant at which its text was the same, still stands for that visitor. */
export function showsWait({ inputs }: TreeNode, wait: Wait | undefined): boolean {
	return inputs[1] === wait;
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
