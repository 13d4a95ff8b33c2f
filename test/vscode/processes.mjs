// @ts-check
// Starts commands that cannot outlive us, and ends them with everything that they started.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const GUARD = fileURLToPath(new URL('guard.mjs', import.meta.url));

/** @type {Set<Guarded>} */
const running = new Set();

/**
 * @typedef {object} Guarded
 * @property {import('node:child_process').ChildProcess} process the guard: its output and exit code are the command's
 * @property {Promise<number>} exited
 * @property {() => Promise<number>} stop ends the command and its children, removes the folders, waits until it is done
 */

/**
 * @param {string} command
 * @param {string[]} args
 * @param {object} [options]
 * @param {string} [options.cwd]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {string[]} [options.remove] folders to remove at the end
 * @param {'pipe' | 'ignore' | number} [options.output]
 * @returns {Guarded}
 */
export function startGuarded(command, args, { cwd, env = process.env, remove = [], output = 'pipe' } = {}) {
	const child = spawn(process.execPath, [GUARD, JSON.stringify({ command, args, remove })], {
		...(cwd ? { cwd } : {}),
		env,
		detached: process.platform !== 'win32', // there it would open a console window
		windowsHide: true,
		stdio: ['pipe', output, output],
	});
	/** @type {Promise<number>} */
	const exited = new Promise((resolve) => {
		child.once('error', () => resolve(127));
		child.once('close', (code) => resolve(code ?? 1));
	});
	child.stdin?.on('error', () => undefined); // it has gone already
	const guarded = {
		process: child,
		exited,
		stop() {
			child.stdin?.end();
			return exited;
		},
	};
	running.add(guarded);
	void exited.then(() => running.delete(guarded));
	return guarded;
}

/** Ends all that is running, also where an interrupted function holds it. */
export async function stopAll() {
	await Promise.all([...running].map((guarded) => guarded.stop()));
}

/**
 * Runs a command to its end.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<{ code: number, output: string }>} stdout and stderr together
 */
export async function run(command, args, options) {
	const guarded = startGuarded(command, args, options);
	let output = '';
	for (const stream of [guarded.process.stdout, guarded.process.stderr]) {
		stream?.setEncoding('utf8').on('data', (text) => {
			output += text;
		});
	}
	return { code: await guarded.exited, output };
}

/** What a VS Code, or a program that runs inside one, tells its children about itself: a VS Code that we start must not inherit it. */
export function environmentOutsideVSCode() {
	return Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_RUN_AS_NODE$|ELECTRON_NO_ATTACH)/.test(name)),
	);
}
