// The row of a visitor in the visitors view.
import * as l10n from '@vscode/l10n';
import type { Wait } from '../../desk/state';
import type { Id, Visitor } from '../../service/model';
import { urgencyOf } from '../../service/urgency';
import { type IconName, visitorIcon } from '../icons';
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
	return new VisitorRow(visitor, wait, context, now);
}

const noChildren: readonly TreeNode[] = [];

/** Makes its texts when VS Code asks for them: most rows of a first list are asked for later than it is compared, or never. */
class VisitorRow implements TreeNode {
	readonly key: string;
	readonly kind = 'visitor';
	readonly id: Id;
	readonly contextValue = 'visitor canOpen canCopyId';
	readonly click = 'frontdesk.openVisitor';
	readonly inputs: readonly unknown[];
	readonly children = noChildren;
	readonly open = false;
	private readonly waitsFor: string;
	private readonly department: string | undefined;
	private texts: Texts | undefined;

	constructor(
		private readonly visitor: Visitor,
		private readonly wait: Wait | undefined,
		private readonly context: RowContext,
		private readonly now: number,
	) {
		const { id, departmentId } = visitor;
		const { groupBy, siteId, departments, departmentNames } = context;
		this.key = `${siteId}/visitor/${id}`;
		this.id = id;
		this.waitsFor = wait ? waitText(wait, now) : '';
		this.department = departmentId === '' ? undefined : departmentLabel(departmentId, departments, departmentNames);
		this.texts = undefined;
		this.inputs = [visitor, wait, this.waitsFor, this.department, groupBy, siteId];
	}

	private made(): Texts {
		this.texts ??= visitorTexts(this.visitor, this.wait, this.waitsFor, this.context.groupBy, this.now);
		return this.texts;
	}

	get label(): string {
		return this.made().label;
	}

	get description(): string {
		return this.made().description;
	}

	get ariaLabel(): string {
		return this.made().ariaLabel;
	}

	get icon(): IconName {
		return visitorIcon(this.visitor.status);
	}

	tooltip(): string {
		return visitorTooltip(this.label, this.visitor, this.wait, this.department);
	}
}

type Texts = Pick<TreeNode, 'label' | 'description' | 'ariaLabel'>;

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
): Texts {
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
