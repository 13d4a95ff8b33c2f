// @ts-check
// Says in one sentence why npm could not install something, and what to do about it.
import { Stop } from './stop.mjs';

/** @type {[RegExp, string, string][]} */
const REASONS = [
	[/\bENOSPC\b|no space left/i, 'the disk is full', 'free some space and run the same command again.'],
	[
		/\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|EIDLETIMEOUT)\b/,
		'the npm registry cannot be reached',
		'check the network and `npm ping`, then run the same command again; a desktop VS Code named by VSCODE_PATH needs no download.',
	],
	[
		/SELF_SIGNED_CERT|UNABLE_TO_(GET_ISSUER|VERIFY)|CERT_/,
		'the certificate of the npm registry is not trusted',
		'name your CA with `npm config set cafile <file>` and run the same command again.',
	],
	[
		/\b(E401|E403|ENEEDAUTH)\b/,
		'the npm registry refuses access',
		'log in with `npm login` and run the same command again.',
	],
	[
		/\b(E404|ETARGET)\b/,
		'the npm registry does not have it',
		'compare `npm config get registry` with the registry that you expect.',
	],
	[
		/\bEINTEGRITY\b/,
		'what came from the npm registry is not what the lock file expects',
		'run `npm cache verify` and the same command again.',
	],
	[/\b(EACCES|EPERM|EROFS)\b/, 'its folder cannot be written', 'make the project folder writable for yourself.'],
];

/**
 * @param {string} title
 * @param {string} output of npm
 * @param {string} folder
 */
export function npmFailure(title, output, folder) {
	for (const [pattern, reason, next] of REASONS) {
		if (pattern.test(output)) {
			return new Stop(`${title} could not be installed: ${reason}.`, next);
		}
	}
	const last = output.trim().split('\n').slice(-12).join('\n  ');
	return new Stop(
		`${title} could not be installed: npm failed for a reason not known here.\n  ${last}`,
		`run \`npm ci\` in ${folder} to see it happen.`,
	);
}
