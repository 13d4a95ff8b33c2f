// @ts-check
// npm start as a user runs it: it answers, shows the extension, and leaves nothing behind.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
	chmodSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium as playwright } from 'playwright-core';
import { findDesktop } from '../../scripts/start/desktop.mjs';
import { chromium } from '../vscode/chromium.mjs';
import { openContainer } from '../vscode/gestures.mjs';
import { folderOf, unsupportedPlatform } from '../vscode/install.mjs';
import { PROJECT } from '../vscode/places.mjs';

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
const npmStart = (args, env) => start('npm', ['start', '--silent', '--', ...args], env);

/**
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
function start(command, args, env = {}) {
	const child = spawn(command, args, {
		cwd: PROJECT,
		env: { ...process.env, VSCODE_PATH: undefined, ...env },
		detached: true, // a foreground group of its own, as in a terminal
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text) => {
			output += text;
		});
	}
	const exited = once(child, 'close').then(([code, signal]) => code ?? signal);
	return {
		exited,
		output: () => output,
		pid: /** @type {number} */ (child.pid),
		/** @param {RegExp} pattern */
		async prints(pattern) {
			for (const deadline = Date.now() + 60_000; !pattern.test(output); await sleep(50)) {
				assert.ok(Date.now() < deadline && child.exitCode === null, `it did not print ${pattern}:\n${output}`);
			}
		},
		/** As Ctrl+C in a terminal: the signal reaches the whole foreground group. */
		interrupt: () => process.kill(-(/** @type {number} */ (child.pid)), 'SIGINT'),
	};
}

const sleep = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * All processes below one, however they were started.
 *
 * @param {number} root
 */
function descendants(root) {
	const parents = readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.flatMap((pid) => {
			try {
				const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
				return [[Number(pid), Number(stat.slice(stat.lastIndexOf(')')).split(' ')[2])]];
			} catch {
				return []; // gone meanwhile
			}
		});
	const found = [root];
	for (const pid of found) {
		found.push(...parents.filter(([, parent]) => parent === pid).map(([child]) => /** @type {number} */ (child)));
	}
	return found;
}

/** @param {number} pid */
function isAlive(pid) {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}

/** @returns {Promise<number>} */
async function freePort() {
	const server = net.createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = /** @type {net.AddressInfo} */ (server.address());
	server.close();
	await once(server, 'close');
	return port;
}

describe('npm start', () => {
	before(function () {
		if (unsupportedPlatform()) {
			this.skip();
		}
	});

	it('serves VS Code with Frontdesk on sample data, and Ctrl+C leaves no process and no folder', async () => {
		const port = await freePort();
		const temporary = mkdtempSync('/tmp/s-');
		const started = npmStart(['--browser', '--no-open', '--port', String(port)], { TMPDIR: temporary });
		await started.prints(new RegExp(`http://127\\.0\\.0\\.1:${port}/`));
		const { executablePath, env } = chromium(folderOf('browser'));
		const browser = await playwright.launch({
			executablePath,
			env: /** @type {Record<string, string>} */ ({ ...process.env, ...env }),
			args: ['--no-sandbox', '--disable-gpu'],
		});
		try {
			const page = await browser.newPage();
			await page.goto(`http://127.0.0.1:${port}/`);
			await openContainer(page, 'Frontdesk');
			// Sample data stands for the Node host as well: the web worker host could not read the variable that asks for it.
			await page
				.getByRole('treeitem', { name: /^Waiting/ })
				.first()
				.waitFor({ timeout: 30_000 });
		} finally {
			await browser.close();
		}
		const processes = descendants(started.pid);
		assert.ok(processes.length >= 4, 'npm, the script, the guard and the server');
		started.interrupt();
		await started.exited;
		for (const deadline = Date.now() + 5000; processes.some(isAlive); await sleep(50)) {
			assert.ok(Date.now() < deadline, `still running: ${processes.filter(isAlive)}`);
		}
		assert.deepEqual(
			readdirSync(temporary).filter((name) => name.startsWith('fd-')),
			[],
		);
		rmSync(temporary, { recursive: true, force: true });
		await assert.rejects(fetch(`http://127.0.0.1:${port}/`), 'nothing listens any more');
	});

	it('ends with npm, even a killed one', async () => {
		const started = npmStart(['--browser', '--no-open', '--port', String(await freePort())]);
		await started.prints(/Ctrl\+C/);
		const processes = descendants(started.pid);
		process.kill(started.pid, 'SIGKILL');
		for (const deadline = Date.now() + 10_000; processes.slice(1).some(isAlive); await sleep(50)) {
			assert.ok(Date.now() < deadline, `still running: ${processes.filter(isAlive)}`);
		}
	});

	it('says that the port is in use, in two lines', async () => {
		const server = net.createServer().listen(0, '127.0.0.1');
		await once(server, 'listening');
		const { port } = /** @type {net.AddressInfo} */ (server.address());
		const started = npmStart(['--browser', '--no-open', '--port', String(port)]);
		assert.equal(await started.exited, 1);
		server.close();
		assert.equal(
			started.output().trim(),
			`Port ${port} is in use.\n  Next: take another one: npm start -- --port ${port + 1}`,
		);
	});
});

