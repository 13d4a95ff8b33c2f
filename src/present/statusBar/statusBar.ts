// The content of the status bar item: my status and the most urgent of waits, chats and stale data.
import * as l10n from '@vscode/l10n';
import { isSnoozed, type Snooze } from '../../desk/alerts/snooze';
import { type DeskState, isStale, staleAfter } from '../../desk/state';
import type { AwayTimer } from '../../desk/status/duty';
import { snoozedText, snoozeEnd } from '../alerts/snoozeTexts';
import { waitLevel, waitLevelText } from '../alerts/waitLevels';
import { countText } from '../countText';
import { escapeIcons } from '../escapes';
import { joinMarkdown } from '../gates/ownMarkdown';
import { agentIcon, visitorIcon } from '../icons';
import { awayLeft, countdownPhrase, countdownText } from '../status/awayCountdown';
import { agentStatusText, pendingStatusText } from '../status/statusTexts';
import { toSingleLine } from '../text';
import { clockTime } from '../time';
import { chatsText } from '../tree/agentsTree';
import { type WaitingSummary, waitingNumberText, waitingSummary, waitingText, waitShort } from '../waiting';
import { signedOutContent } from './signedOutContent';
import { maxStatusBarText, type StatusBarContent, type StatusBarOptions } from './statusBarOptions';
import { privateLine, statusBarTooltip } from './statusBarTooltip';

/** Shown first: my status, or what to do if it isn't known. */
interface Primary {
	readonly icon: string;
	readonly text: string;
	readonly ariaLabel: string;
	readonly command: string;
	/** Whether the `compact` format may leave out the text beside a secondary one. */
	readonly canBeIconOnly: boolean;
}

/** Shown second: the most urgent of waits, chats and stale data. */
interface Secondary {
	/** Texts to choose from, the longest first. */
	readonly forms: readonly Form[];
	/** The text for the `compact` format. */
	readonly compact: Form;
	readonly ariaLabel: string;
	readonly background?: StatusBarContent['background'];
}

interface Form {
	readonly icon?: string;
	readonly text: string;
}

/** @param state undefined while signed out */
export function statusBarContent(state: DeskState | undefined, options: StatusBarOptions): StatusBarContent {
	const content = state ? stateContent(state, options) : signedOutContent(options.format);
	return options.isPrivate ? privateContent(content, state !== undefined) : content;
}

const privateIcon = '$(eye-closed)';

/** Says in any format that privacy mode is on, and leads to where it is turned off. @param isMarked whether the text says it already */
function privateContent(content: StatusBarContent, isMarked: boolean): StatusBarContent {
	const { text, tooltip, ariaLabel, hidden, command } = content;
	return {
		...content,
		text: hidden ? privateIcon : isMarked ? text : `${text} ${privateIcon}`,
		tooltip: joinMarkdown([tooltip, privateLine()], '\n\n'),
		ariaLabel: `${ariaLabel}, ${l10n.t('privacy mode is on')}`,
		command: hidden ? 'frontdesk.togglePrivacyMode' : command,
		hidden: false,
	};
}

function stateContent(state: DeskState, options: StatusBarOptions): StatusBarContent {
	const primary = primaryOf(state, options);
	const secondary = secondaryOf(state, options);
	return {
		text: textOf(primary, secondary, options),
		tooltip: statusBarTooltip(state, options),
		ariaLabel: ['Frontdesk', primary.ariaLabel, secondary?.ariaLabel ?? ''].filter((part) => part !== '').join(', '),
		command: primary.command,
		background: state.pollError?.kind === 'unauthorized' ? 'error' : secondary?.background,
		hidden: options.format === 'off',
	};
}

