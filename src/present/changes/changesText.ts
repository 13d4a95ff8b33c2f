// The text of Show Activity: what changed in this session, one line each, the newest first.
import * as l10n from '@vscode/l10n';
import type { Change, Gap } from '../../desk/changes/change';
import { areVisitorsDown, type ChangeLog, longestSpan, mostChanges } from '../../desk/changes/changeLog';
import type { DeskState } from '../../desk/state';
import type { Id } from '../../service/model';
import { pluralText } from '../countText';
import { type Aliases, agentLabel, shortId, visitorById, visitorLabel } from '../labels';
import { agentStatusText, visitorStatusText } from '../status/statusTexts';
import { toSingleLine } from '../text';
import { clockTime, formatExact, formatSpan, formatTime } from '../time';
import { shortPage } from '../tree/treePage';

interface ChangesTextOptions {
	/** Undefined for all visitors, and the agents. */
	readonly visitor: Id | undefined;
	/** The user's names of agents. */
	readonly aliases: Aliases;
	/** Instant (ms). */
	readonly now: number;
}

/** In UTF-16 units. */
const maxValue = 80;

export function changesText(
	{ changes, isCut }: Pick<ChangeLog, 'changes' | 'isCut'>,
	state: DeskState,
	options: ChangesTextOptions,
): string {
	const { visitor } = options;
	const title =
		visitor === undefined
			? l10n.t('Activity in this session, newest first')
			: l10n.t({
					message: 'Activity of {0} in this session, newest first',
					comment: '{0} is a visitor, like "Visitor 3d59f909"',
					args: [visitorById(visitor)],
				});
	const lines = joinedGaps(changes.filter((change) => visitor === undefined || isAbout(change, visitor)))
		.map((change) => `${formatExact(change.at)}  ${changeText(change, state, options)}`)
		.reverse();
	const since = noDataSince(state, options.now);
	return [
		title,
		'',
		...(since === undefined ? [] : [l10n.t('No data since {0}', clockTime(since, options.now))]),
		...(lines.length > 0 ? lines : [l10n.t('Nothing has changed yet.')]),
		...(isCut ? [l10n.t('Only the newest {0} changes are kept.', mostChanges)] : []),
		'',
	].join('\n');
}

/** Since when (instant, ms) there is no data of the visitors; undefined while there is. */
export function noDataSince(state: DeskState, now: number): number | undefined {
	const { visitorsAsOf } = state;
	return areVisitorsDown(state) || now - (visitorsAsOf ?? now) > longestSpan ? visitorsAsOf : undefined;
}

function isAbout(change: Change, visitor: Id): boolean {
	switch (change.kind) {
		case 'agentStatus':
			return false;
		case 'gap':
			return change.of === 'visitors';
		case 'began':
		case 'many':
		case 'incomplete':
			return true;
		default:
			return change.who.id === visitor;
	}
}

type ShownGap = Omit<Gap, 'of'> & { readonly of: Gap['of'] | 'all'; readonly at: number };
type Shown = Exclude<Change, Gap> | ShownGap;

/** A gap of both lists is stated once: what the first answer of one of them has may be between. */
function joinedGaps(changes: readonly Change[]): readonly Shown[] {
	const shown: Shown[] = [];
	for (const change of changes) {
		const twin =
			change.kind === 'gap'
				? shown.findLastIndex(
						(each) =>
							each.kind === 'gap' && each.of !== change.of && each.of !== 'all' && gapTimes(each) === gapTimes(change),
					)
				: -1;
		if (twin === -1) {
			shown.push(change);
		} else {
			shown[twin] = { ...(shown[twin] as ShownGap), of: 'all' };
		}
	}
	return shown;
}

function changeText(change: Shown, state: DeskState, { aliases }: ChangesTextOptions): string {
	switch (change.kind) {
		case 'arrived':
			return l10n.t({ message: '{0} arrived', comment: '{0} is a visitor', args: [who(change)] });
		case 'left':
			return l10n.t({ message: '{0} left', comment: '{0} is a visitor who left the site', args: [who(change)] });
		case 'status':
			return changedText(who(change), visitorStatusText(change.from), visitorStatusText(change.to));
		case 'page':
			return l10n.t({
				message: '{0}: page {1}',
				comment: '{0} is a visitor, {1} the web page that the visitor is on now',
				args: [who(change), shortPage(change.to) || '–'],
			});
		case 'variable':
			return l10n.t({
				message: '{0}: {1} from “{2}” to “{3}”',
				comment: '{0} is a visitor, {1} the name of a custom variable, {2} and {3} its values',
				args: [who(change), toSingleLine(change.name, maxValue) || '–', value(change.from), value(change.to)],
			});
		case 'moreVariables': {
			const args = [who(change), change.count];
			return pluralText(change.count, {
				one: l10n.t({
					message: '{0}: {1} more variable',
					comment: '{0} is a visitor, {1} how many more custom variables changed',
					args,
				}),
				other: l10n.t({
					message: '{0}: {1} more variables',
					comment: '{0} is a visitor, {1} how many more custom variables changed',
					args,
				}),
			});
		}
		case 'agentStatus':
			return changedText(
				agentLabel(change.agent, aliases, state.names.agents),
				agentStatusText(change.from),
				agentStatusText(change.to),
			);
		case 'began':
			return pluralText(change.count, {
				one: l10n.t('Start: {0} visitor on the site', change.count),
				other: l10n.t('Start: {0} visitors on the site', change.count),
			});
		case 'many':
			return l10n.t('{0} visitors changed at once, too many to list', change.count);
		case 'incomplete':
			return l10n.t("The list is incomplete: arrivals and departures aren't known");
		case 'gap':
			return gapText(change);
	}
}

function changedText(label: string, from: string, to: string): string {
	return l10n.t({
		message: '{0}: {1} → {2}',
		comment: '{0} is a visitor or an agent, {1} and {2} are statuses',
		args: [label, from, to],
	});
}

/** "Ann (3d59f909)": two visitors may have the same name. */
function who({ who: visitor }: Extract<Change, { who: unknown }>): string {
	const label = visitorLabel(visitor);
	return label === visitorById(visitor.id) ? label : `${label} (${shortId(visitor.id)})`;
}

function value(text: string | undefined): string {
	return toSingleLine(text ?? '', maxValue);
}

function gapText(gap: ShownGap): string {
	const times = gapTimes(gap);
	switch (gap.of) {
		case 'all':
			return l10n.t({ message: 'No data {0}', comment: '{0} are two times, like "10:02–10:09"', args: [times] });
		case 'visitors':
			return l10n.t({
				message: 'No data of visitors {0}',
				comment: '{0} are two times, like "10:02–10:09"',
				args: [times],
			});
		case 'agents':
			return l10n.t({
				message: 'No data of agents {0}',
				comment: '{0} are two times, like "10:02–10:09"',
				args: [times],
			});
	}
}

/** "10:02–10:09"; with seconds within a minute, and with the span where the local time doesn't show it: at the end of daylight saving time. */
function gapTimes({ from, until }: Pick<Gap, 'from' | 'until'>): string {
	if (until < from) {
		return l10n.t({ message: 'before {0}', comment: '{0} is a time', args: [formatTime(until)] });
	}
	const [start, end] = [clockTime(from, until), clockTime(until, until)];
	if (start === end) {
		return until - from < longestMinute
			? `${formatTime(from)}–${formatTime(until)}`
			: `${start}–${end} (${formatSpan(until - from)})`;
	}
	return start < end || start.length > end.length ? `${start}–${end}` : `${start}–${end} (${formatSpan(until - from)})`;
}

const longestMinute = 60_000;
