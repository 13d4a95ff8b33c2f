// @ts-check
// The desktop way of `npm start`: the VS Code of this machine as a process of ours, with user data and extensions of its own.
import path from 'node:path';
import { KEPT, PROJECT } from '../../test/vscode/places.mjs';
import { environmentOutsideVSCode, startGuarded } from '../../test/vscode/processes.mjs';
import { QUIET } from '../../test/vscode/settings.mjs';
import { Stop } from '../../test/vscode/stop.mjs';
import { build } from './build.mjs';
import { sampleData, shownData } from './sample-data.mjs';
import { writeUserSettings } from './settings-file.mjs';

/**
 * @param {string} program
 * @param {import('./options.mjs').StartOptions} options
 * @param {(line: string) => void} say
 * @returns {Promise<number>} the exit code, when VS Code has ended by itself
 */
export async function startInDesktop(program, options, say) {
	await build(say);
	const userDataDir = path.join(KEPT, 'desktop');
	writeUserSettings(userDataDir, QUIET, options.site);
	const desktop = startGuarded(
		program,
		[
			...['--user-data-dir', userDataDir, '--extensions-dir', path.join(KEPT, 'desktop-extensions')],
			...[`--extensionDevelopmentPath=${PROJECT}`, '--skip-release-notes', '--disable-updates'],
			...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), // Chromium refuses its sandbox to root
		],
		{ env: { ...environmentOutsideVSCode(), ...sampleData(options) }, output: 'ignore' },
	);
	say(`VS Code opens with Frontdesk ${shownData(options)}: ${program}\n\nCtrl+C ends it.`);
	const code = await desktop.exited;
	if (code !== 0) {
		throw new Stop(
			`${program} has ended with exit code ${code}.`,
			'try VS Code in the browser: npm start -- --browser',
		);
	}
	return code;
}
