// The hovers of tree rows as escaped Markdown; what is hostile in them reads as it was typed, and nothing in them is a link.
import * as l10n from '@vscode/l10n';
import type { Wait } from '../../desk/state';
import type { Agent, Visitor } from '../../service/model';
import { fieldTitle } from '../fieldTitles';
import { agentStatusText, visitorStatusText } from '../statusTexts';
import { escapeMarkdown, toSingleLine } from '../text';
import { formatExact } from '../time';

/** Longer values are for the panel. */
const maxValue = 120;

type TooltipLine = readonly [name: string, value: string];

/** A bold title and a line a fact; facts without a value are left out. */
function markdown(title: string, facts: readonly TooltipLine[]): string {
	const lines = facts
		.filter(([, value]) => toSingleLine(value) !== '')
		.map(([name, value]) => `${escapeMarkdown(name)}: ${escapeMarkdown(toSingleLine(value, maxValue))}`);
	return [`**${escapeMarkdown(title)}**`, ...lines].join('  \n');
}

export function visitorTooltip(
	label: string,
	visitor: Visitor,
	wait: Wait | undefined,
	department: string | undefined,
): string {
	return markdown(label, [
		[fieldTitle('status'), visitorStatusText(visitor.status)],
		[wait?.atLeast ? l10n.t('Waiting since before') : l10n.t('Waiting since'), wait ? formatExact(wait.since) : ''],
		[fieldTitle('email'), visitor.email],
		[fieldTitle('phone'), visitor.phone],
		[fieldTitle('company'), visitor.company],
		[l10n.t('Page'), visitor.currentBrowsing],
		[
			l10n.t('Place'),
			[visitor.city, visitor.state, visitor.country].filter((part) => toSingleLine(part) !== '').join(', '),
		],
		[fieldTitle('departmentId'), department ?? ''],
		[l10n.t('Visit since'), visitor.visitTime === undefined ? '' : formatExact(visitor.visitTime)],
		[fieldTitle('visits'), numberText(visitor.visits)],
		[fieldTitle('chats'), numberText(visitor.chats)],
		[fieldTitle('browser'), visitor.browser],
		[l10n.t('Id'), visitor.id],
	]);
}

/** @param name the service's name where `label` is an alias */
export function agentTooltip(label: string, agent: Agent, isMe: boolean, name: string): string {
	return markdown(isMe ? l10n.t('{0} (you)', label) : label, [
		[l10n.t('Name'), name],
		[l10n.t('Status'), agentStatusText(agent.status)],
		[l10n.t('Chats'), numberText(agent.ongoingChats)],
		[l10n.t('Id'), agent.id],
	]);
}

function numberText(value: number | undefined): string {
	return value === undefined ? '' : String(value);
}
