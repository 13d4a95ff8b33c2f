// The hover of the status bar item: everything that its 24 characters leave out, and a link for every other status. Escaped Markdown.
import * as l10n from '@vscode/l10n';
import { type DeskState, isStale } from '../../desk/state';
import { statusChoices } from '../../desk/statusChoices';
import { sameStatus } from '../../service/model';
import { errorText } from '../errorTexts';
import { agentLabel } from '../labels';
import { agentStatusText } from '../statusTexts';
import { escapeMarkdown, toSingleLine } from '../text';
import { formatTime } from '../time';
import { chatsText } from '../tree/agentsTree';
import { clockTime, sentences } from '../tree/treeMessage';
import { waitingSummary, waitingText } from '../waiting';
import type { StatusBarOptions } from './statusBarOptions';

/** The only commands that a link of the hover may run. */
export const statusBarCommands = [
	'frontdesk.setMyStatus',
	'frontdesk.chooseMyAgent',
	'frontdesk.signIn',
	'frontdesk.refresh',
	'frontdesk.testConnection',
] as const;

type StatusBarCommand = (typeof statusBarCommands)[number];

export function statusBarTooltip(state: DeskState | undefined, options: StatusBarOptions): string {
	if (!state) {
		return paragraphs(
			`**${l10n.t('Frontdesk')}**`,
			l10n.t('Nobody is signed in.'),
			commandLink(l10n.t('Sign in…'), 'frontdesk.signIn'),
		);
	}
	const refresh = commandLink(l10n.t('Refresh'), 'frontdesk.refresh');
	const test = commandLink(l10n.t('Test connection'), 'frontdesk.testConnection');
	const mustSignIn = state.pollError?.kind === 'unauthorized';
	const links = mustSignIn ? [] : state.pollError ? [refresh, test] : [refresh];
	return paragraphs(
		`**${escapeMarkdown(l10n.t('Frontdesk'))}** · ${escapeMarkdown(state.site.name)}`,
		lines(
			whoAmI(state, options),
			changedElsewhere(state, options.now),
			waitingLine(state, options.now),
			[freshness(state, options.now), links.join(' · ')].join(' ').trim(),
		),
		mustSignIn ? commandLink(l10n.t('Sign in again…'), 'frontdesk.signIn') : statusLinks(state, options.customStatuses),
	);
}

function whoAmI({ me, pollError, names }: DeskState, { aliases }: StatusBarOptions): string {
	if (me.id === undefined) {
		return escapeMarkdown(l10n.t('Frontdesk does not know yet which agent you are.'));
	}
	const name = agentLabel(me.id, aliases, names.agents);
	if (me.pending !== undefined) {
		return escapeMarkdown(l10n.t('{0}: changing to {1}…', name, agentStatusText(me.pending)));
	}
	if (!me.agent || pollError?.kind === 'unauthorized') {
		return escapeMarkdown(l10n.t('{0}: status unknown', name));
	}
	return escapeMarkdown(
		l10n.t('{0}: {1}, {2}', name, agentStatusText(me.agent.status), chatsText(me.agent.ongoingChats)),
	);
}

/** So long (ms) the hover says that my status was set by somebody else than me here. */
const elsewhereLasts = 60_000;

function changedElsewhere(state: DeskState, now: number): string {
	const { elsewhere } = state.me;
	return untilElsewhereEnds(state, now) === undefined || elsewhere === undefined
		? ''
		: escapeMarkdown(l10n.t('Changed elsewhere, seen at {0}.', formatTime(elsewhere)));
}

/** The span (ms) until the hover no longer says so; undefined where it does not. */
export function untilElsewhereEnds({ me }: DeskState, now: number): number | undefined {
	const left = me.elsewhere === undefined ? 0 : me.elsewhere + elsewhereLasts - now;
	return left > 0 && left <= elsewhereLasts ? left : undefined;
}

function waitingLine(state: DeskState, now: number): string {
	const waiting = waitingSummary(state);
	return waiting.count === 0 ? '' : escapeMarkdown(waitingText(waiting, now));
}

/** How old it is, and what went wrong where something did. */
function freshness(state: DeskState, now: number): string {
	const { agentsAsOf, pollError, visitorsError } = state;
	const read = agentsAsOf === undefined ? undefined : l10n.t('Read at {0}.', formatTime(agentsAsOf));
	if (!pollError) {
		const visitors = visitorsError && errorText(visitorsError);
		const words = visitors && l10n.t('The visitors could not be read. {0}', `${visitors.what} ${visitors.next}`);
		return escapeMarkdown(sentences(read, words) ?? '');
	}
	const { what, next } = errorText(pollError);
	const stale =
		isStale(state) && agentsAsOf !== undefined ? l10n.t('Stale since {0}.', clockTime(agentsAsOf, now)) : read;
	return escapeMarkdown(sentences(stale, what, next) ?? '');
}

function statusLinks(state: DeskState, custom: readonly string[]): string {
	const { me } = state;
	if (me.id === undefined) {
		return commandLink(l10n.t('Choose which agent is me…'), 'frontdesk.chooseMyAgent');
	}
	const current = me.pending ?? me.agent?.status ?? '';
	const links = statusChoices(state, custom)
		.filter((status) => !sameStatus(status, current))
		// A status that does not read as what it is can still be picked in the list, where it can be compared.
		.filter((status) => status === toSingleLine(status, 40))
		.slice(0, 12)
		.map((status) => commandLink(agentStatusText(status), 'frontdesk.setMyStatus', { status }));
	const other = commandLink(l10n.t('Other…'), 'frontdesk.setMyStatus');
	return `${escapeMarkdown(l10n.t('Set my status:'))} ${[...links, other].join(' · ')}`;
}

/**
 * A link that runs a command. VS Code decodes the query of such a link once or twice, depending on the way it takes:
 * an argument without a percent sign of its own reads the same either way, so a status like `%22,%22` stays one string.
 */
function commandLink(title: string, command: StatusBarCommand, argument?: { readonly status: string }): string {
	const json = argument && JSON.stringify([argument]).replace(/%/g, '\\u0025');
	const query = json === undefined ? '' : `?${encodeURIComponent(json).replace(/[!'()*]/g, percent)}`;
	return `[${escapeMarkdown(title)}](command:${command}${query})`;
}

function percent(character: string): string {
	return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

function lines(...parts: readonly string[]): string {
	return parts.filter((part) => part !== '').join('  \n');
}

function paragraphs(...parts: readonly string[]): string {
	return parts.filter((part) => part !== '').join('\n\n');
}
