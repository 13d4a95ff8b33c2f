// @ts-check
// The levels of `npm test`, in their order: what each runs, and what keeps it from running on this machine.
import { fileURLToPath } from 'node:url';
import { unsupportedPlatform } from '../../test/vscode/install.mjs';

/** @typedef {import('./run-level.mjs').Level} Level */

const at = (/** @type {string} */ relative) => fileURLToPath(new URL(`../../${relative}`, import.meta.url));
const REPORTER = at('scripts/test/reporter.cjs');

/** The full versions behind the two that are promised and tested, for a desktop VS Code. */
const DESKTOP_VERSIONS = /** @type {const} */ ({ 1.139: '1.139.1', '1.100': '1.100.3' });

/**
 * @param {object} options
 * @param {string | undefined} options.grep
 * @param {string | undefined} options.desktop a version of the desktop VS Code to test in, in place of the browser-hosted ones
 * @param {NodeJS.ProcessEnv} options.env
 * @returns {Level[]}
 */
export function levels({ grep, desktop, env }) {
	const mocha = (/** @type {string} */ name, /** @type {string} */ files, minutes = 3, seconds = 10) => ({
		name,
		minutes,
		counts: true,
		command: [
			at('node_modules/mocha/bin/mocha.js'),
			...['--reporter', REPORTER, '--forbid-only', '--timeout', String(seconds * 1000)],
			...(grep ? ['--grep', grep] : []),
			files,
		],
	});
	const leftOut = unsupportedPlatform();
	const driven = (/** @type {Level} */ level) => ({ ...level, needsHost: true, ...(leftOut ? { leftOut } : {}) });
	return [
		{ name: 'lint', minutes: 2, counts: false, command: [at('node_modules/@biomejs/biome/bin/biome'), 'ci', '.'] },
		{ name: 'types', minutes: 3, counts: false, command: [at('node_modules/typescript/bin/tsc'), '-b'] },
		{ name: 'build', minutes: 2, counts: false, command: [at('esbuild.js'), '--tests'] },
		mocha('rules', 'out/test/{service,desk,present,protocol,panel,sandbox}/**/*.test.js'),
		mocha('service', 'out/test/sockets/**/*.test.js'),
		mocha('manifest', 'out/test/manifest/**/*.test.js', 3, 60),
		{ ...mocha('scripts', 'test/scripts/**/*.test.mjs', 4, 90), needsHost: !leftOut },
		...hostLevels({ grep, desktop, env }),
		driven(mocha('window', 'out/test/ui/**/*.test.js', 12, 90)),
		driven(mocha('web', 'out/test/web/**/*.test.js', 4, 90)),
		driven(mocha('package', 'out/test/package/**/*.test.js', 4, 90)),
	];
}

/**
 * The suite in the extension host, by @vscode/test-electron: browser-hosted where there is one, else in a desktop VS Code.
 *
 * @param {Parameters<typeof levels>[0]} options
 * @returns {Level[]}
 */
function hostLevels({ grep, desktop, env }) {
	const level = (/** @type {string} */ name, /** @type {string[]} */ args, needsHost = false) => ({
		name: `host ${name}`,
		minutes: 5,
		counts: true,
		needsHost,
		command: [at('scripts/test/host.mjs'), ...args],
		env: { MOCHA_REPORTER: REPORTER, MOCHA_GREP: grep ?? '' },
	});
	if (env.VSCODE_PATH) {
		return [level(env.VSCODE_PATH, ['--path', env.VSCODE_PATH])];
	}
	if (desktop) {
		return [level(desktop, ['--desktop', desktop === 'minimum' ? DESKTOP_VERSIONS['1.100'] : desktop])];
	}
	return /** @type {const} */ (['1.139', '1.100']).map((version) =>
		unsupportedPlatform()
			? level(version, ['--desktop', DESKTOP_VERSIONS[version]])
			: level(version, ['--hosted', version], true),
	);
}
