// Finds words in dates as they are shown. Formatting a date is slow, so it is done only for a date that can have the word.
import { formatExact } from '../time';
import { fold } from './fold';

/** Whether a folded text is in what is shown for a date that nobody can read. */
export function isNoDate(text: string): boolean {
	return fold(formatExact(Number.NaN)).includes(text);
}

const isoDay = /^\d{4}-\d\d(?:-\d\d)?$/;

/**
 * Whether a folded word occurs in the date of an instant, or is its day or month like "2026-03-01". Undefined if no date has it.
 * @param has whether the word occurs in a text
 */
export function dateMatcher(word: string, has: (text: string) => boolean): ((instant: number) => boolean) | undefined {
	if (isoDay.test(word)) {
		return (instant) => isoDayOf(new Date(instant)).startsWith(word);
	}
	const shape = shapeOf(word);
	const isInMonth = Array.from({ length: 12 }, (_, month) =>
		shapeOf(fold(formatExact(new Date(2026, month).getTime()))).includes(shape),
	);
	const isUnknown = has(formatExact(Number.NaN));
	if (!isUnknown && !isInMonth.includes(true)) {
		return undefined;
	}
	const numbers = word.match(/\d+/g) ?? [];
	return (instant) => {
		const date = new Date(instant);
		const [year, month] = [date.getFullYear(), date.getMonth()];
		if (!(year >= 1000 && year <= 9999)) {
			return isUnknown;
		}
		if (!isInMonth[month] || numbers.length === 0) {
			return isInMonth[month] === true;
		}
		const shown = numbersOf(date);
		return numbers.every((number) => shown.includes(number)) && has(formatExact(instant));
	};
}

function isoDayOf(date: Date): string {
	const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
	return parts.map((part, at) => String(part).padStart(at === 0 ? 4 : 2, '0')).join('-');
}

/** The text with each number of up to four digits, as dates have them, as 0: the same for all dates of a month. */
function shapeOf(text: string): string {
	return text.replace(/\d{1,4}/g, '0');
}

/** All numbers that the date may have, with or without a zero before them. */
function numbersOf(date: Date): string {
	const parts = [date.getMonth() + 1, date.getDate(), date.getHours(), date.getMinutes(), date.getSeconds()];
	return parts.reduce((text, part) => `${text} ${part < 10 ? '0' : ''}${part}`, String(date.getFullYear()));
}
