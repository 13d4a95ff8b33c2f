// The texts of what can be wrong at sign-in, and what to enter instead.
import * as l10n from '@vscode/l10n';
import type { BaseUrlResult } from '../../service/baseUrl';
import type { CallbackError } from '../../service/callback';
import { isApiError } from '../../service/errors';
import { type ErrorText, errorText } from '../errorTexts';
import { escapeIcons } from '../escapes';

/** What is wrong with an entered base URL and what to enter instead. */
export function baseUrlText(result: Extract<BaseUrlResult, { ok: false }>): string {
	switch (result.error) {
		case 'empty':
			return l10n.t('Enter the base URL of your Chat Server, like https://api15.comm100.io/v4.');
		case 'notUrl':
			return result.instead === undefined
				? l10n.t("The base URL isn't a valid URL. It looks like https://api15.comm100.io/v4.")
				: l10n.t('The base URL must start with https://. Try {0}', result.instead);
		case 'notHttps': {
			const what = l10n.t('The base URL must use HTTPS, because your credentials are sent with every request.');
			return result.instead === undefined
				? what
				: `${what} ${l10n.t({ message: 'Try {0}', comment: '{0} is a URL that the user can enter instead', args: [result.instead] })}`;
		}
		case 'credentials':
			return l10n.t(
				'Remove the user name and password from the base URL. You enter your credentials in the next steps.',
			);
		case 'query':
			return l10n.t('Remove everything after ? or # from the base URL. Try {0}', result.instead ?? '');
		case 'controlPanel':
			return l10n.t('This is the control panel. The base URL of its Chat Server is {0}', result.instead ?? '');
	}
}

/** What is wrong with an entered address of a control panel. */
export function controlPanelText(result: Extract<BaseUrlResult, { ok: false }>): string {
	switch (result.error) {
		case 'empty':
			return l10n.t('Enter the address of the control panel, like https://dash15.comm100.io.');
		case 'notHttps':
			return l10n.t('The control panel must use HTTPS, because you sign in there.');
		case 'credentials':
			return l10n.t('Remove the user name and password from the address of the control panel.');
		default:
			return result.instead === undefined
				? l10n.t("The address of the control panel isn't a valid URL. It looks like https://dash15.comm100.io.")
				: l10n.t('The address of the control panel must start with https://. Try {0}', result.instead);
	}
}

/** Why a sign-in couldn't be verified. Throws errors that aren't ApiErrors, such as those of locked secret storage. */
export function signInErrorText(error: unknown): string {
	if (!isApiError(error)) {
		throw error;
	}
	const { what, next } = error.kind === 'unauthorized' ? refusedSecretText() : errorText(error, 'new');
	// Only at sign-in: reports that a user passes on must not hold a host name.
	const moved = error.kind === 'redirected' && error.serverMessage;
	return what + (moved ? ` ${l10n.t('The new address is {0}.', escapeIcons(moved))} ` : ' ') + next;
}

/** For credentials that were never accepted; `errorText` says "no longer". */
function refusedSecretText(): ErrorText {
	return {
		what: l10n.t("The service doesn't accept these credentials (401)."),
		next: l10n.t(
			'Check that you copied the whole secret and that it belongs to what you entered in the previous steps.',
		),
	};
}

/** @param reason OAuth's error code */
export function callbackText(error: CallbackError, reason: string | undefined): ErrorText {
	switch (error) {
		case 'foreign':
			return {
				what: l10n.t("This isn't the address that ends the sign-in."),
				next: l10n.t('Paste the whole address from the browser. It contains code= and state=.'),
			};
		case 'unknown':
			return {
				what: l10n.t("This sign-in wasn't started in this VS Code."),
				next: l10n.t('Start the sign-in again and use the page that it opens.'),
			};
		case 'expired':
			return {
				what: l10n.t('The sign-in timed out. You have 10 minutes to complete it.'),
				next: l10n.t('Start the sign-in again.'),
			};
		case 'refused':
			return {
				what: l10n.t("The control panel didn't sign you in ({0}).", reason ?? 'error'),
				next: l10n.t('Open the browser again and allow access, or ask the administrator of your site.'),
			};
	}
}
