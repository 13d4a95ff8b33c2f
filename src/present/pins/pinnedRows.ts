// The group of pinned visitors who are in no list: what was last known of them, and since when they have left.
import * as l10n from '@vscode/l10n';
import type { Pin } from '../../desk/pins/pins';
import type { Segments } from '../../desk/segments/segments';
import type { DeskState } from '../../desk/state';
import type { Visitor } from '../../service/model';
import { visitorCountText } from '../countText';
import type { IconName } from '../icons';
import { visitorById, visitorLabel } from '../labels';
import { formatAgo, shownSpan } from '../time';
import { agoInWords } from '../timeInWords';
import { visitorTooltip } from '../tree/tooltip';
import { groupNode, joinParts, type TreeNode } from '../tree/tree';
import { shortPage } from '../tree/treePage';

const minute = 60_000;

/** Gray, because the data is of an earlier time. */
export const pinnedIcon: IconName = { id: 'pinned', color: 'disabledForeground' };

interface PinnedGroupOptions {
	/** The filter of the view; without one, everybody matches. */
	readonly matches: ((visitor: Visitor) => boolean) | undefined;
	readonly segments: Segments;
	/** Instant (ms). */
	readonly now: number;
}

/** Undefined if there are none. */
export function pinnedGroup(
	{ pins, pinned, site }: DeskState,
	{ matches, segments, now }: PinnedGroupOptions,
): TreeNode | undefined {
	const rows = pins
		.filter(({ isListed }) => !isListed)
		.map((pin) => ({ pin, known: pinned.get(pin.id) }))
		.filter(({ known }) => !matches || (known && matches(known.visitor)))
		.map(({ pin, known }) => pinnedRow(pin, known?.visitor, { siteId: site.id, segments, now }));
	return rows.length === 0
		? undefined
		: groupNode({
				key: `${site.id}/visitors/pinned`,
				id: 'pinned',
				title: pinnedTitle(),
				count: rows.length,
				ariaCount: visitorCountText(rows.length),
				children: rows,
				open: true,
			});
}

function pinnedRow(
	{ id, leftAt }: Pin,
	visitor: Visitor | undefined,
	{ siteId, segments, now }: Omit<PinnedGroupOptions, 'matches'> & { readonly siteId: string },
): TreeNode {
	const segment = visitor && segments.of(visitor)?.name;
	const label = visitor ? visitorLabel(visitor) : visitorById(id);
	const since = leftText(leftAt, now);
	const page = visitor ? shortPage(visitor.currentBrowsing) : '';
	return {
		key: `${siteId}/pinned/${id}`,
		kind: 'visitor',
		id,
		label,
		description: joinParts(since, page),
		ariaLabel: [label, pinnedText(), leftPhrase(leftAt, now), page && l10n.t('last page {0}', page)]
			.filter((part) => part !== '')
			.join(', '),
		icon: pinnedIcon,
		contextValue: 'visitor canOpen canCopyId canUnpin',
		click: 'frontdesk.openVisitor',
		tooltip: visitor && (() => visitorTooltip(label, visitor, undefined, undefined, segment)),
		inputs: [visitor, since, segment],
		children: [],
		open: false,
	};
}

/** The title of the group. */
export function pinnedTitle(): string {
	return l10n.t({ message: 'Pinned', comment: 'Group of visitors that the user pinned and who have left' });
}

export function pinnedText(): string {
	return l10n.t({ message: 'pinned', comment: 'Of a visitor' });
}

/** "left 4 min ago"; empty if it isn't known that the visitor has left. */
export function leftText(leftAt: number | undefined, now: number): string {
	return leftAt === undefined ? '' : left(formatAgo(now - leftAt));
}

/** The same in words: "left 4 minutes ago". */
function leftPhrase(leftAt: number | undefined, now: number): string {
	return leftAt === undefined ? '' : left(agoInWords(now - leftAt));
}

function left(ago: string): string {
	return l10n.t({ message: 'left {0}', comment: '{0} is like "4 min ago" or "just now"', args: [ago] });
}

/** The span (ms) until the text of one of them changes; undefined if there are none. */
export function untilPinsChange(pins: readonly Pin[], now: number): number | undefined {
	const spans = pins.flatMap(({ leftAt }) =>
		leftAt === undefined ? [] : [minute - (shownSpan(now - leftAt) % minute)],
	);
	return spans.length === 0 ? undefined : Math.min(...spans);
}
