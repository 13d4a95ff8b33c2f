// How what is wrong with an answer at sign-in reads to a person, with what to type instead. Knows no UI.
import * as l10n from '@vscode/l10n';
import type { BaseUrlResult } from '../service/baseUrl';
import type { CallbackError } from '../service/callback';
import { isApiError } from '../service/errors';
import { type ErrorText, errorText } from './errorTexts';
import { escapeIcons } from './text';

/** What is wrong with a typed base URL and what to type instead. */
export function baseUrlText(result: Extract<BaseUrlResult, { ok: false }>): string {
	switch (result.fault) {
		case 'empty':
			return l10n.t('Base URL: enter the address of your Chat Server, like https://api15.comm100.io/v4.');
		case 'notUrl':
			return result.instead === undefined
				? l10n.t('Base URL: this is no address. It looks like https://api15.comm100.io/v4.')
				: l10n.t('Base URL: the scheme is missing. Try {0}', result.instead);
		case 'notHttps': {
			const what = l10n.t('Base URL: only https is allowed, for your secret travels with every call.');
			return result.instead === undefined ? what : `${what} ${l10n.t('Try {0}', result.instead)}`;
		}
		case 'credentials':
			return l10n.t('Base URL: leave out the user name and password; the secret is asked for in the next step.');
		case 'query':
			return l10n.t('Base URL: leave out everything after ? or #. Try {0}', result.instead ?? '');
		case 'controlPanel':
			return l10n.t('Base URL: this is the control panel. Its Chat Server is {0}', result.instead ?? '');
	}
}

/** What is wrong with a typed address of a control panel. */
export function controlPanelText(result: Extract<BaseUrlResult, { ok: false }>): string {
	switch (result.fault) {
		case 'empty':
			return l10n.t('Control panel: enter its address, like https://dash15.comm100.io.');
		case 'notHttps':
			return l10n.t('Control panel: only https is allowed, for you sign in there.');
		case 'credentials':
			return l10n.t('Control panel: leave out the user name and password.');
		default:
			return result.instead === undefined
				? l10n.t('Control panel: this is no address. It looks like https://dash15.comm100.io.')
				: l10n.t('Control panel: the scheme is missing. Try {0}', result.instead);
	}
}

/** Why an answer could not be proved. Throws what came from no service: a secret store that refuses is no server that is silent. */
export function signInErrorText(error: unknown): string {
	if (!isApiError(error)) {
		throw error;
	}
	const { what, next } = error.kind === 'unauthorized' ? refusedSecretText() : errorText(error);
	// Only here: the pages that are handed on hold no host.
	const moved = error.kind === 'redirected' && error.serverMessage;
	return what + (moved ? ` ${l10n.t('It leads to {0}.', escapeIcons(moved))} ` : ' ') + next;
}

/** A secret that was refused before it was ever accepted. */
function refusedSecretText(): ErrorText {
	return {
		what: l10n.t('The service does not accept this sign-in (401).'),
		next: l10n.t('Check that the secret was copied whole and belongs to what you entered in the steps before.'),
	};
}

/** @param reason OAuth's own word for a refusal */
export function callbackText(fault: CallbackError, reason: string | undefined): ErrorText {
	switch (fault) {
		case 'foreign':
			return {
				what: l10n.t('This is not the address that a sign-in ends with.'),
				next: l10n.t('Paste the whole address from the browser: it holds code= and state=.'),
			};
		case 'unknown':
			return {
				what: l10n.t('This answer belongs to no sign-in that was begun here.'),
				next: l10n.t('Begin the sign-in again, and use the page that it opens.'),
			};
		case 'expired':
			return {
				what: l10n.t('The answer came too late: a sign-in is open for ten minutes.'),
				next: l10n.t('Begin the sign-in again.'),
			};
		case 'refused':
			return {
				what: l10n.t('The control panel did not sign you in ({0}).', reason ?? 'error'),
				next: l10n.t('Open the browser again and allow it, or ask the administrator of your site.'),
			};
	}
}
