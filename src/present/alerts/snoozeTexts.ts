// The texts of a snooze of the waiting alerts.
import * as l10n from '@vscode/l10n';
import { isSnoozed, type Snooze } from '../../desk/alerts/snooze';
import { clockTime } from '../time';

/** "10:45", "tomorrow". A snooze lasts a day at most, so its end needs no date. */
export function snoozeEnd({ endsAt, isTimeOfDay }: Snooze): string {
	return isTimeOfDay
		? l10n.t({ message: 'tomorrow', comment: 'The end of a snooze: "snoozed until tomorrow"' })
		: clockTime(endsAt, endsAt);
}

/** "alerts snoozed until 10:45". */
export function snoozedText(snooze: Snooze): string {
	return l10n.t({
		message: 'alerts snoozed until {0}',
		comment: '{0} is a time, or "tomorrow"',
		args: [snoozeEnd(snooze)],
	});
}

/** "Alerts are snoozed until 10:45." */
export function snoozedLine(snooze: Snooze): string {
	return l10n.t({
		message: 'Alerts are snoozed until {0}.',
		comment: '{0} is a time, or "tomorrow"',
		args: [snoozeEnd(snooze)],
	});
}

/** The span (ms) until the snooze ends; undefined if there is none. */
export function untilSnoozeEnds(snooze: Snooze | undefined, now: number): number | undefined {
	return isSnoozed(snooze, now) ? snooze.endsAt - now : undefined;
}