describe('A desktop VS Code', () => {
	/** @type {string} */
	let folder;
	before(function () {
		if (process.platform === 'win32') {
			this.skip();
		}
		folder = mkdtempSync(path.join(tmpdir(), 'desktop-'));
		mkdirSync(path.join(folder, 'bin'));
		for (const name of ['code', 'bin/code']) {
			writeFileSync(
				path.join(folder, name),
				`#!/bin/sh\ncd "$(dirname "$0")"\necho "$FRONTDESK_SANDBOX|$VSCODE_IPC_HOOK|$*" > seen.part\nmv seen.part seen\nexec sleep 60\n`,
			);
			chmodSync(path.join(folder, name), 0o755);
		}
	});
	after(() => folder && rmSync(folder, { recursive: true, force: true }));

	it('is found behind its command line script, which does not stay as long as the window', () => {
		assert.equal(findDesktop({ PATH: path.join(folder, 'bin') }, 'linux'), path.join(folder, 'code'));
		assert.equal(findDesktop({ VSCODE_PATH: path.join(folder, 'bin/code') }, 'linux'), path.join(folder, 'code'));
	});

	it('is not the script of a VS Code server, which has no program behind it', () => {
		rmSync(path.join(folder, 'code'));
		assert.equal(findDesktop({ PATH: path.join(folder, 'bin') }, 'linux'), undefined);
		writeFileSync(path.join(folder, 'code'), readFileSync(path.join(folder, 'bin/code')), { mode: 0o755 });
	});

	it('is missed where VSCODE_PATH names none', () => {
		assert.throws(
			() => findDesktop({ VSCODE_PATH: '/no/where' }),
			/^Stop: VSCODE_PATH names \/no\/where, and there is no VS Code\.\n {2}Next: /,
		);
	});

	it('is started as ours, with its own folders and sample data, and Ctrl+C ends it', async () => {
		const env = { VSCODE_PATH: path.join(folder, 'code'), VSCODE_IPC_HOOK: 'of the one outside' };
		const started = start(process.execPath, ['scripts/start.mjs', '--scenario', 'busy'], env);
		await started.prints(/VS Code opens with Frontdesk on sample data \(busy\)/);
		for (const deadline = Date.now() + 30_000; !existsSync(path.join(folder, 'seen')); await sleep(50)) {
			assert.ok(Date.now() < deadline, 'the program was not started');
		}
		const [sandbox, hook, args] = readFileSync(path.join(folder, 'seen'), 'utf8').split('|');
		assert.deepEqual([sandbox, hook], ['busy', '']);
		assert.match(
			args ?? '',
			/--user-data-dir \S*\.vscode-test\S* .*--extensions-dir \S*\.vscode-test\S* .*--extensionDevelopmentPath=/,
		);
		const processes = process.platform === 'linux' ? descendants(started.pid) : [];
		started.interrupt();
		assert.equal(await started.exited, 0, 'Ctrl+C is the ordinary end');
		assert.deepEqual(processes.filter(isAlive), []);
	});
});
