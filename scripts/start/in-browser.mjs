// @ts-check
// The browser-hosted way of `npm start`: VS Code's own server with the built extension installed, behind a proxy on the loopback address.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { install, unsupportedPlatform } from '../../test/vscode/install.mjs';
import { KEPT } from '../../test/vscode/places.mjs';
import { startServer } from '../../test/vscode/server.mjs';
import { QUIET } from '../../test/vscode/settings.mjs';
import { Stop } from '../../test/vscode/stop.mjs';
import { build } from './build.mjs';
import { openFront } from './front.mjs';
import { sampleData, shownData } from './sample-data.mjs';
import { writeUserSettings } from './settings-file.mjs';

const VERSION = '1.139';

/**
 * @param {import('./options.mjs').StartOptions} options
 * @param {(line: string) => void} say
 * @returns {Promise<number>} the exit code, when VS Code has ended by itself
 */
export async function startInBrowser(options, say) {
	const unsupported = unsupportedPlatform();
	if (unsupported) {
		throw new Stop(unsupported, 'install the desktop VS Code, or name it with the environment variable VSCODE_PATH.');
	}
	const userDataDir = path.join(KEPT, 'start');
	const front = await openFront(options.port, secretsKeyIn(userDataDir)); // first of all: a busy port is said before anything is downloaded
	await build(say);
	await install(['node', `vscode-${VERSION}`], say);
	writeUserSettings(userDataDir, QUIET, options.site);
	const server = await startServer({
		version: VERSION,
		installed: 'node',
		userDataDir,
		trust: true,
		env: sampleData(options),
	});
	front.forwardTo(server.port);
	const address = `http://127.0.0.1:${front.port}/`;
	say(`VS Code ${VERSION} with Frontdesk ${shownData(options)} is at\n\n    ${address}\n\nCtrl+C ends it.`);
	if (options.open) {
		openInBrowser(address);
	}
	const code = await server.exited;
	throw new Stop(`VS Code's server has ended with exit code ${code}.\n${server.log().slice(-2000)}`, 'start again.');
}

/**
 * A convenience: where it does not work, the printed address does.
 *
 * @param {string} address
 */
function openInBrowser(address) {
	const { BROWSER, DISPLAY, WAYLAND_DISPLAY } = process.env;
	const opener = BROWSER || (DISPLAY || WAYLAND_DISPLAY ? 'xdg-open' : undefined);
	if (opener) {
		spawn(opener, [address], { detached: true, stdio: 'ignore' })
			.on('error', () => undefined)
			.unref();
	}
}

/**
 * The key of this instance's secrets, the same at every start.
 *
 * @param {string} userDataDir
 */
function secretsKeyIn(userDataDir) {
	const file = path.join(userDataDir, 'secrets.key');
	if (!existsSync(file)) {
		mkdirSync(userDataDir, { recursive: true });
		writeFileSync(file, randomBytes(32), { mode: 0o600 });
	}
	return readFileSync(file);
}
