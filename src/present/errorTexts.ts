// The texts of errors: what happened and what to do next.
import * as l10n from '@vscode/l10n';
import { secretStoreFailed, signedInElsewhere } from '../desk/errorCodes';
import { oldAnswer } from '../service/answerAge';
import type { ConsoleUrlError } from '../service/consoleUrl';
import type { ApiErrorKind } from '../service/errors';
import { formatTime } from './time';

export interface ErrorFacts {
	readonly kind: ApiErrorKind;
	readonly status?: number | undefined;
	readonly code?: string | undefined;
	/** Whether the service itself answered. */
	readonly isServiceAnswer?: boolean;
	/** Instant (ms) of the next attempt, or until which the service asks to wait. */
	readonly retryAt?: number | undefined;
}

export interface ErrorText {
	/** One sentence: what happened. */
	readonly what: string;
	/** One sentence: what to do now. */
	readonly next: string;
}

/** Kinds of errors that need different texts. */
export type ErrorClass =
	| Exclude<ApiErrorKind, 'network'>
	| 'nameNotFound'
	| 'refused'
	| 'unreachable'
	| 'tls'
	| 'proxyCredentials'
	| 'proxyUnreachable'
	| 'broken'
	| 'networkOrCors'
	| 'secretStore'
	| 'noAnswer'
	| 'intercepted'
	| 'outdated'
	| 'unexplained';

/** Node's codes of a certificate that is not accepted, `UNSPECIFIED` among them (a key or digest that is too weak), and OpenSSL's. */
const tlsCodes = /CERT|CRL_|UNABLE_TO_|TLS|SSL|^(?:EPROTO$|HOSTNAME_|INVALID_|PATH_|UNSPECIFIED$)/;

/** `new`: no call to the site has succeeded yet, so its address may be wrong. A site is `known` once the user has signed in to it. */
export type SiteAge = 'known' | 'new';

/** Uses the kind, the status and the system's code only: a server's texts can contain anything. */
export function classify({ kind, status, code, isServiceAnswer }: ErrorFacts, site: SiteAge = 'known'): ErrorClass {
	// Guest networks answer with 511, with a page, or with less than the whole answer.
	if (status === 511 || (kind === 'notChatServer' && site === 'known')) {
		return 'intercepted';
	}
	// At sign-in the other statuses mean a wrong address.
	const isRefusal = kind === 'forbidden' || (site === 'known' && (kind === 'notFound' || kind === 'badRequest'));
	if (isRefusal && isServiceAnswer === false) {
		return 'unexplained';
	}
	if (code === oldAnswer) {
		return 'outdated';
	}
	if (kind !== 'network') {
		return kind;
	}
	switch (code) {
		case undefined:
			return 'noAnswer';
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return 'nameNotFound';
		case 'ECONNREFUSED':
			return 'refused';
		case 'ENETUNREACH':
		case 'EHOSTUNREACH':
		case 'ENETDOWN':
			return 'unreachable';
		case 'ERR_PROXY_AUTH_REQUESTED':
			return 'proxyCredentials';
		case 'ERR_PROXY_CONNECTION_FAILED':
			return 'proxyUnreachable';
		case 'ERR_NETWORK_OR_CORS':
			return 'networkOrCors';
		case secretStoreFailed:
			return 'secretStore';
		case 'ETIMEDOUT':
			return 'timeout';
	}
	return tlsCodes.test(code) ? 'tls' : 'broken';
}

