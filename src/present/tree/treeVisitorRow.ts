// The row of a visitor in the visitors view.
import * as l10n from '@vscode/l10n';
import type { Segment, Segments } from '../../desk/segments/segments';
import type { Wait } from '../../desk/state';
import type { Id, Visitor } from '../../service/model';
import { urgencyOf } from '../../service/urgency';
import { type WaitLevel, type WaitThresholds, waitLevel, waitLevelText } from '../alerts/waitLevels';
import type { Markdown } from '../gates/ownMarkdown';
import { type IconName, segmentIcon, visitorIcon } from '../icons';
import { type Aliases, departmentLabel, type ServiceNames, visitorLabel } from '../labels';
import { visitorStatusText } from '../status/statusTexts';
import { toSingleLine } from '../text';
import { waitPhrase, waitText } from '../waiting';
import { visitorTooltip } from './tooltip';
import { joinParts, type TreeNode } from './tree';
import { shortPage } from './treePage';

export interface VisitorRowOptions {
	/** Instant (ms). */
	readonly now: number;
	readonly groupBy: 'urgency' | 'country' | 'department' | 'segment';
	readonly departments: Aliases;
	readonly segments: Segments;
	readonly thresholds: WaitThresholds;
}

/** The values beside the visitors that the rows and groups of a tree depend on. */
export interface RowContext {
	readonly groupBy: VisitorRowOptions['groupBy'];
	readonly siteId: string;
	readonly departments: Aliases;
	readonly departmentNames: ServiceNames;
	readonly segments: Segments;
	readonly thresholds: WaitThresholds;
	readonly pinned: ReadonlySet<Id>;
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

/** Creates its texts when VS Code asks for them, because most rows of a long list are never shown. */
class VisitorRow implements TreeNode {
	readonly key: string;
	readonly kind = 'visitor';
	readonly id: Id;
	readonly contextValue: string;
	readonly click = 'frontdesk.openVisitor';
	readonly inputs: readonly unknown[];
	readonly children = noChildren;
	readonly open = false;
	private readonly waitsFor: string;
	private readonly level: WaitLevel;
	private readonly department: string | undefined;
	private readonly segment: Segment | undefined;
	private texts: Texts | undefined;

	constructor(
		private readonly visitor: Visitor,
		private readonly wait: Wait | undefined,
		private readonly context: RowContext,
		private readonly now: number,
	) {
		const { id, departmentId } = visitor;
		const { groupBy, siteId, departments, departmentNames, thresholds, pinned } = context;
		this.key = `${siteId}/visitor/${id}`;
		this.id = id;
		const isPinned = pinned.has(id);
		this.contextValue = `visitor canOpen canCopyId ${isPinned ? 'canUnpin' : 'canPin'}${departmentId === '' ? '' : ' canRenameDepartment'}`;
		this.waitsFor = wait ? waitText(wait, now) : '';
		this.level = wait ? waitLevel(wait, thresholds, now) : 0;
		this.department = departmentId === '' ? undefined : departmentLabel(departmentId, departments, departmentNames);
		this.segment = context.segments.of(visitor);
		this.texts = undefined;
		this.inputs = [visitor, wait, this.waitsFor, this.level, this.department, groupBy, siteId, isPinned, this.segment];
	}

	private made(): Texts {
		const { visitor, wait, waitsFor, level, context, now, segment } = this;
		this.texts ??= visitorTexts(visitor, wait, waitsFor, level, context, now, segment);
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

	/** That of a long wait, else of the segment; in the group of the segment, which has its icon already, that of the status. */
	get icon(): IconName {
		const { status } = this.visitor;
		return this.level === 0 && this.segment && this.context.groupBy !== 'segment'
			? segmentIcon(this.segment.icon, status)
			: visitorIcon(status, this.level);
	}

	tooltip(): Markdown {
		return visitorTooltip(this.label, this.visitor, this.wait, this.department, this.segment?.name);
	}
}

type Texts = Pick<TreeNode, 'label' | 'description' | 'ariaLabel'>;

/** Whether a row still shows the right wait. It may have been made with another text of the same wait. */
export function showsWait({ inputs }: TreeNode, wait: Wait | undefined): boolean {
	return inputs[1] === wait;
}

function visitorTexts(
	visitor: Visitor,
	wait: Wait | undefined,
	waitsFor: string,
	level: WaitLevel,
	{ groupBy, pinned }: RowContext,
	now: number,
	segment: Segment | undefined,
): Texts {
	const label = visitorLabel(visitor);
	const status = visitorStatusText(visitor.status);
	const page = shortPage(visitor.currentBrowsing);
	const country = toSingleLine(visitor.country, 40);
	// The urgency group shows the status already, unless it is an unknown one.
	const isInUrgencyGroup = groupBy === 'urgency' || (groupBy === 'segment' && !segment);
	const showsStatus = !isInUrgencyGroup || urgencyOf(visitor.status) === 'other';
	const pinnedText = pinned.has(visitor.id) ? l10n.t({ message: 'pinned', comment: 'Of a visitor' }) : '';
	const phrase = wait ? waitPhrase(wait, now) : '';
	const ariaLabel = [
		label,
		status,
		phrase &&
			l10n.t({
				message: 'waiting {0}',
				comment: '{0} is how long, like "3 minutes" or "at least 3 minutes"',
				args: [phrase],
			}),
		waitLevelText(level),
		page && l10n.t('on page {0}', page),
		country,
		segment &&
			l10n.t({
				message: 'segment {0}',
				comment: '{0} is the name of a list of rules that the visitor matches',
				args: [toSingleLine(segment.name, 60)],
			}),
		pinnedText,
	];
	return {
		label,
		description: joinParts(
			waitsFor || (showsStatus ? status : ''),
			pinnedText,
			page,
			groupBy === 'country' ? '' : country,
		),
		ariaLabel: ariaLabel.filter((part) => part).join(', '),
	};
}
