// What the status bar item shows: my status and the one most urgent fact; a pure function of the state, 24 characters at most.
import * as l10n from '@vscode/l10n';
import { type DeskState, isStale, staleAfter } from '../../desk/state';
import { agentIcon } from '../icons';
import { agentStatusText } from '../statusTexts';
import { escapeIcons, toSingleLine } from '../text';
import { chatsText } from '../tree/agentsTree';
import { clockTime } from '../tree/treeMessage';
import { type WaitingSummary, waitingSummary, waitingText, waitShort } from '../waiting';
import type { StatusBarOptions } from './statusBarOptions';
import { statusBarTooltip } from './statusBarTooltip';

export interface StatusBarContent {
	readonly text: string;
	/** Escaped Markdown with links to the commands of `statusBarCommands` only. */
	readonly tooltip: string;
	/** All of `text` in words. */
	readonly ariaLabel: string;
	readonly command: string;
	readonly background: 'warning' | 'error' | undefined;
	readonly hidden: boolean;
}

/** An icon counts as one. */
export const maxStatusBarText = 24;

interface Secondary {
	/** The forms that it may take, the longest first. */
	readonly forms: readonly string[];
	/** The form that stands without my status. */
	readonly compact: string;
	readonly ariaLabel: string;
}

interface Primary {
	readonly icon: string;
	/** My status, or what stands in its place. */
	readonly status: string;
	readonly ariaLabel: string;
	readonly command: string;
	/** Whether the status may be left out where a fact says enough (`compact`). */
	readonly isSteady: boolean;
}

/** @param state undefined while nobody is signed in */
export function statusBarContent(state: DeskState | undefined, options: StatusBarOptions): StatusBarContent {
	const face = primaryOf(state, options);
	const fact = state && secondaryOf(state, options.now);
	return {
		text: textOf(face, fact, options.format),
		tooltip: statusBarTooltip(state, options),
		ariaLabel: [l10n.t('Frontdesk'), face.ariaLabel, fact?.ariaLabel ?? ''].filter((part) => part !== '').join(', '),
		command: face.command,
		background: backgroundOf(state, options),
		hidden: options.format === 'off',
	};
}

function primaryOf(state: DeskState | undefined, { click }: StatusBarOptions): Primary {
	if (!state) {
		const words = l10n.t('Sign in');
		return { icon: 'sign-in', status: words, ariaLabel: words, command: 'frontdesk.signIn', isSteady: false };
	}
	const { me } = state;
	if (state.pollError?.kind === 'unauthorized') {
		// What was read before says nothing about now: no status is shown beside it.
		const words = l10n.t('Sign in again');
		return { icon: 'key', status: words, ariaLabel: words, command: 'frontdesk.signIn', isSteady: false };
	}
	if (me.id === undefined) {
		const words = l10n.t('Who am I?');
		const spoken = l10n.t('choose which agent is you');
		return { icon: 'account', status: words, ariaLabel, command: 'frontdesk.chooseMyAgent', isSteady: false };
	}
	const command = click === 'pick' ? 'frontdesk.setMyStatus' : 'frontdesk.toggleMyStatus';
	if (me.pending !== undefined) {
		const words = agentStatusText(me.pending);
		const spoken = l10n.t('changing to {0}', words);
		return { icon: 'sync~spin', status: l10n.t('{0}…', words), ariaLabel, command, isSteady: false };
	}
	if (!me.agent) {
		const isReading = state.agents === undefined && !isStale(state);
		const words = isReading ? l10n.t('Connecting…') : l10n.t('My status?');
		const spoken = isReading ? words : l10n.t('your status is unknown');
		return { icon: isReading ? 'sync~spin' : 'question', status: words, ariaLabel, command, isSteady: false };
	}
	const words = agentStatusText(me.agent.status);
	const icon = isStale(state) ? 'debug-disconnect' : agentIcon(me.agent.status).id;
	return { icon, status: words, ariaLabel: l10n.t('you are {0}', words), command, isSteady: true };
}

/** The one most urgent fact, in the order of PRODUCT.md; "sign in again" stands in the place of the status. */
function secondaryOf(state: DeskState, now: number): Secondary | undefined {
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
		return waitingSecondary(waiting, now);
	}
	const chats = state.me.agent?.ongoingChats ?? 0;
	const words = chatsText(chats);
	return chats > 0
		? { forms: [words, `$(comment) ${chats}`], compact: `$(comment) ${chats}`, ariaLabel: words }
		: undefined;
}

/** The agents may be read while the visitors can't: then how many wait is old news, also where another window has read it. */
function areVisitorsStale({ visitors, waits, visitorsError }: DeskState): boolean {
	const isShown = visitors !== undefined || waits.size > 0;
	return isShown && visitorsError !== undefined && visitorsError.missed >= staleAfter;
}

function staleSecondary(asOf: number | undefined, now: number): Secondary {
	if (asOf === undefined) {
		const words = l10n.t('no data');
		return { forms: [words], compact: words, ariaLabel: words };
	}
	const since = clockTime(asOf, now);
	const words = l10n.t('stale since {0}', since);
	const short = l10n.t('stale {0}', since);
	return { forms: [words, short, l10n.t('stale')], compact: short, ariaLabel: words };
}

function waitingSecondary(waiting: WaitingSummary, now: number): Secondary {
	const { count, longest } = waiting;
	const wait = longest ? waitShort(longest, now) : '';
	const short = `$(bell) ${count} ${wait}`.trim();
	return {
		forms: [`${l10n.t('{0} waiting', count)} ${wait}`.trim(), short],
		compact: short,
		ariaLabel: waitingText(waiting, now),
	};
}

function textOf(face: Primary, fact: Secondary | undefined, format: StatusBarOptions['format']): string {
	const icon = `$(${face.icon})`;
	if (format === 'icon' || format === 'off') {
		return icon;
	}
	if (format === 'compact' && fact && face.isSteady) {
		return `${icon} ${fact.compact}`;
	}
	const forms = fact?.forms ?? [];
	const whole = forms.map((form) => `${icon} ${escapeIcons(face.status)} · ${form}`);
	return whole.find((text) => widthOf(text) <= maxStatusBarText) ?? fitted(icon, face.status, forms.at(-1) ?? '');
}

/** The status cut so far that the fact beside it stands whole. */
function fitted(icon: string, status: string, fact: string): string {
	const behind = fact === '' ? '' : ` · ${fact}`;
	const room = maxStatusBarText - 2 - widthOf(behind);
	let cut = escapeIcons(toSingleLine(status, room));
	// A backslash that keeps `$(x)` from being an icon takes room too.
	for (let max = room - 1; cut.length > room; max--) {
		cut = escapeIcons(toSingleLine(status, max));
	}
	return `${icon} ${cut}${behind}`;
}

/** The length with every icon counted as one character. */
export function widthOf(text: string): number {
	return text.replace(/(?<!\\)\$\([\w-]+(?:~\w+)?\)/g, '@').length;
}

function backgroundOf(
	state: DeskState | undefined,
	{ thresholds, now }: StatusBarOptions,
): StatusBarContent['background'] {
	if (!state) {
		return undefined;
	}
	if (state.pollError?.kind === 'unauthorized') {
		return 'error';
	}
	const { longest } = waitingSummary(state);
	const limit = thresholds && thresholds.length > 0 ? Math.min(...thresholds) * 1000 : Number.POSITIVE_INFINITY;
	return longest && !isStale(state) && !areVisitorsStale(state) && now - longest.since >= limit ? 'warning' : undefined;
}
