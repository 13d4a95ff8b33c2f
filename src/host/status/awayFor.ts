// The command Away For…: sets the away status used last, and a timer that asks at its end.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isAwayStatus } from '../../desk/state';
import { type AwayLength, awayEnd, awayLengthOf, awayMinutes } from '../../desk/status/awayTimer';
import { startAwayTimer } from '../../desk/status/startTimer';
import { parseTimeOfDay } from '../../desk/status/timeOfDay';
import type { ShownDesk } from '../../present/privacy/shown';
import { countdownPhrase } from '../../present/status/awayCountdown';
import { agentStatusText } from '../../present/status/statusTexts';
import { toSingleLine } from '../../present/text';
import { clockTime } from '../../present/time';
import { selectMyAgent } from '../agents/myAgent';
import { setStatus } from '../agents/myStatus';
import { clock } from '../clock';
import { pickOne, shownItem } from '../gates/quickPicks';
import { askText } from '../input/inputSteps';
import { minutesItem } from '../input/minutesItem';
import type { Settings } from '../settings';

/** @param argument `{minutes}` or `{until}` of a keyboard shortcut; without it the user is asked */
export async function awayFor(
	desk: ShownDesk,
	argument: unknown,
	settings: Settings,
	ended: vscode.CancellationToken,
): Promise<void> {
	if (desk.state.me.id === undefined && !(await selectMyAgent(desk, settings.agentAliases, ended))) {
		return;
	}
	const length = awayLengthOf(argument) ?? (await askLength(desk, ended));
	if (length === 'noTimer') {
		await desk.duty.change((duty) => [{ ...duty, timer: undefined }, undefined]);
	} else if (length && !ended.isCancellationRequested) {
		await startAwayTimer(desk, length, (status) => setStatus(desk, status, settings, ended));
	}
}

interface LengthItem extends vscode.QuickPickItem {
	readonly length: AwayLength | 'until' | 'noTimer';
}

async function askLength(
	desk: ShownDesk,
	ended: vscode.CancellationToken,
): Promise<AwayLength | 'noTimer' | undefined> {
	const now = clock.now();
	const { me, awayTimer } = desk.state;
	const away = isAwayStatus(me.agent?.status ?? '') ? (me.agent?.status ?? '') : me.lastAway;
	const spans = awayMinutes.map((minutes) => {
		const length = { minutes };
		return shownItem<LengthItem>({
			length,
			...minutesItem(minutes, clockTime(awayEnd(length, now) ?? now, now), 'watch'),
		});
	});
	const until = shownItem<LengthItem>({
		length: 'until',
		label: l10n.t({ message: 'Until…', comment: 'The user then types a time of day' }),
		description: l10n.t('a time of day'),
		iconPath: new vscode.ThemeIcon('edit'),
	});
	const noTimer = shownItem<LengthItem>({
		length: 'noTimer',
		label: l10n.t('Stay Away Without a Timer'),
		description: awayTimer ? countdownPhrase(awayTimer, now) : '',
		iconPath: new vscode.ThemeIcon('circle-slash'),
	});
	const picked = await pickOne(
		[...spans, until, ...(awayTimer ? [noTimer] : [])],
		{
			title: l10n.t({
				message: '{0} for…',
				comment: '{0} is an away status; the user picks for how long',
				args: [toSingleLine(agentStatusText(away), 40)],
			}),
			placeHolder: l10n.t('At the end, Frontdesk asks. It never changes your status by itself.'),
		},
		ended,
	);
	return picked?.length === 'until' ? await askUntil(ended) : picked?.length;
}

async function askUntil(ended: vscode.CancellationToken): Promise<AwayLength | undefined> {
	const answer = await askText({
		ended,
		title: l10n.t('Away until…'),
		step: 1,
		totalSteps: 1,
		prompt: l10n.t('A time of day within the next 24 hours'),
		placeholder: '13:30',
		value: '',
		check: async (text) =>
			parseTimeOfDay(text) ? undefined : l10n.t('Time of day: type hours and minutes, like 13:30.'),
	});
	return typeof answer === 'object' ? { until: answer.text } : undefined;
}
