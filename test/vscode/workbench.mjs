// @ts-check
// A real VS Code for tests, seen through a headless browser: one server, any number of windows, everything ended by close().
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium as playwright } from 'playwright-core';
import { chromium } from './chromium.mjs';
import { restored } from './gestures.mjs';
import { folderOf, install } from './install.mjs';
import { KEPT, PROJECT } from './places.mjs';
import { startServer } from './server.mjs';
import { QUIET, themeSettings } from './settings.mjs';

/**
 * @typedef {object} StartOptions
 * @property {import('./install.mjs').Version} [version] '1.139'
 * @property {'installed' | 'web' | 'none' | string[]} [extension] 'installed': the built extension, as a user has it; 'web': the same in the web worker host;
 *   a list of folders: extensions under development
 * @property {string} [package] a .vsix to install in place of `extension`
 * @property {'all' | 'few'} [builtIns] 'few': of VS Code's own extensions those alone that Frontdesk shows something with; all by default
 * @property {(folder: string) => void} [addExtensions] puts more extensions into the folder of the installed ones
 * @property {string} [scenario] the sandbox's scenario that the extension signs in to by itself; none: signed out
 * @property {import('./settings.mjs').Theme} [theme] 'dark'
 * @property {Record<string, unknown>} [settings] more user settings
 * @property {{ width: number, height: number }} [viewport] 1280 × 800
 * @property {boolean} [trust] whether workspace trust is asked for
 * @property {string} [userDataDir] a folder to keep; without one it is temporary
 * @property {NodeJS.ProcessEnv} [env] more environment for the extension hosts
 * @property {(line: string) => void} [say] progress of the installation
 */

/**
 * @typedef {object} WindowOptions
 * @property {string} [folder] the folder to open, as a path or as a URI of another file system; none: an empty window
 * @property {{ width: number, height: number }} [viewport]
 * @property {import('playwright-core').BrowserContext} [context] a browser profile of its own: own secrets and window state; none: one shared by all windows
 * @property {string} [extensionTestsPath] a suite to run in the extension host
 * @property {(type: string, values: unknown[]) => void} [onLog] what the suite prints
 */

/**
 * @typedef {object} Window
 * @property {import('playwright-core').Page} page
 * @property {Promise<number>} exited the exit code of the suite; rejects if the browser or the page dies first
 * @property {() => Promise<void>} close
 */

/**
 * @typedef {object} VSCode
 * @property {import('./install.mjs').Version} version
 * @property {string} origin
 * @property {string} userDataDir
 * @property {string} temporaryFolder
 * @property {import('playwright-core').Browser} browser
 * @property {(options?: WindowOptions) => Promise<Window>} openWindow resolves when the workbench stands; extensions may still be starting
 * @property {(settings: Record<string, unknown>) => void} changeSettings writes the user settings anew: the quiet ones, the theme, those of the start and these;
 *   for windows opened or reloaded afterwards: the server does not watch the file
 * @property {() => string} log of the server
 * @property {() => Promise<void>} close
 */

const VIEWPORT = { width: 1280, height: 800 };
/** How long (ms) a window may take to open: several may start at once on a busy machine. */
const OPENS_WITHIN = 120_000;
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

/**
 * @param {StartOptions} [options]
 * @returns {Promise<VSCode>}
 */
export async function startVSCode(options = {}) {
	const { version = '1.139', extension = 'installed', theme = 'dark', viewport = VIEWPORT, trust = false } = options;
	await install(
		['node', `vscode-${version}`, ...(process.env.CHROMIUM_PATH ? [] : [/** @type {const} */ ('browser')])],
		options.say ?? (() => undefined),
	);
	const { executablePath, env: browserEnv } = chromium(folderOf('browser'));
	const developed = Array.isArray(extension) ? extension : [];
	const server = await startServer({
		version,
		trust,
		automation: developed.length > 0,
		...(options.package
			? { package: options.package }
			: extension === 'installed'
				? { installed: 'node' }
				: extension === 'web'
					? { installed: 'web' }
					: {}),
		...(options.builtIns ? { builtIns: options.builtIns } : {}),
		...(options.userDataDir ? { userDataDir: options.userDataDir } : {}),
		...(options.addExtensions ? { addExtensions: options.addExtensions } : {}),
		env: { FRONTDESK_SANDBOX: options.scenario, ...options.env },
	});
	const browser = await playwright.launch({
		executablePath,
		env: /** @type {Record<string, string>} */ ({ ...process.env, ...browserEnv }),
		args: FLAGS,
	});
	const { userDataDir } = server;
	const changeSettings = (/** @type {Record<string, unknown>} */ settings) => {
		mkdirSync(path.join(userDataDir, 'User'), { recursive: true });
		writeFileSync(
			path.join(userDataDir, 'User/settings.json'),
			JSON.stringify({ ...QUIET, ...themeSettings(version, theme), ...options.settings, ...settings }, null, 1),
		);
	};
	changeSettings({});
	const shared = await browser.newContext({ viewport });
	return {
		version,
		origin: server.origin,
		userDataDir,
		temporaryFolder: server.temporaryFolder,
		browser,
		openWindow: (window = {}) => openWindow(server, window.context ?? shared, viewport, developed, window),
		changeSettings,
		log: server.log,
		async close() {
			await Promise.all([browser.close(), server.stop()]);
		},
	};
}

/**
 * @param {import('./server.mjs').Server} server
 * @param {import('playwright-core').BrowserContext} context
 * @param {{ width: number, height: number }} viewport
 * @param {string[]} developed
 * @param {WindowOptions} options
 * @returns {Promise<Window>}
 */
async function openWindow(server, context, viewport, developed, options) {
	const page = await context.newPage();
	await page.setViewportSize(options.viewport ?? viewport);
	/** @type {Promise<number>} */
	const exited = new Promise((resolve, reject) => {
		context.browser()?.once('disconnected', () => reject(new Error('The browser is gone.')));
		page.once('crash', () => reject(new Error('The page has crashed.')));
		void server.exited.then(() => reject(new Error(`VS Code's server is gone.\n${server.log().slice(-2000)}`)));
		void page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => resolve(code));
	});
	exited.catch(() => undefined); // only a run of a suite waits for it
	await page.exposeFunction('codeAutomationLog', options.onLog ?? (() => undefined));
	await page.goto(addressOf(server, developed, options), { timeout: OPENS_WITHIN });
	await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: OPENS_WITHIN });
	await restored(page);
	return { page, exited, close: () => page.close() };
}

/**
 * @param {import('./server.mjs').Server} server
 * @param {string[]} developed
 * @param {WindowOptions} options
 */
function addressOf(server, developed, { folder, extensionTestsPath }) {
	const remote = (/** @type {string} */ file) =>
		`vscode-remote://127.0.0.1:${server.port}${path.resolve(PROJECT, file)}`;
	const payload = [
		...developed.map((each) => ['extensionDevelopmentPath', remote(each)]),
		...(extensionTestsPath ? [['extensionTestsPath', remote(extensionTestsPath)]] : []),
		['skipWelcome', 'true'],
		['skipReleaseNotes', 'true'],
	];
	const query = new URLSearchParams({
		...(folder ? { folder: /^\w+:/.test(folder) ? folder : path.resolve(PROJECT, folder) } : { ew: 'true' }),
		payload: JSON.stringify(payload),
	});
	return `${server.origin}/?${query}`;
}

/** Where pictures of a test run go. */
export const PICTURES = path.join(KEPT, 'pictures');
