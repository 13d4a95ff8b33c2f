// The setting `frontdesk.status.workingHours`: "Mon-Fri 09:00-17:00", several parts separated by commas or semicolons.
import { instantOn, parseTimeOfDay, type TimeOfDay } from './timeOfDay';

/** Working hours that begin on these days of the week (0 is Sunday); an end that isn't later than the start is on the next day. */
export interface WorkingHours {
	readonly days: readonly number[];
	readonly start: TimeOfDay;
	readonly end: TimeOfDay;
}

/** One period of work. */
interface Shift {
	/** Instants (ms). */
	readonly start: number;
	readonly end: number;
}

const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const part = /^([a-z]{3}(?:[-\s]+[a-z]{3})*)\s+(\S+?)\s*-\s*(\S+)$/i;

/** Undefined if the text can't be understood; empty for an empty text. */
export function parseWorkingHours(text: string): readonly WorkingHours[] | undefined {
	const all = text
		.split(/[,;]/)
		.map((each) => each.trim())
		.filter((each) => each !== '')
		.map(parsePart);
	return all.every((each) => each !== undefined) ? all : undefined;
}

function parsePart(text: string): WorkingHours | undefined {
	const [, dayText = '', startText = '', endText = ''] = part.exec(text) ?? [];
	const days = parseDays(dayText);
	const start = parseTimeOfDay(startText);
	const end = parseEnd(endText);
	return days && start && end ? { days, start, end } : undefined;
}

/** A time of day, or "24:00". */
function parseEnd(text: string): TimeOfDay | undefined {
	return /^24(?:[:.h]?00)?$/i.test(text) ? { hours: 24, minutes: 0 } : parseTimeOfDay(text);
}

/** "Mon", "Mon-Fri", "Mon Wed", "Sat-Mon". */
function parseDays(text: string): readonly number[] | undefined {
	const ranges = text
		.toLowerCase()
		.replace(/\s*-\s*/g, '-')
		.split(/\s+/)
		.map((range) => range.split('-').map((name) => dayNames.indexOf(name)));
	const isValid = ranges.every((range) => range.length <= 2 && range.every((day) => day >= 0));
	return isValid ? ranges.flatMap(([first = 0, last = first]) => daysBetween(first, last)) : undefined;
}

function daysBetween(first: number, last: number): readonly number[] {
	return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, n) => (first + n) % 7);
}

/** The period that began last, which may be over; undefined if none began within the last eight days. */
export function lastShift(hours: readonly WorkingHours[], now: number): Shift | undefined {
	return shiftsAround(hours, now)
		.filter(({ start }) => start <= now)
		.reduce<Shift | undefined>((last, shift) => (last && last.start >= shift.start ? last : shift), undefined);
}

/** The first instant (ms) after `now` at which a period begins or ends; undefined if there are none. */
export function nextShiftChange(hours: readonly WorkingHours[], now: number): number | undefined {
	const changes = shiftsAround(hours, now).flatMap(({ start, end }) => [start, end]);
	return changes
		.filter((instant) => instant > now)
		.reduce<number | undefined>((first, instant) => Math.min(first ?? instant, instant), undefined);
}

function shiftsAround(hours: readonly WorkingHours[], now: number): readonly Shift[] {
	return Array.from({ length: 17 }, (_, n) => n - 8).flatMap((days) => {
		const weekday = new Date(instantOn({ hours: 12, minutes: 0 }, now, days)).getDay();
		return hours
			.filter((each) => each.days.includes(weekday))
			.map(({ start, end }) => {
				const isNextDay = end.hours * 60 + end.minutes <= start.hours * 60 + start.minutes;
				return { start: instantOn(start, now, days), end: instantOn(end, now, days + (isNextDay ? 1 : 0)) };
			});
	});
}
