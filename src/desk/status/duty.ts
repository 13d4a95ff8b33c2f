// What the windows of one VS Code share about my own status: the away timer, use of the machine, and what was asked already.
import type { Id } from '../../service/model';
import { nextInstantOf } from './timeOfDay';

/** Set by Away For…. It never changes a status: at its end, the user is asked. */
export interface AwayTimer {
	/** Identifies the timer. It is the instant (ms) of its start, but isn't clamped when the clock is set back. */
	readonly key: number;
	/** My agent, and the status in the service's spelling. The timer ends when I have another status. */
	readonly id: Id;
	readonly status: string;
	/** Instants (ms). */
	readonly startedAt: number;
	readonly endsAt: number;
	/** Whether the user gave a time of day instead of a span. */
	readonly isTimeOfDay: boolean;
	/** Whether a window has asked at the end. */
	readonly isAsked: boolean;
	/** Instant (ms) at which the window that asks was last known to show the question; undefined if it was answered or closed. */
	readonly shownAt?: number | undefined;
}

/** What the rule `frontdesk.status.autoAway` is doing. */
export interface AutoAway {
	/** `warned`: a window shows the warning · `setting`: a window sets the status · `set`: it is set, or may be, and not undone yet. */
	readonly stage: 'warned' | 'setting' | 'set';
	/** Instant (ms) at which the stage began, and the window that began it. */
	readonly at: number;
	readonly by: string;
	/** My agent, and the away status. */
	readonly id: Id;
	readonly status: string;
}

export interface Duty {
	readonly timer: AwayTimer | undefined;
	readonly auto: AutoAway | undefined;
	/** Instant (ms) at which a window was last active; recorded while a rule needs it. */
	readonly usedAt: number | undefined;
	/** Instant (ms) at which a debug session or a task last ran, or the machine woke up. */
	readonly busyAt: number | undefined;
	/** Instant (ms) at which the user came back after a longer absence and was not asked yet. */
	readonly returnedAt: number | undefined;
	/** Start (ms) of the working hours whose beginning and whose end need no reminder any more. */
	readonly startReminded: number | undefined;
	readonly endReminded: number | undefined;
}

export const noDuty: Duty = {
	timer: undefined,
	auto: undefined,
	usedAt: undefined,
	busyAt: undefined,
	returnedAt: undefined,
	startReminded: undefined,
	endReminded: undefined,
};

/**
 * If the clock was set back to before its start, a timer of a span runs its full span from now on, and one until a time of day ends when
 * the clock next shows it. Returns the same object otherwise.
 */
export function clampedTimer<Timer extends Pick<AwayTimer, 'startedAt' | 'endsAt' | 'isTimeOfDay'>>(
	timer: Timer | undefined,
	now: number,
): Timer | undefined {
	if (!timer || timer.startedAt <= now) {
		return timer;
	}
	const end = new Date(timer.endsAt);
	const endsAt = timer.isTimeOfDay
		? nextInstantOf({ hours: end.getHours(), minutes: end.getMinutes() }, now)
		: now + (timer.endsAt - timer.startedAt);
	return { ...timer, startedAt: now, endsAt };
}

/** As `clampedTimer`. A timer whose end was asked about has ended, and stays so. */
export function clampedAwayTimer(timer: AwayTimer | undefined, now: number): AwayTimer | undefined {
	if (!timer?.isAsked) {
		return clampedTimer(timer, now);
	}
	const { startedAt, endsAt, shownAt } = timer;
	return Math.max(startedAt, endsAt, shownAt ?? 0) <= now
		? timer
		: {
				...timer,
				startedAt: Math.min(startedAt, now),
				endsAt: Math.min(endsAt, now),
				shownAt: shownAt && Math.min(shownAt, now),
			};
}
