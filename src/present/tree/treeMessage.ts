// The message above the rows of a view: stale, failed, filtered.
import * as l10n from '@vscode/l10n';
import { signedInElsewhere } from '../../desk/errorCodes';
import { type PollError, staleAfter } from '../../desk/state';
import type { ApiErrorKind } from '../../service/errors';
import { classify, type ErrorClass, errorText } from '../errorTexts';
import { toSingleLine } from '../text';
import { clockTime, formatTime } from '../time';
import type { ViewContent, Welcome } from './tree';

/** Errors that last until the user does something, so the next step is always shown. */
const lasting: readonly ErrorClass[] = [
	'tls',
	'proxyCredentials',
	'proxyUnreachable',
	'redirected',
	'notFound',
	'notChatServer',
	'intercepted',
	'unexplained',
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
		// "Wait until 10:44" and "Retrying at 10:44" mean the same.
		return sentences(what, error.kind === 'throttled' && again ? undefined : next, again);
	}
	if (error.missed < staleAfter) {
		return undefined;
	}
	const isLasting = lasting.includes(classify(error));
	return sentences(l10n.t('Stale since {0}.', clockTime(asOf, now)), what, isLasting ? next : undefined, again);
}

/** Errors of the way to the service, which Test Connection explains. */
const unreachable: readonly ApiErrorKind[] = [
	'network',
	'timeout',
	'redirected',
	'notChatServer',
	'notFound',
	'server',
];

/**
 * The welcome in place of the rows, and the description beside the title, which says what happened. Undefined while rows are shown.
 * @param asOf instant (ms) of the rows; undefined if none were ever read
 */
export function errorContent(error: PollError | undefined, asOf: number | undefined): ViewContent | undefined {
	if (error?.kind === 'unauthorized') {
		// The rows may be wrong by now, and nothing but a sign-in changes that.
		return empty(error.code === signedInElsewhere ? 'reload' : 'signIn', '');
	}
	return error && asOf === undefined && unreachable.includes(error.kind)
		? empty('unreachable', errorText(error).what)
		: undefined;
}

function empty(welcome: Welcome, description: string): ViewContent {
	return { nodes: [], description, message: undefined, welcome };
}

/** The message for a list that wasn't read in time without an error: by another window, or because the call budget is used up. */
export function staleMessage(missed: number, asOf: number | undefined, now: number): string | undefined {
	return missed >= staleAfter && asOf !== undefined ? l10n.t('Stale since {0}.', clockTime(asOf, now)) : undefined;
}

/** The message for a filter and the number of visitors that match. */
export function filterMessage(text: string, shown: number, all: number): string {
	return l10n.t('Filter “{0}”: {1} of {2} visitors.', toSingleLine(text, 40), shown, all);
}

/** The text beside the title of the view for a filter without a match. */
export function noMatchDescription(text: string, all: number): string {
	return l10n.t({
		message: '“{0}”: 0 of {1}',
		comment: '{0} is a filter, {1} the number of visitors',
		args: [toSingleLine(text, 40), all],
	});
}

/** The message for a list that is too long to show all of it. */
export function limitMessage(shown: number, all: number): string {
	return l10n.t('Only waiting, chatting and pinned visitors are shown: {0} of {1}.', shown, all);
}

/** Joins sentences; undefined if there are none. */
export function sentences(...parts: readonly (string | undefined)[]): string | undefined {
	return parts.filter((part) => part !== undefined).join(' ') || undefined;
}
