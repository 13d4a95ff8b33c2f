// @ts-check
// Finds the desktop VS Code of this machine: the program itself, not the command line script around it, which would leave when the window is open.
import { existsSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { Stop } from '../../test/vscode/stop.mjs';

/**
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 * @returns {string | undefined}
 */
export function findDesktop(env = process.env, platform = process.platform) {
	if (env.VSCODE_PATH) {
		const program = programOf(env.VSCODE_PATH, platform);
		if (!program) {
			throw new Stop(
				`VSCODE_PATH names ${env.VSCODE_PATH}, and there is no VS Code.`,
				'let it name the program, as in /usr/share/code/code, or unset it.',
			);
		}
		return program;
	}
	for (const candidate of candidates(env, platform)) {
		const program = programOf(candidate, platform);
		if (program) {
			return program;
		}
	}
	return undefined;
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 */
function candidates(env, platform) {
	const script = platform === 'win32' ? 'code.cmd' : 'code';
	const onPath = (env.PATH ?? '')
		.split(path.delimiter)
		.filter(Boolean)
		.map((folder) => path.join(folder, script));
	switch (platform) {
		case 'darwin':
			return [
				'/Applications/Visual Studio Code.app',
				path.join(homedir(), 'Applications/Visual Studio Code.app'),
				...onPath,
			];
		case 'win32':
			return [
				...[env.LOCALAPPDATA && `${env.LOCALAPPDATA}\\Programs`, env.ProgramFiles]
					.filter((folder) => folder !== undefined)
					.map((folder) => `${folder}\\Microsoft VS Code\\Code.exe`),
				...onPath,
			];
		default:
			return ['/usr/share/code/code', '/opt/visual-studio-code/code', ...onPath];
	}
}

/**
 * The program behind an application folder, a command line script or the program's own path.
 * A `code` that a VS Code server puts on the PATH of its terminals has no program behind it, so it is none.
 *
 * @param {string} named
 * @param {NodeJS.Platform} platform
 */
function programOf(named, platform) {
	if (!existsSync(named)) {
		return undefined;
	}
	const real = realpathSync(named);
	const script = path.basename(path.dirname(real)) === 'bin' && /^code(-insiders)?(\.cmd)?$/.test(path.basename(real));
	const above = (/** @type {string} */ levels) => path.resolve(path.dirname(real), levels);
	/** @type {string[]} */
	let programs = [real];
	if (real.endsWith('.app')) {
		programs = [path.join(real, 'Contents/MacOS/Code'), path.join(real, 'Contents/MacOS/Electron')];
	} else if (script && platform === 'darwin') {
		programs = [above('../../../MacOS/Code'), above('../../../MacOS/Electron')];
	} else if (script && platform === 'win32') {
		programs = [above('../Code.exe'), above('../Code - Insiders.exe')];
	} else if (script) {
		programs = [above('../code'), above('../code-insiders')];
	}
	return programs.find((program) => existsSync(program) && statSync(program).isFile());
}
