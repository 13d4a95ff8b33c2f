// How a failure reads to a person: what happened and the next step, in the same words everywhere. Knows no UI.
import * as l10n from '@vscode/l10n';
import { secretStoreFailed, signedInElsewhere } from '../desk/errorCodes';
import type { ConsoleUrlError } from '../service/consoleUrl';
import type { ApiErrorKind } from '../service/errors';
import { formatTime } from './time';

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

/** What kind of failure it was, as far as a person can do something else about it. */
export type ProblemClass =
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
	| 'noAnswer';

/** Node's codes of a certificate that is not accepted, `UNSPECIFIED` among them (a key or digest that is too weak), and OpenSSL's. */
const tlsCodes = /CERT|CRL_|UNABLE_TO_|TLS|SSL|^(?:EPROTO$|HOSTNAME_|INVALID_|PATH_|UNSPECIFIED$)/;

/** By kind and by the system's code, never by a text. */
export function classify({ kind, code }: Pick<Failure, 'kind' | 'code'>): ProblemClass {
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

/** Never contains what the service said, nor anything else from outside but a status number and a system's code. */
export function problemWords(failure: Failure): ProblemWords {
	const { status, retryAt, code = '' } = failure;
	const problem = classify(failure);
	const network = l10n.t('Check your network and the addresses of the site: base URL and control panel.');
	switch (problem) {
		case 'nameNotFound':
			return { what: l10n.t('The name of the server was not found ({0}).', code), next: network };
		case 'refused':
			return {
				what: l10n.t('The server refused the connection ({0}).', code),
				next: l10n.t('Check the base URL or control panel, and its port.'),
			};
		case 'unreachable':
			return { what: l10n.t('There is no way to the server ({0}).', code), next: network };
		case 'tls':
			return certificateWords(code);
		case 'proxyCredentials':
			return {
				what: l10n.t('The proxy asks for credentials (407).'),
				next: l10n.t(
					'Put them into the setting {0}: http://user:password@proxy:port, with %40 for an @ in the password.',
					'http.proxy',
				),
			};
		case 'proxyUnreachable':
			return {
				what: l10n.t('The proxy could not be reached.'),
				next: l10n.t('Check the setting {0} and your network.', 'http.proxy'),
			};
		case 'broken':
			return {
				what: l10n.t('The connection broke ({0}).', code),
				next: l10n.t('Check your network and try again.'),
			};
		case 'networkOrCors':
			return {
				what: l10n.t('There was no answer: network or CORS. A browser does not say which.'),
				next: l10n.t(
					'Check your network and the base URL; a service that does not allow CORS works in desktop VS Code only.',
				),
			};
		case 'secretStore':
			return {
				what: l10n.t('The secret store of VS Code failed.'),
				next: l10n.t('Unlock your key ring and try again.'),
			};
		case 'noAnswer':
			return { what: l10n.t('There was no answer from the server.'), next: network };
		case 'timeout':
			return {
				what: l10n.t('The service did not answer in time.'),
				next: l10n.t('Try again, or check your network.'),
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
				next: retryAt === undefined ? l10n.t('Wait a few minutes.') : l10n.t('Wait until {0}.', formatTime(retryAt)),
			};
		case 'badRequest':
			return {
				what: l10n.t('The service refused the request ({0}).', status ?? '4xx'),
				next: l10n.t('Check what you entered.'),
			};
		case 'server':
			return {
				// What stands before a service answers so for it: a proxy too, where it does not find the service.
				what:
					status === 502 || status === 504
						? l10n.t('The service, or a proxy on the way, failed ({0}).', status)
						: l10n.t('The service failed ({0}).', status ?? '5xx'),
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

/** Why no secure connection was made, by the code that Node or OpenSSL gives. */
function certificateWords(code: string): ProblemWords {
	const authority = l10n.t("Add your organization's certificate authority to the system, then restart VS Code.");
	const clock = l10n.t('Check the clock of this machine, or tell whoever runs the server.');
	const tell = l10n.t('Tell whoever runs the server.');
	switch (code) {
		case 'CERT_HAS_EXPIRED':
			return { what: l10n.t('The certificate of the server has expired ({0}).', code), next: clock };
		case 'CERT_NOT_YET_VALID':
			return { what: l10n.t('The certificate of the server is not valid yet ({0}).', code), next: clock };
		case 'ERR_TLS_CERT_ALTNAME_INVALID':
		case 'HOSTNAME_MISMATCH':
			return {
				what: l10n.t('The certificate of the server is for another host name ({0}).', code),
				next: l10n.t('Check the base URL: its host must be one that the certificate names.'),
			};
		case 'DEPTH_ZERO_SELF_SIGNED_CERT':
			return { what: l10n.t('The certificate of the server is self-signed ({0}).', code), next: authority };
		case 'SELF_SIGNED_CERT_IN_CHAIN':
		case 'UNABLE_TO_GET_ISSUER_CERT':
		case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
		case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
		case 'CERT_UNTRUSTED':
		case 'INVALID_CA':
			return {
				what: l10n.t('The certificate of the server is from an unknown authority ({0}).', code),
				next: authority,
			};
		case 'CERT_REVOKED':
			return { what: l10n.t('The certificate of the server was revoked ({0}).', code), next: tell };
	}
	return /^(?:EPROTO$|ERR_SSL_|ERR_TLS_)/.test(code)
		? {
				what: l10n.t('No secure connection could be made ({0}).', code),
				next: l10n.t('Check the base URL: its host and port must speak https.'),
			}
		: { what: l10n.t('The certificate of the server is not accepted ({0}).', code), next: tell };
}

/** What is wrong with the setting of the console's address and what to do; the setting is named, and what it holds is not. */
export function consoleUrlWords(fault: ConsoleUrlError): string {
	const setting = 'frontdesk.console.url';
	switch (fault) {
		case 'unknown':
			return l10n.t('Where the agent console of this site is cannot be told from its base URL. Set {0}.', setting);
		case 'notUrl':
			return l10n.t('{0} is no address. It looks like {1}.', setting, 'https://dash15.comm100.io');
		case 'notHttps':
			return l10n.t('{0} must begin with https://.', setting);
		case 'credentials':
			return l10n.t('{0}: leave out the user name and password; the console asks for them itself.', setting);
		case 'place':
			return l10n.t('{0}: {1} goes at the very beginning, and {2} behind the host.', setting, '{dash}', '{visitorId}');
	}
}
