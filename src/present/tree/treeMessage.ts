// What stands above the rows of a view when something has to be said: stale, refused, empty, filtered. Plain text; it changes only with the state.
import * as l10n from '@vscode/l10n';
import { type PollError, staleAfter } from '../../desk/state';
import { classify, type ErrorClass, errorText } from '../errorTexts';
import { toSingleLine } from '../text';
import { formatExact, formatTime } from '../time';

/** Hours and minutes of an instant, with the date where that is another day than today: "10:42". */
export function clockTime(instant: number, now: number): string {
	const exact = formatExact(instant);
	const [day = '', time = ''] = exact.split(' ');
	const isToday = day === formatExact(now).slice(0, day.length);
	return isToday ? time.slice(0, 5) : `${day} ${time.slice(0, 5)}`;
}

/** What does not pass by itself: the next step is said for as long as it lasts. */
const lasting: readonly ErrorClass[] = [
	'tls',
	'proxyCredentials',
	'proxyUnreachable',
	'redirected',
	'notFound',
	'notChatServer',
];

/**
 * Why a list is not what it should be; undefined while it is, and while so little went wrong that nobody needs to know.
 * @param asOf instant (ms) of the rows that are shown
 */
export function errorMessage(
	problem: PollError | undefined,
	asOf: number | undefined,
	now: number,
): string | undefined {
	if (!problem) {
		return undefined;
	}
	const { what, next } = errorText(problem);
	if (problem.kind === 'unauthorized' || problem.kind === 'forbidden') {
		return `${what} ${next}`;
	}
	const { retryAt } = problem;
	const again = retryAt === undefined || retryAt <= now ? undefined : l10n.t('Next try at {0}.', formatTime(retryAt));
	if (asOf === undefined) {
		// Until when to wait and when we try again is one thing.
		return sentences(what, problem.kind === 'throttled' && again ? undefined : next, again);
	}
	if (problem.missed < staleAfter) {
		return undefined;
	}
	const isLasting = lasting.includes(classify(problem));
	return sentences(l10n.t('Stale since {0}.', clockTime(asOf, now)), what, isLasting ? next : undefined, again);
}

/** For a list that nobody has read in time although nothing is known to be wrong: another window should have, or the budget is used up. */
export function staleMessage(missed: number, asOf: number | undefined, now: number): string | undefined {
	return missed >= staleAfter && asOf !== undefined ? l10n.t('Stale since {0}.', clockTime(asOf, now)) : undefined;
}

/** The filter in force and what it left over. */
export function filterMessage(text: string, shown: number, all: number): string {
	const filter = toSingleLine(text, 40);
	return shown === 0
		? l10n.t('No visitor matches the filter “{0}”.', filter)
		: l10n.t('Filter “{0}”: {1} of {2} visitors.', filter, shown, all);
}

/** Sentences one after the other; undefined where there is nothing to say. */
export function sentences(...parts: readonly (string | undefined)[]): string | undefined {
	return parts.filter((part) => part !== undefined).join(' ') || undefined;
}
