// @ts-check
// `npm run pictures`: the pictures of the walkthrough and of the README, and the animation of the main journey, made from the built extension in a real window.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { PROJECT } from '../test/vscode/places.mjs';
import { THEMES } from '../test/vscode/settings.mjs';
import { runScript, Stop } from '../test/vscode/stop.mjs';
import { startVSCode } from '../test/vscode/workbench.mjs';
import { installFonts } from './fonts.mjs';
import { writeAnimation, writePicture } from './pictures/files.mjs';
import { createFilm, filmJourney } from './pictures/journey.mjs';
import { overview, walkthroughSteps } from './pictures/scenes.mjs';
import { build } from './start/build.mjs';

const HELP = `npm run pictures -- [options]

  --only <names>   of walkthrough, overview and journey, several with commas    all
  --theme <names>  ${THEMES.join(', ')}, several with commas                    all
`;

const KINDS = ['walkthrough', 'overview', 'journey'];
/** The README has no pictures in high contrast. */
const README_THEMES = ['light', 'dark'];
const WALKTHROUGH = 'media/walkthrough';
const README = 'docs/pictures';

/** What the clock shows when a window opens. */
const OPENED_AT = Date.UTC(2026, 0, 14, 10, 0);
/** How fast the clock goes: the sample data change little while pictures are taken. */
const SLOW = 0.2;
/** Visitors have waited for more than a minute after some seconds. */
const FAST = 8;

const say = (/** @type {string} */ line) => process.stderr.write(`${line}\n`);

await runScript(async () => {
	const { values } = parseArgs({
		options: {
			only: { type: 'string', default: KINDS.join(',') },
			theme: { type: 'string', default: THEMES.join(',') },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) {
		process.stdout.write(HELP);
		return;
	}
	const kinds = chosen(values.only, KINDS, '--only');
	const themes = chosen(values.theme, THEMES, '--theme');
	await build(say);
	await installFonts(say);
	for (const folder of [WALKTHROUGH, README]) {
		mkdirSync(path.join(PROJECT, folder), { recursive: true });
	}
	for (const theme of themes) {
		if (kinds.includes('walkthrough')) {
			await inWindow(theme, { width: 910, height: 560 }, {}, async (page) => {
				for (const [step, take] of Object.entries(walkthroughSteps)) {
					await written(await writePicture(await take(page), `${WALKTHROUGH}/${step}-${theme}.png`, 16));
				}
			});
		}
		if (kinds.includes('overview') && README_THEMES.includes(theme)) {
			await inWindow(theme, { width: 1280, height: 800 }, { scenario: 'calm', speed: FAST }, async (page) => {
				await written(await writePicture(await overview(page), `${README}/overview-${theme}.png`, 128));
			});
		}
		if (kinds.includes('journey') && README_THEMES.includes(theme)) {
			await inWindow(theme, { width: 1100, height: 688 }, { scenario: 'calm' }, async (page) => {
				const film = createFilm(page);
				await filmJourney(page, film);
				await written(await writeAnimation(film.frames, `${README}/journey-${theme}.gif`));
			});
		}
	}
});

/**
 * @param {import('../test/vscode/settings.mjs').Theme} theme
 * @param {{ width: number, height: number }} viewport
 * @param {{ scenario?: string, speed?: number }} options
 * @param {(page: import('playwright-core').Page) => Promise<void>} act
 */
async function inWindow(theme, viewport, { speed = SLOW, ...options }, act) {
	const vscode = await startVSCode({
		theme,
		viewport,
		env: { TZ: 'UTC', FRONTDESK_CLOCK: `${speed} ${Date.now()} ${OPENED_AT}` },
		// A picture shows Frontdesk, and as little else as possible.
		settings: {
			'workbench.layoutControl.enabled': false,
			'remote.autoForwardPorts': false,
			'window.commandCenter': false,
			'editor.cursorBlinking': 'solid',
		},
		say,
		...options,
	});
	try {
		const { page } = await vscode.openWindow();
		await act(page);
	} finally {
		await vscode.close();
	}
}

/** @param {{ file: string, size: number }} picture */
function written({ file, size }) {
	process.stdout.write(`${file}  ${(size / 1000).toFixed(1)} kB\n`);
}

/**
 * @template {string} T
 * @param {string} value
 * @param {readonly T[]} allowed
 * @param {string} option
 * @returns {T[]}
 */
function chosen(value, allowed, option) {
	return value.split(',').map((each) => {
		const found = allowed.find((name) => name === each);
		if (!found) {
			throw new Stop(`${option} ${each} is not known.`, `take of ${allowed.join(', ')}.`);
		}
		return found;
	});
}
