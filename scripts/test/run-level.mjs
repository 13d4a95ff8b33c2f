// @ts-check
// Runs one level of `npm test` as a process of its own: shows its output, holds its time limit, counts its checks.
import { createInterface } from 'node:readline';
import { PROJECT, shortTemporaryFolder } from '../../test/vscode/places.mjs';
import { startGuarded } from '../../test/vscode/processes.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * @typedef {object} Level
 * @property {string} name
 * @property {string} [part] which of several processes that make up the level
 * @property {string[]} command arguments for Node
 * @property {number} minutes the time limit
 * @property {boolean} counts whether it prints the counts of a mocha run; one that does not is one check
 * @property {boolean} [needsHost] whether it runs a browser-hosted VS Code
 * @property {string} [leftOut] why it cannot run here
 * @property {NodeJS.ProcessEnv} [env]
 * @property {readonly ('out' | 'dist')[]} [reads] the builds that must not change while it runs
 * @property {readonly ('out' | 'dist')[]} [writes] the builds that it changes
 */

const COUNTS = /^frontdesk-test-counts (\{.*\})$/;

/**
 * @param {Level} level
 * @param {object} options
 * @param {(line: string) => void} options.say
 * @param {boolean} options.mayBeEmpty whether it may find no test, as it may where only some were asked for
 * @returns {Promise<Counts>}
 */
export async function runLevel(level, { say, mayBeEmpty }) {
	const color = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
	const temporary = shortTemporaryFolder(); // removed at the end, so that an ended level leaves nothing either
	const child = startGuarded(process.execPath, level.command, {
		cwd: PROJECT,
		env: { ...process.env, ...color, TMPDIR: temporary, TMP: temporary, TEMP: temporary, ...level.env },
		remove: [temporary],
	});
	/** @type {Counts | undefined} */
	let counts;
	for (const stream of [child.process.stdout, child.process.stderr]) {
		if (stream) {
			createInterface({ input: stream }).on('line', (line) => {
				const found = COUNTS.exec(line)?.[1];
				if (found) {
					counts = JSON.parse(found);
				} else {
					say(line);
				}
			});
		}
	}
	let timedOut = false;
	const limit = setTimeout(() => {
		timedOut = true;
		void child.stop();
	}, level.minutes * 60_000);
	const code = await child.exited;
	clearTimeout(limit);
	return verdict(level, { code, timedOut, counts, say, mayBeEmpty });
}

/**
 * The exit code and the counts have to agree: a run that fails without a failing test has crashed.
 *
 * @param {Level} level
 * @param {{ code: number, timedOut: boolean, counts: Counts | undefined, say: (line: string) => void, mayBeEmpty: boolean }} outcome
 * @returns {Counts}
 */
export function verdict(level, { code, timedOut, counts, say, mayBeEmpty }) {
	const { passed, failed, skipped } = counts ?? { passed: !level.counts && code === 0 ? 1 : 0, failed: 0, skipped: 0 };
	const broken = (/** @type {string} */ why) => {
		say(`✗ ${level.name}: ${why}`);
		return { passed, failed: failed + 1, skipped };
	};
	if (timedOut) {
		return broken(`not done after ${level.minutes} minutes; it was ended.`);
	}
	if (level.counts && !counts) {
		return broken(`ended with exit code ${code} before it had counted its tests.`);
	}
	if (code !== 0 && failed === 0) {
		return broken(`ended with exit code ${code}.`);
	}
	if (level.counts && passed + failed === 0 && !mayBeEmpty) {
		return broken('found no test.');
	}
	return { passed, failed, skipped };
}
