// The command Snooze Alerts…: no alerts for a while, in all windows.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { withSnooze } from '../../desk/alerts/alerts';
import {
	isSnoozed,
	newSnooze,
	type Snooze,
	type SnoozeLength,
	snoozeLengthOf,
	snoozeMinutes,
} from '../../desk/alerts/snooze';
import { snoozedLine, snoozeEnd } from '../../present/alerts/snoozeTexts';
import type { ShownDesk } from '../../present/privacy/shown';
import { clock } from '../clock';
import { pickOne, shownItem } from '../gates/quickPicks';
import { minutesItem } from '../input/minutesItem';

/** @param argument `{minutes}` or `{until: "tomorrow"}` of a keyboard shortcut; without it the user is asked */
export async function snoozeAlerts(desk: ShownDesk, argument: unknown, ended: vscode.CancellationToken): Promise<void> {
	const length = snoozeLengthOf(argument) ?? (await askLength(desk.state.snooze, ended));
	if (length !== undefined && !ended.isCancellationRequested) {
		await desk.alerts.change((_data, now) => [
			withSnooze(length === 'end' ? undefined : newSnooze(length, now)),
			undefined,
		]);
	}
}

interface LengthItem extends vscode.QuickPickItem {
	readonly length: SnoozeLength | 'end';
}

async function askLength(
	snooze: Snooze | undefined,
	ended: vscode.CancellationToken,
): Promise<SnoozeLength | 'end' | undefined> {
	const now = clock.now();
	const spans = snoozeMinutes.map((minutes) => {
		const length = { minutes };
		return shownItem<LengthItem>({ length, ...minutesItem(minutes, snoozeEnd(newSnooze(length, now)), 'bell-slash') });
	});
	const untilTomorrow = shownItem<LengthItem>({
		length: 'untilTomorrow',
		label: l10n.t('Until Tomorrow'),
		iconPath: new vscode.ThemeIcon('bell-slash'),
	});
	const end = shownItem<LengthItem>({
		length: 'end',
		label: l10n.t('End Snooze'),
		description: isSnoozed(snooze, now) ? snoozedLine(snooze) : '',
		iconPath: new vscode.ThemeIcon('bell'),
	});
	const picked = await pickOne(
		[...(isSnoozed(snooze, now) ? [end] : []), ...spans, untilTomorrow],
		{
			title: l10n.t('Snooze Alerts'),
			placeHolder: l10n.t('No notification and no warning color, in all windows. The badge and the waits stay.'),
		},
		ended,
	);
	return picked?.length;
}