function primaryOf(state: DeskState, { click }: StatusBarOptions): Primary {
	const { me } = state;
	if (state.pollError?.kind === 'unauthorized') {
		// The last known status may be wrong by now, so none is shown.
		return toDo('key', l10n.t('Sign in again'), 'frontdesk.signIn');
	}
	if (me.id === undefined) {
		return toDo('account', l10n.t('Select my agent'), 'frontdesk.chooseMyAgent');
	}
	const command = click === 'pick' ? 'frontdesk.setMyStatus' : 'frontdesk.toggleMyStatus';
	if (me.pending !== undefined) {
		const status = agentStatusText(me.pending);
		const ariaLabel = l10n.t('changing to {0}', status);
		return { icon: 'sync~spin', text: pendingStatusText(status), ariaLabel, command, canBeIconOnly: false };
	}
	if (!me.agent) {
		return state.agents === undefined && !isStale(state)
			? toDo(
					'sync~spin',
					l10n.t({ message: 'Connecting…', comment: 'In the status bar, until the service has answered' }),
					command,
				)
			: {
					...toDo(
						'question',
						l10n.t({ message: 'Unknown', comment: 'In the status bar: my status is not known' }),
						command,
					),
					ariaLabel: l10n.t('your status is unknown'),
				};
	}
	const text = agentStatusText(me.agent.status);
	const icon = isStale(state) ? 'debug-disconnect' : agentIcon(me.agent.status).id;
	return { icon, text, ariaLabel: l10n.t('you are {0}', text), command, canBeIconOnly: true };
}

function toDo(icon: string, text: string, command: string): Primary {
	return { icon, text, ariaLabel: text, command, canBeIconOnly: false };
}

/** Undefined if a new sign-in is needed, because everything else has to wait for it. */
function secondaryOf(state: DeskState, options: StatusBarOptions): Secondary | undefined {
	const { now } = options;
	if (state.pollError?.kind === 'unauthorized') {
		return undefined;
	}
	if (isStale(state)) {
		return staleSecondary(state.agentsAsOf, now);
	}
	if (areVisitorsStale(state)) {
		return staleSecondary(state.visitorsAsOf ?? state.visitorsError?.since, now);
	}
	const waiting = waitingSummary(state);
	if (waiting.count > 0) {
		return waitingSecondary(waiting, state.snooze, options);
	}
	if (state.awayTimer && state.awayTimer.id === state.me.id) {
		return countdownSecondary(state.awayTimer, now);
	}
	if (isSnoozed(state.snooze, now)) {
		return snoozeSecondary(state.snooze);
	}
	if (options.isPrivate) {
		const text = l10n.t({ message: 'private', comment: 'In the status bar: privacy mode is on' });
		return { forms: [{ text }], compact: { text }, ariaLabel: '' };
	}
	const chats = state.me.agent?.ongoingChats ?? 0;
	const text = chatsText(chats);
	const compact = { icon: 'comment', text: countText(chats) };
	return chats > 0 ? { forms: [{ text }, compact], compact, ariaLabel: text } : undefined;
}

/** Agents may be readable while visitors aren't. Then the number of waiting visitors is stale, also if another window read it. */
function areVisitorsStale({ visitors, waits, visitorsError }: DeskState): boolean {
	const isShown = visitors !== undefined || waits.size > 0;
	return isShown && visitorsError !== undefined && visitorsError.missed >= staleAfter;
}

function staleSecondary(asOf: number | undefined, now: number): Secondary {
	if (asOf === undefined) {
		const text = l10n.t('no data');
		return { forms: [{ text }], compact: { text }, ariaLabel: text };
	}
	const since = clockTime(asOf, now);
	const long = l10n.t('stale since {0}', since);
	const short = l10n.t({ message: 'stale {0}', comment: 'Short for "stale since {0}", a time', args: [since] });
	const shortest = l10n.t({ message: 'stale', comment: 'In the status bar: what is shown is out of date' });
	return {
		forms: [{ text: long }, { text: short }, { text: shortest }],
		compact: { text: short },
		ariaLabel: long,
	};
}

function countdownSecondary(timer: AwayTimer, now: number): Secondary {
	const text = countdownText(timer, now);
	const compact = { icon: 'watch', text: awayLeft(timer, now) ?? text };
	return { forms: [{ text }, { text: compact.text }], compact, ariaLabel: countdownPhrase(timer, now) };
}

