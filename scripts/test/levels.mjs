// @ts-check
// The levels of `npm test`, in their order: what each runs, and what keeps it from running on this machine.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { unsupportedPlatform } from '../../test/vscode/install.mjs';
import { missingNginx } from './nginx.mjs';

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
	/**
	 * `seconds`: after them a test counts as hanging. They are many times what it takes, for the machine may be busy.
	 *
	 * @type {(name: string, files: string, minutes?: number, seconds?: number) => Level}
	 */
	const mocha = (name, files, minutes = 3, seconds = 10) => ({
		name,
		minutes,
		counts: true,
		reads: ['out'],
		command: [
			at('node_modules/mocha/bin/mocha.js'),
			...['--reporter', REPORTER, '--forbid-only', '--timeout', String(seconds * 1000)],
			...(grep ? ['--grep', grep] : []),
			files,
		],
	});
	const leftOut = unsupportedPlatform();
	const noNginx = missingNginx(env);
	/** @type {(level: Level) => Level} */
	const driven = (level) => ({
		reads: ['out', 'dist'],
		...level,
		needsHost: true,
		...(leftOut ? { leftOut } : {}),
	});
	/** @type {(file: string) => Level} */
	const windowPart = (file) => ({ ...driven(mocha('window', `out/test/ui/${file}.test.js`, 8, 180)), part: file });
	return [
		{ name: 'lint', minutes: 2, counts: false, command: [at('node_modules/@biomejs/biome/bin/biome'), 'ci', '.'] },
		{ name: 'types', minutes: 3, counts: false, command: [at('node_modules/typescript/bin/tsc'), '-b'] },
		{ name: 'build', minutes: 2, counts: false, command: [at('esbuild.js'), '--tests'], writes: ['out', 'dist'] },
		// `npm start` builds.
		{ ...mocha('scripts', 'test/scripts/**/*.test.mjs', 4, 90), needsHost: !leftOut, reads: [], writes: ['dist'] },
		mocha('rules', 'out/test/{service,desk,present,protocol,panel,sandbox}/**/*.test.js', 10, 120),
		mocha('service', 'out/test/sockets/**/*.test.js', 6, 120),
		{ ...mocha('office', 'out/test/office/**/*.test.js', 4, 60), ...(noNginx ? { leftOut: noNginx } : {}) },
		{ ...mocha('manifest', 'out/test/manifest/**/*.test.js', 6, 180), reads: ['out', 'dist'] },
		...hostLevels({ grep, desktop, env }),
		...windowFiles().map(windowPart),
		driven(mocha('web', 'out/test/web/**/*.test.js', 6, 180)),
		{ ...driven(mocha('package', 'out/test/package/**/*.test.js', 6, 180)), reads: ['out'] },
	];
}

/** The longest come first, so that no lane is left with one of them alone at the end. */
function windowFiles() {
	const longest = [
		...['sixWindows', 'statusRules', 'visitors/findVisitor', 'visitors/segments', 'surfaces'],
		...['visitorPanel/panel', 'visitorPanel/panelEdit', 'visitorPanel/preview', 'hostileData'],
	];
	const files = readdirSync(at('test/ui'), { recursive: true, encoding: 'utf8' })
		.map((name) => name.replaceAll('\\', '/'))
		.filter((name) => name.endsWith('.test.ts'))
		.map((name) => name.slice(0, -'.test.ts'.length))
		.filter((name) => !longest.includes(name));
	return [...longest, ...files.sort()];
}

/**
 * The suite in the extension host, by @vscode/test-electron: browser-hosted where there is one, else in a desktop VS Code.
 *
 * @param {Parameters<typeof levels>[0]} options
 * @returns {Level[]}
 */
function hostLevels({ grep, desktop, env }) {
	/** @type {(name: string, args: string[], needsHost?: boolean) => Level} */
	const level = (name, args, needsHost = false) => ({
		name: `host ${name}`,
		minutes: 8,
		counts: true,
		needsHost,
		reads: ['out', 'dist'],
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
