// The tooltip of the status bar item, as escaped Markdown with links for the other statuses.
import * as l10n from '@vscode/l10n';
import { isSnoozed } from '../../desk/alerts/snooze';
import { type DeskState, isStale } from '../../desk/state';
import { statusChoices } from '../../desk/status/statusChoices';
import { sameStatus } from '../../service/model';
import { snoozedLine } from '../alerts/snoozeTexts';
import { errorText } from '../errorTexts';
import { commandLink, escapeMarkdown } from '../gates/markdown';
import { joinMarkdown, type Markdown, markdown } from '../gates/ownMarkdown';
import { agentLabel } from '../labels';
import { countdownLine } from '../status/awayCountdown';
import { agentStatusText } from '../status/statusTexts';
import { statusSinceText, statusTimePhrase } from '../status/statusTimeText';
import { toSingleLine } from '../text';
import { clockTime, formatTime } from '../time';
import { chatsText } from '../tree/agentsTree';
import { sentences } from '../tree/treeMessage';
import { waitingSummary, waitingText } from '../waiting';
import type { StatusBarOptions } from './statusBarOptions';

const noText = markdown``;

export function statusBarTooltip(state: DeskState, options: StatusBarOptions): Markdown {
	const refresh = commandLink(
		l10n.t({ message: 'Refresh', comment: 'Link that runs the command of the same name' }),
		'frontdesk.refresh',
	);
	const test = commandLink(l10n.t('Test Connection'), 'frontdesk.testConnection');
	const mustSignIn = state.pollError?.kind === 'unauthorized';
	const links = mustSignIn ? [] : state.pollError ? [refresh, test] : [refresh];
	return joinMarkdown(
		[
			markdown`**Frontdesk** · ${escapeMarkdown(state.site.name)}`,
			joinMarkdown(
				[
					myStatusLine(state, options),
					countdown(state, options.now),
					changedElsewhere(state, options.now),
					alertLine(state, options.now),
					joinMarkdown([freshness(state, options.now), joinMarkdown(links, ' · ')], ' '),
				],
				'  \n',
			),
			mustSignIn
				? commandLink(l10n.t('Sign In Again…'), 'frontdesk.signIn')
				: statusLinks(state, options.customStatuses),
		],
		'\n\n',
	);
}

function myStatusLine({ me, pollError, names, statusTimes }: DeskState, { aliases, now }: StatusBarOptions): Markdown {
	if (me.id === undefined) {
		return escapeMarkdown(l10n.t("You haven't selected your agent yet."));
	}
	const name = agentLabel(me.id, aliases, names.agents);
	if (me.pending !== undefined) {
		return escapeMarkdown(l10n.t('{0}: changing to {1}…', name, agentStatusText(me.pending)));
	}
	if (!me.agent || pollError?.kind === 'unauthorized') {
		return escapeMarkdown(l10n.t('{0}: status unknown', name));
	}
	const { status, ongoingChats } = me.agent;
	const time = statusTimes.get(me.id);
	const since = [statusTimePhrase(time, status, now), statusSinceText(time, status, now)]
		.filter((part) => part !== '')
		.join(', ');
	return escapeMarkdown(
		l10n.t({
			message: '{0}: {1}, {2}',
			comment: '{0} is an agent, {1} a status like "Online", {2} a number of chats like "2 chats"',
			args: [
				name,
				since === '' ? agentStatusText(status) : `${agentStatusText(status)} (${since})`,
				chatsText(ongoingChats),
			],
		}),
	);
}

function countdown({ awayTimer, me }: DeskState, now: number): Markdown {
	return awayTimer && awayTimer.id === me.id ? escapeMarkdown(countdownLine(awayTimer, now)) : noText;
}

/** How long (ms) the tooltip says that my status was changed elsewhere. */
const elsewhereLasts = 60_000;

function changedElsewhere(state: DeskState, now: number): Markdown {
	const { elsewhere } = state.me;
	return untilElsewhereEnds(state, now) === undefined || elsewhere === undefined
		? noText
		: escapeMarkdown(l10n.t('Your status was changed elsewhere at {0}.', formatTime(elsewhere)));
}

/** The span (ms) until the tooltip no longer says so; undefined if it doesn't. */
export function untilElsewhereEnds({ me }: DeskState, now: number): number | undefined {
	const left = me.elsewhere === undefined ? 0 : me.elsewhere + elsewhereLasts - now;
	return left > 0 && left <= elsewhereLasts ? left : undefined;
}

/** Who waits, and the snooze; with the command that begins or ends it. */
function alertLine(state: DeskState, now: number): Markdown {
	const waiting = waitingSummary(state);
	const parts = [
		waiting.count === 0 ? noText : escapeMarkdown(waitingText(waiting, now)),
		isSnoozed(state.snooze, now) ? escapeMarkdown(snoozedLine(state.snooze)) : noText,
	].filter((part) => part !== '');
	const link = commandLink(
		l10n.t({ message: 'Snooze Alerts…', comment: 'Link that runs the command of the same name' }),
		'frontdesk.snoozeAlerts',
	);
	return parts.length === 0 ? noText : joinMarkdown([...parts, link], ' · ');
}

/** How old the data is, and the error if there is one. */
function freshness(state: DeskState, now: number): Markdown {
	const { agentsAsOf, pollError, visitorsError } = state;
	const updated = agentsAsOf === undefined ? undefined : l10n.t('Updated at {0}.', formatTime(agentsAsOf));
	if (!pollError) {
		const visitors = visitorsError && errorText(visitorsError);
		const failed = visitors && l10n.t("Couldn't load the visitors. {0}", `${visitors.what} ${visitors.next}`);
		return escapeMarkdown(sentences(updated, failed) ?? '');
	}
	const { what, next } = errorText(pollError);
	const stale =
		isStale(state) && agentsAsOf !== undefined ? l10n.t('Stale since {0}.', clockTime(agentsAsOf, now)) : updated;
	return escapeMarkdown(sentences(stale, what, next) ?? '');
}

/** That privacy mode is on, with the link that turns it off. */
export function privateLine(): Markdown {
	const link = commandLink(
		l10n.t({ message: 'Turn Off', comment: 'Link that turns privacy mode off' }),
		'frontdesk.togglePrivacyMode',
	);
	return markdown`${escapeMarkdown(l10n.t('Privacy mode is on: personal data is hidden.'))} ${link}`;
}

function statusLinks(state: DeskState, custom: readonly string[]): Markdown {
	const { me } = state;
	if (me.id === undefined) {
		return commandLink(l10n.t('Select My Agent…'), 'frontdesk.chooseMyAgent');
	}
	const current = me.pending ?? me.agent?.status ?? '';
	const links = statusChoices(state, custom)
		.filter((status) => !sameStatus(status, current))
		// A status that can't be shown as it is can still be picked in the list.
		.filter((status) => status === toSingleLine(status, 40))
		.slice(0, 12)
		.map((status) => commandLink(agentStatusText(status), 'frontdesk.setMyStatus', { status }));
	const awayFor = commandLink(
		l10n.t({ message: 'Away For…', comment: 'Link that runs the command of the same name' }),
		'frontdesk.awayFor',
	);
	const other = commandLink(
		l10n.t({ message: 'Other…', comment: 'Link that shows more statuses' }),
		'frontdesk.setMyStatus',
	);
	return markdown`${escapeMarkdown(l10n.t('Set my status:'))} ${joinMarkdown([...links, other, awayFor], ' · ')}`;
}