function snoozeSecondary(snooze: Snooze): Secondary {
	const end = snoozeEnd(snooze);
	const long = l10n.t({ message: 'snoozed until {0}', comment: '{0} is a time, or "tomorrow"', args: [end] });
	const compact = { icon: 'bell-slash', text: end };
	return { forms: [{ text: long }, compact], compact, ariaLabel: snoozedText(snooze) };
}

/**
 * A long wait has the icon of its level beside the color of the background, which dark high contrast themes don't have. During a snooze,
 * the bell is crossed out and there is no color.
 */
function waitingSecondary(
	waiting: WaitingSummary,
	snooze: Snooze | undefined,
	{ thresholds, hasAlerts, now }: StatusBarOptions,
): Secondary {
	const { count, longest } = waiting;
	const wait = longest ? waitShort(longest, now) : '';
	const level = longest ? waitLevel(longest, thresholds, now) : 0;
	const snoozed = isSnoozed(snooze, now);
	const background = snoozed || !hasAlerts ? undefined : backgrounds[level];
	const icon = snoozed ? 'bell-slash' : visitorIcon('waitingForChat', background ? level : 0).id;
	const text = `${waitingNumberText(count)} ${wait}`.trim();
	const compact = { icon, text: `${countText(count)} ${wait}`.trim() };
	const parts = [waitingText(waiting, now), waitLevelText(level), snoozed ? snoozedText(snooze) : ''];
	return {
		forms: [snoozed || background ? { icon, text } : { text }, compact],
		compact,
		ariaLabel: parts.filter((part) => part !== '').join(', '),
		background,
	};
}

const backgrounds = [undefined, 'warning', 'error'] as const;

function textOf(primary: Primary, secondary: Secondary | undefined, { format, isPrivate }: StatusBarOptions): string {
	const icon = isPrivate ? `$(${primary.icon}) ${privateIcon}` : `$(${primary.icon})`;
	if (format === 'icon' || format === 'off') {
		return secondary?.background ? `${icon} $(${secondary.compact.icon})` : icon;
	}
	const room = maxStatusBarText - widthOf(`${icon} `);
	if (format === 'compact' && secondary && primary.canBeIconOnly) {
		return `${icon} ${formText(secondary.compact, room)}`;
	}
	const forms = secondary?.forms ?? [];
	const status = escapeIcons(primary.text);
	const whole = forms.map((form) => separated(form)).find((form) => widthOf(status + form) <= room);
	const last = forms.at(-1);
	const behind = whole ?? (last ? separated(last, room - minPrimary) : '');
	return `${icon} ${cutEscaped(primary.text, room - widthOf(behind))}${behind}`;
}

/** The least room for the primary text beside a secondary one, which a translation may make long. */
const minPrimary = 6;

/** With what separates it from the primary text: an icon does. */
function separated(form: Form, room = Number.POSITIVE_INFINITY): string {
	const separator = form.icon === undefined ? ' · ' : ' ';
	return separator + formText(form, room - separator.length);
}

/** At most `room` wide: the text is cut, the icon isn't. */
function formText({ icon, text }: Form, room = Number.POSITIVE_INFINITY): string {
	return icon === undefined ? toSingleLine(text, room) : `$(${icon}) ${toSingleLine(text, room - '@ '.length)}`;
}

/** Escaped and at most `room` long. A backslash that keeps `$(x)` from becoming an icon takes room too. */
function cutEscaped(text: string, room: number): string {
	for (let max = room; max > 0; max--) {
		const escaped = escapeIcons(toSingleLine(text, max));
		if (escaped.length <= room) {
			return escaped;
		}
	}
	return '';
}

/** The length of a status bar text; an icon counts as one. */
export function widthOf(text: string): number {
	return text.replace(/(?<!\\)\$\([\w-]+(?:~\w+)?\)/g, '@').length;
}
