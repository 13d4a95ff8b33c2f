// The message above the rows of a view: stale, failed, filtered.
import * as l10n from '@vscode/l10n';
import { type PollError, staleAfter } from '../../desk/state';
import { classify, type ErrorClass, errorText } from '../errorTexts';
import { toSingleLine } from '../text';
import { clockTime, formatTime } from '../time';

/** Errors that last until the user does something, so the next step is always shown. */
const lasting: readonly ErrorClass[] = [
	'tls',
	'proxyCredentials',
	'proxyUnreachable',
	'redirected',
	'notFound',
	'notChatServer',
	'intercepted',
];

/**
 * The message for a failed poll; undefined while the rows that are shown are not stale.
 * @param asOf instant (ms) of the rows that are shown; undefined if none were ever read
 */
export function errorMessage(error: PollError | undefined, asOf: number | undefined, now: number): string | undefined {
	if (!error) {
		return undefined;
	}
	const { what, next } = errorText(error);
	if (error.kind === 'unauthorized' || (error.kind === 'forbidden' && error.isServiceAnswer)) {
		return `${what} ${next}`;
	}
	const { retryAt } = error;
	const again = retryAt === undefined || retryAt <= now ? undefined : l10n.t('Retrying at {0}.', formatTime(retryAt));
	if (asOf === undefined) {
		// "Wait until 10:44" and "Retrying at 10:44" say the same.
		return sentences(what, error.kind === 'throttled' && again ? undefined : next, again);
	}
	if (error.missed < staleAfter) {
		return undefined;
	}
	const isLasting = lasting.includes(classify(error));
	return sentences(l10n.t('Stale since {0}.', clockTime(asOf, now)), what, isLasting ? next : undefined, again);
}

/** The message for a list that wasn't read in time without an error: by another window, or because the call budget is used up. */
export function staleMessage(missed: number, asOf: number | undefined, now: number): string | undefined {
	return missed >= staleAfter && asOf !== undefined ? l10n.t('Stale since {0}.', clockTime(asOf, now)) : undefined;
}

/** The message for a filter and the number of visitors that match. */
export function filterMessage(text: string, shown: number, all: number): string {
	const filter = toSingleLine(text, 40);
	return shown === 0
		? l10n.t('No visitors match the filter “{0}”.', filter)
		: l10n.t('Filter “{0}”: {1} of {2} visitors.', filter, shown, all);
}

/** The message for a list that is too long to show all of it. */
export function limitMessage(shown: number, all: number): string {
	return l10n.t('Only waiting and chatting visitors are shown: {0} of {1}.', shown, all);
}

/** Joins sentences; undefined if there are none. */
export function sentences(...parts: readonly (string | undefined)[]): string | undefined {
	return parts.filter((part) => part !== undefined).join(' ') || undefined;
}
