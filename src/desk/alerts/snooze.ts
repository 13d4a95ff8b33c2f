// A snooze of the waiting alerts: how long it lasts, for all windows.
import { nextInstantOf } from '../status/timeOfDay';

/** While it lasts, nothing alerts the user to waiting visitors; the badge and the number stay. */
export interface Snooze {
	/** Instants (ms). */
	readonly startedAt: number;
	readonly endsAt: number;
	/** Whether it ends with the day instead of after a span. */
	readonly isTimeOfDay: boolean;
}

/** The spans (minutes) on offer. */
export const snoozeMinutes = [5, 15, 60] as const;

export type SnoozeLength = { readonly minutes: number } | 'untilTomorrow';

/** A day (minutes). */
const longest = 24 * 60;

/** Reads the argument `{minutes}` or `{until: "tomorrow"}` of a command; undefined for any other argument. */
export function snoozeLengthOf(argument: unknown): SnoozeLength | undefined {
	const { minutes, until } = (typeof argument === 'object' && argument !== null ? argument : {}) as {
		readonly minutes?: unknown;
		readonly until?: unknown;
	};
	if (typeof minutes === 'number' && minutes > 0 && minutes <= longest) {
		return { minutes };
	}
	return until === 'tomorrow' ? 'untilTomorrow' : undefined;
}

export function newSnooze(length: SnoozeLength, now: number): Snooze {
	return length === 'untilTomorrow'
		? { startedAt: now, endsAt: nextInstantOf({ hours: 0, minutes: 0 }, now), isTimeOfDay: true }
		: { startedAt: now, endsAt: now + length.minutes * 60_000, isTimeOfDay: false };
}

/** Whether it has not ended yet. */
export function isSnoozed(snooze: Snooze | undefined, now: number): snooze is Snooze {
	return snooze !== undefined && now < snooze.endsAt;
}
