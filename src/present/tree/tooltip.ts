// The tooltips of tree rows, as escaped Markdown without links.
import * as l10n from '@vscode/l10n';
import type { Wait } from '../../desk/state';
import type { Agent, Visitor } from '../../service/model';
import { countText } from '../countText';
import { fieldTitle } from '../fieldTitles';
import { escapeMarkdown } from '../gates/markdown';
import { joinMarkdown, type Markdown, markdown } from '../gates/ownMarkdown';
import { agentStatusText, visitorStatusText } from '../status/statusTexts';
import { toSingleLine } from '../text';
import { formatExact } from '../time';

/** In UTF-16 units. The panel shows whole values. */
const maxValue = 120;

type TooltipLine = readonly [name: string, value: string];

/** A bold title and one line for each value that isn't empty. */
function titleAndLines(title: string, values: readonly TooltipLine[]): Markdown {
	const lines = values
		.filter(([, value]) => toSingleLine(value) !== '')
		.map(([name, value]) => markdown`${escapeMarkdown(name)}: ${escapeMarkdown(toSingleLine(value, maxValue))}`);
	return joinMarkdown([markdown`**${escapeMarkdown(title)}**`, ...lines], '  \n');
}

export function visitorTooltip(
	label: string,
	visitor: Visitor,
	wait: Wait | undefined,
	department: string | undefined,
	segment: string | undefined,
): Markdown {
	return titleAndLines(label, [
		[fieldTitle('status'), visitorStatusText(visitor.status)],
		[l10n.t('Waiting since'), wait ? waitStartText(wait) : ''],
		[l10n.t({ message: 'Segment', comment: 'A list of rules that a visitor matches' }), segment ?? ''],
		[fieldTitle('email'), visitor.email],
		[fieldTitle('phone'), visitor.phone],
		[fieldTitle('company'), visitor.company],
		[fieldTitle('currentBrowsing'), visitor.currentBrowsing],
		[
			l10n.t({ message: 'Place', comment: 'City, state and country of a visitor' }),
			[visitor.city, visitor.state, visitor.country].filter((part) => toSingleLine(part) !== '').join(', '),
		],
		[fieldTitle('departmentId'), department ?? ''],
		[fieldTitle('visitTime'), visitor.visitTime === undefined ? '' : formatExact(visitor.visitTime)],
		[fieldTitle('visits'), countText(visitor.visits)],
		[fieldTitle('chats'), countText(visitor.chats)],
		[fieldTitle('browser'), visitor.browser],
		[l10n.t({ message: 'ID', comment: 'Identifier of a visitor' }), visitor.id],
	]);
}

/**
 * @param name the service's name if `label` is an alias
 * @param since since when the agent has had the status, in words
 */
export function agentTooltip(label: string, agent: Agent, isMe: boolean, name: string, since: string): Markdown {
	return titleAndLines(
		isMe ? l10n.t({ message: '{0} (you)', comment: '{0} is the agent that is the user', args: [label] }) : label,
		[
			[l10n.t({ message: 'Name', comment: 'Name of an agent' }), name],
			[
				l10n.t({ message: 'Status', comment: 'Status of an agent: online, away and so on' }),
				[agentStatusText(agent.status), since].filter((part) => part !== '').join(', '),
			],
			[l10n.t({ message: 'Chats', comment: 'Number of chats that an agent has' }), countText(agent.ongoingChats)],
			[l10n.t({ message: 'ID', comment: 'Identifier of an agent' }), agent.id],
		],
	);
}

/** A wait may have started before the first poll that saw it. */
function waitStartText({ since, atLeast }: Wait): string {
	const start = formatExact(since);
	return atLeast ? l10n.t('{0} or earlier', start) : start;
}
