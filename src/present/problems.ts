// How a failure reads to a person: what happened and the next step, in the same words everywhere. Knows no UI.
import * as l10n from '@vscode/l10n';
import { signedInElsewhere } from '../desk/problem';
import type { ApiErrorKind } from '../service/errors';

export interface Failure {
	readonly kind: ApiErrorKind;
	readonly status?: number | undefined;
	readonly code?: string | undefined;
	/** Instant (ms) of the next try, by us or allowed by the service. */
	readonly retryAt?: number | undefined;
}

export interface ProblemWords {
	/** One sentence: what happened. */
	readonly what: string;
	/** One sentence: what to do now. */
	readonly next: string;
}

/** Never contains what the service said, nor anything else from outside but a status number and a system's code. */
export function problemWords(failure: Failure): ProblemWords {
	switch (failure.kind) {
		case 'network':
			return networkWords(failure.code);
		case 'timeout':
			return {
				what: l10n.t('The service did not answer in time.'),
				next: l10n.t('Try again, or check your network and the base URL.'),
			};
		case 'aborted':
			return { what: l10n.t('The request was ended.'), next: l10n.t('Try again.') };
		case 'unauthorized':
			return failure.code === signedInElsewhere
				? {
						what: l10n.t('You signed in again in another window.'),
						next: l10n.t('Reload this window, so that it can read the new sign-in.'),
					}
				: {
						what: l10n.t('The service does not accept the sign-in any more (401).'),
						next: l10n.t('Sign in again; nothing that you typed is lost.'),
					};
		case 'forbidden':
			return {
				what: l10n.t('The service does not permit this (403).'),
				next: l10n.t('Ask the administrator of your site for the permission.'),
			};
		case 'notFound':
			return {
				what: l10n.t('The service does not know this (404).'),
				next: l10n.t('Check the id, or the base URL: it usually ends in /v4.'),
			};
		case 'throttled':
			return {
				what: l10n.t('The service asks for fewer calls.'),
				next:
					failure.retryAt === undefined
						? l10n.t('Wait a few minutes.')
						: l10n.t('Wait until {0}.', clockTime(failure.retryAt)),
			};
		case 'badRequest':
			return {
				what: l10n.t('The service refused the request ({0}).', failure.status ?? '4xx'),
				next: l10n.t('Check what you entered.'),
			};
		case 'server':
			return {
				what: l10n.t('The service failed ({0}).', failure.status ?? '5xx'),
				next: l10n.t('Try again in a while.'),
			};
		case 'redirected':
			return {
				what: l10n.t('The service sent us to another address, and your secret was not sent there.'),
				next: l10n.t('Check the base URL, or sign in with the address it moved to.'),
			};
		case 'notChatServer':
			return {
				what: l10n.t('The answer is not from a Chat Server.'),
				next: l10n.t('Check the base URL: it looks like https://api15.comm100.io/v4.'),
			};
	}
}

function networkWords(code: string | undefined): ProblemWords {
	switch (code) {
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return {
				what: l10n.t('The name of the server was not found ({0}).', code),
				next: l10n.t('Check the base URL and your network.'),
			};
		case 'ECONNREFUSED':
			return {
				what: l10n.t('The server refused the connection ({0}).', code),
				next: l10n.t('Check the base URL and its port.'),
			};
		case undefined:
			return {
				what: l10n.t('There was no answer from the server.'),
				next: l10n.t('Check your network and the base URL.'),
			};
	}
	if (/CERT|SELF_SIGNED|UNABLE_TO_|TLS|SSL/.test(code)) {
		return {
			what: l10n.t('The certificate of the server is not trusted ({0}).', code),
			next: l10n.t("Add your organization's certificate authority to the system; VS Code follows it."),
		};
	}
	return {
		what: l10n.t('The connection broke ({0}).', code),
		next: l10n.t('Check your network and try again.'),
	};
}

function clockTime(instant: number): string {
	return new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(instant);
}
