// @ts-check
// Builds the extension before it is shown.
import { PROJECT } from '../../test/vscode/places.mjs';
import { run } from '../../test/vscode/processes.mjs';
import { Stop } from '../../test/vscode/stop.mjs';

/** @param {(line: string) => void} say */
export async function build(say) {
	say('Building Frontdesk …');
	const { code, output } = await run(process.execPath, ['esbuild.js'], { cwd: PROJECT });
	if (code !== 0) {
		const missing = /Cannot find module '(esbuild|@vscode|playwright)/.test(output);
		throw new Stop(
			missing ? 'The packages of the project are not installed.' : `The build failed.\n${output.trimEnd()}`,
			missing ? 'run `npm ci`, then `npm start` again.' : 'mend what it names, then run `npm start` again.',
		);
	}
}
