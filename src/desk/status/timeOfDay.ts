// Times of day as the user types them, and the next instant that has one. Days are those of the machine's time zone.

export interface TimeOfDay {
	readonly hours: number;
	readonly minutes: number;
}

const pattern = /^(\d{1,2})(?:[:.h]?([0-5]\d))?\s*(?:([ap])\.?m\.?)?$/i;

/** Reads "17:30", "17.30", "1730", "9" and "5:30 pm"; undefined for any other text. */
export function parseTimeOfDay(text: string): TimeOfDay | undefined {
	const match = pattern.exec(text.trim());
	if (!match) {
		return undefined;
	}
	const [, hourText = '', minuteText = '0', half] = match;
	const hour = Number(hourText);
	const minutes = Number(minuteText);
	if (half !== undefined) {
		return hour >= 1 && hour <= 12
			? { hours: (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0), minutes }
			: undefined;
	}
	return hour <= 23 ? { hours: hour, minutes } : undefined;
}

/**
 * The first instant (ms) after `now` that has this time of day. On the day on which the clocks go back, a time can come twice; a time
 * that is skipped when they go forward is an hour later.
 */
export function nextInstantOf(time: TimeOfDay, now: number): number {
	return [0, 1, 2]
		.flatMap((days) => instantsOf(time, now, days))
		.filter((instant) => instant > now)
		.reduce((first, instant) => Math.min(first, instant));
}

/** The instant (ms) of this time on the day of `now`, or that many days later; the first if there are two. */
export function instantOn(time: TimeOfDay, now: number, days: number): number {
	const day = new Date(now);
	return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days, time.hours, time.minutes).getTime();
}

/** By how much (ms) clocks are put back. */
const shifts = [1_800_000, 3_600_000];

function instantsOf(time: TimeOfDay, now: number, days: number): readonly number[] {
	const first = instantOn(time, now, days);
	const again = shifts.map((shift) => first + shift).filter((instant) => hasTime(instant, time));
	return [first, ...again];
}

function hasTime(instant: number, { hours, minutes }: TimeOfDay): boolean {
	const date = new Date(instant);
	return date.getHours() === hours && date.getMinutes() === minutes;
}
