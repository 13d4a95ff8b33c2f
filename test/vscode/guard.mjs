// @ts-check
// A process of its own that runs a command and ends it, with all its children, when the one who asked for it goes away: by stdin's end, which even a killed parent causes.
// It stands outside the terminal's foreground group, so that Ctrl+C reaches the command only through an orderly stop.
import { spawn, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';

/** @type {{ command: string, args: string[], remove: string[] }} */
const { command, args, remove } = JSON.parse(process.argv[2] ?? '{}');
const windows = process.platform === 'win32'; // it has no process groups, but can end a tree of processes
const child = spawn(command, args, { detached: !windows, stdio: ['ignore', 'inherit', 'inherit'] });
let stopping = false;

child.once('error', (error) => {
	process.stderr.write(`${error.message}\n`);
	process.exit(127);
});
child.once('exit', (code, signal) => void stop(code ?? (signal ? 1 : 0)));
process.stdin.once('close', () => void stop(0)).resume();
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
	process.once(signal, () => void stop(0));
}

/** @param {number} code */
async function stop(code) {
	if (stopping) {
		return;
	}
	stopping = true;
	if (!(signalGroup('SIGTERM') && (await groupEnds(3000))) && signalGroup('SIGKILL')) {
		await groupEnds(1000);
	}
	for (const folder of remove) {
		rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
	}
	process.exit(code);
}

/**
 * @param {NodeJS.Signals | 0} signal
 * @returns {boolean} whether anyone was there to get it
 */
function signalGroup(signal) {
	if (windows) {
		return signal !== 0 && spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F']).status === 0;
	}
	try {
		return child.pid !== undefined && process.kill(-child.pid, signal);
	} catch {
		return false;
	}
}

/** @param {number} limit in milliseconds */
async function groupEnds(limit) {
	for (const deadline = Date.now() + limit; Date.now() < deadline; ) {
		if (!signalGroup(0)) {
			return true;
		}
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
	return false;
}
