// The timer of Away For…: how long it runs, when it is cancelled, and when a window asks at its end.
import type { AwayTimer } from './duty';
import { type Facts, hasChanged } from './facts';
import { nextInstantOf, parseTimeOfDay } from './timeOfDay';

/** The spans (minutes) on offer. */
export const awayMinutes = [5, 15, 30, 60] as const;

/** A day (minutes). */
const longest = 24 * 60;

/** How long a timer runs: a span in minutes, or until a time of day like "17:30". */
export type AwayLength = { readonly minutes: number } | { readonly until: string };

/** Reads the argument `{minutes}` or `{until}` of a command; undefined for any other argument, and for a span that is too long. */
export function awayLengthOf(argument: unknown): AwayLength | undefined {
	const { minutes, until } = (typeof argument === 'object' && argument !== null ? argument : {}) as {
		readonly minutes?: unknown;
		readonly until?: unknown;
	};
	if (typeof minutes === 'number' && minutes > 0 && minutes <= longest) {
		return { minutes };
	}
	return typeof until === 'string' && parseTimeOfDay(until) ? { until } : undefined;
}

/** The instant (ms) at which such a timer ends; undefined if the time of day can't be understood. */
export function awayEnd(length: AwayLength, now: number): number | undefined {
	if ('minutes' in length) {
		return now + length.minutes * 60_000;
	}
	const time = parseTimeOfDay(length.until);
	return time && nextInstantOf(time, now);
}

export function newTimer(
	me: { readonly id: string; readonly status: string },
	length: AwayLength,
	now: number,
): AwayTimer | undefined {
	const endsAt = awayEnd(length, now);
	return endsAt === undefined
		? undefined
		: {
				key: now,
				id: me.id,
				status: me.status,
				startedAt: now,
				endsAt,
				isTimeOfDay: 'until' in length,
				isAsked: false,
			};
}

/** The timer with ten more minutes from now on. */
export function extendedTimer(timer: AwayTimer, now: number): AwayTimer {
	const { id, status } = timer;
	return { key: now, id, status, startedAt: now, endsAt: now + 600_000, isTimeOfDay: false, isAsked: false };
}

/** Whether my status ends the timer: it was changed, here or elsewhere, or I am another agent. */
export function isCancelled(timer: AwayTimer, { me }: Pick<Facts, 'me'>): boolean {
	return me.id !== timer.id || hasChanged(me, timer.status, timer.startedAt);
}