/** Contains a status number and a system's code, but no text of the service: that may hold visitor data. */
export function errorText(error: ErrorFacts, site: SiteAge = 'known'): ErrorText {
	const { status, retryAt, code = '' } = error;
	const network = l10n.t('Check your network and the addresses of the site (base URL and control panel).');
	switch (classify(error, site)) {
		case 'nameNotFound':
			return { what: l10n.t("The server name wasn't found ({0}).", code), next: network };
		case 'refused':
			return {
				what: l10n.t('The server refused the connection ({0}).', code),
				next: l10n.t('Check the address and port of the base URL and the control panel.'),
			};
		case 'unreachable':
			return { what: l10n.t("The server can't be reached ({0}).", code), next: network };
		case 'tls':
			return certificateText(code);
		case 'proxyCredentials':
			return {
				what: l10n.t('The proxy requires credentials (407).'),
				next: l10n.t(
					'Add them to the {0} setting: http://user:password@proxy:port. Write %40 for an @ in the password.',
					'http.proxy',
				),
			};
		case 'proxyUnreachable':
			return {
				what: l10n.t("The proxy can't be reached."),
				next: l10n.t('Check the {0} setting and your network.', 'http.proxy'),
			};
		case 'broken':
			return {
				what: l10n.t('The connection was lost ({0}).', code),
				next: l10n.t('Check your network and try again.'),
			};
		case 'networkOrCors':
			return {
				what: l10n.t("No response from the server. It may be the network or CORS: the browser doesn't say which."),
				next: l10n.t(
					"Check your network and the base URL. A service that doesn't allow CORS works only in desktop VS Code.",
				),
			};
		case 'secretStore':
			return {
				what: l10n.t("Secret storage isn't available."),
				next: l10n.t('Unlock your key ring and try again.'),
			};
		case 'noAnswer':
			return { what: l10n.t('No response from the server.'), next: network };
		case 'timeout':
			return {
				what: l10n.t("The service didn't respond in time."),
				next: l10n.t('Try again, or check your network.'),
			};
		case 'aborted':
			return { what: l10n.t('The request was canceled.'), next: l10n.t('Try again.') };
		case 'unauthorized':
			return error.code === signedInElsewhere
				? {
						what: l10n.t('You signed in again in another window.'),
						next: l10n.t('Reload this window to use the new sign-in.'),
					}
				: {
						what: l10n.t('The service no longer accepts your sign-in (401).'),
						next: l10n.t('Sign in again. Your unsaved edits are kept.'),
					};
		case 'forbidden':
			return {
				what: l10n.t("You don't have permission for this (403)."),
				next: l10n.t('Ask the administrator of your site for permission.'),
			};
		case 'notFound':
			return {
				what: l10n.t("The service couldn't find this (404)."),
				next: l10n.t('Check the ID, or the base URL. It usually ends in /v4.'),
			};
		case 'throttled':
			return {
				what: l10n.t('Too many requests.'),
				next: retryAt === undefined ? l10n.t('Wait a few minutes.') : l10n.t('Wait until {0}.', formatTime(retryAt)),
			};
		case 'badRequest':
			return {
				what: l10n.t('The service rejected the request ({0}).', status ?? '4xx'),
				next: l10n.t('Check what you entered.'),
			};
		case 'server':
			return {
				// A proxy answers with these when it can't reach the service.
				what:
					status === 502 || status === 504
						? l10n.t('The service or a proxy failed ({0}).', status)
						: l10n.t('The service failed ({0}).', status ?? '5xx'),
				next: l10n.t('Try again later.'),
			};
		case 'redirected':
			return {
				what: l10n.t("The response points to another address. Your credentials weren't sent there."),
				next:
					site === 'known'
						? l10n.t(
								'Open a web page in a browser: the network may ask you to sign in. If the service has moved, sign in with its new address.',
							)
						: l10n.t('Check the base URL, or sign in with the new address.'),
			};
		case 'unexplained':
			return {
				what: l10n.t(
					'The service, a proxy or a guest network refused the request without a reason ({0}).',
					status ?? '4xx',
				),
				next: l10n.t('Try again. If it happens again, check your network and the base URL.'),
			};
		case 'intercepted':
			return {
				what: l10n.t('A proxy or a guest network answered instead of the service.'),
				next: l10n.t('Open a web page in a browser: the network may ask you to sign in.'),
			};
		case 'outdated':
			return {
				what: l10n.t('A cache between you and the service returned outdated data.'),
				next: l10n.t('Try again later. If it happens again, contact the administrator of the cache.'),
			};
		case 'notChatServer':
			return {
				what: l10n.t("The response isn't from a Chat Server."),
				next: l10n.t('Check the base URL. It looks like https://api15.comm100.io/v4.'),
			};
	}
}

/** The text for a code of Node or OpenSSL for a failed secure connection. */
function certificateText(code: string): ErrorText {
	const authority = l10n.t("Add your organization's certificate authority to the system, then restart VS Code.");
	const clock = l10n.t('Check the clock of this computer, or contact the administrator of the server.');
	const contact = l10n.t('Contact the administrator of the server.');
	switch (code) {
		case 'CERT_HAS_EXPIRED':
			return { what: l10n.t("The server's certificate has expired ({0}).", code), next: clock };
		case 'CERT_NOT_YET_VALID':
			return { what: l10n.t("The server's certificate isn't valid yet ({0}).", code), next: clock };
		case 'ERR_TLS_CERT_ALTNAME_INVALID':
		case 'HOSTNAME_MISMATCH':
			return {
				what: l10n.t("The server's certificate is for another host name ({0}).", code),
				next: l10n.t('Check the host name in the base URL.'),
			};
		case 'DEPTH_ZERO_SELF_SIGNED_CERT':
			return { what: l10n.t("The server's certificate is self-signed ({0}).", code), next: authority };
		case 'SELF_SIGNED_CERT_IN_CHAIN':
		case 'UNABLE_TO_GET_ISSUER_CERT':
		case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
		case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
		case 'CERT_UNTRUSTED':
		case 'INVALID_CA':
			return {
				what: l10n.t("The server's certificate is from an unknown authority ({0}).", code),
				next: authority,
			};
		case 'CERT_REVOKED':
			return { what: l10n.t("The server's certificate was revoked ({0}).", code), next: contact };
	}
	return /^(?:EPROTO$|ERR_SSL_|ERR_TLS_)/.test(code)
		? {
				what: l10n.t("A secure connection couldn't be made ({0}).", code),
				next: l10n.t('Check the host and port in the base URL. They must use HTTPS.'),
			}
		: { what: l10n.t("The server's certificate isn't accepted ({0}).", code), next: contact };
}

/** What is wrong with the setting of the console's address. Leaves out its value, which may hold credentials. */
export function consoleUrlText(error: ConsoleUrlError): string {
	const setting = 'frontdesk.console.url';
	switch (error) {
		case 'unknown':
			return l10n.t("The base URL doesn't say where the agent console of this site is. Set {0}.", setting);
		case 'notUrl':
			return l10n.t("{0} isn't a valid URL. It looks like {1}.", setting, 'https://dash15.comm100.io');
		case 'notHttps':
			return l10n.t('{0} must start with https://.', setting);
		case 'credentials':
			return l10n.t('{0}: remove the user name and password. The agent console asks for them.', setting);
		case 'place':
			return l10n.t('{0}: {1} must be at the start, and {2} after the host.', setting, '{dash}', '{visitorId}');
	}
}
