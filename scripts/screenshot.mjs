// @ts-check
// Pictures of the product: the built extension in a real window, in a scenario, for each theme asked for, after the steps asked for.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { openContainer, resizeSideBar, runCommand, webview } from '../test/vscode/gestures.mjs';
import { THEMES } from '../test/vscode/settings.mjs';
import { runScript, Stop } from '../test/vscode/stop.mjs';
import { PICTURES, startVSCode } from '../test/vscode/workbench.mjs';
import { installFonts } from './fonts.mjs';

const HELP = `node scripts/screenshot.mjs [options]     (build first: node esbuild.js)

  --scenario <name>    sandbox scenario, "none" for signed out              calm
  --theme <names>      ${THEMES.join(', ')}, several with commas, or all    dark
  --viewport <w>x<h>                                                        1280x800
  --version <version>  1.139 or 1.100                                       1.139
  --web                the variant that runs in the web worker host
  --folder <folder>    folder to open                                       none
  --settings <json>    more user settings
  --side-bar <px>      its width                                            as VS Code opens it
  --rtl                the page of a panel from right to left
  --steps <file>       a module that exports steps({ page, picture, runCommand, openContainer, webview, vscode });
                       picture(name) saves a picture; without steps: one picture of the opened view container
  --run <command>      a command to run by its palette title before the picture, may be repeated
  --wait <ms>          before a picture                                     1000
  --out <folder>                                                            .vscode-test/pictures
`;

/**
 * @typedef {object} Scene
 * @property {import('playwright-core').Page} page
 * @property {(name: string) => Promise<void>} picture
 * @property {typeof runCommand} runCommand
 * @property {typeof openContainer} openContainer
 * @property {typeof webview} webview
 * @property {import('../test/vscode/workbench.mjs').VSCode} vscode
 */

await runScript(async () => {
	const { values } = parseArgs({
		options: {
			scenario: { type: 'string', default: 'calm' },
			theme: { type: 'string', default: 'dark' },
			viewport: { type: 'string', default: '1280x800' },
			version: { type: 'string', default: '1.139' },
			web: { type: 'boolean', default: false },
			folder: { type: 'string' },
			settings: { type: 'string', default: '{}' },
			'side-bar': { type: 'string' },
			rtl: { type: 'boolean', default: false },
			steps: { type: 'string' },
			run: { type: 'string', multiple: true, default: [] },
			wait: { type: 'string', default: '1000' },
			out: { type: 'string', default: PICTURES },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) {
		process.stdout.write(HELP);
		return;
	}
	const [width = 0, height = 0] = values.viewport.split('x').map(Number);
	mkdirSync(values.out, { recursive: true });
	await installFonts((line) => process.stderr.write(`${line}\n`));
	/** @type {{ steps?: (scene: Scene) => Promise<void> }} */
	const module = values.steps ? await import(pathToFileURL(path.resolve(values.steps)).href) : {};
	const steps = module.steps ?? onePicture(values.run);
	for (const theme of values.theme === 'all' ? THEMES : values.theme.split(',')) {
		const vscode = await startVSCode({
			version: oneOf(/** @type {const} */ (['1.139', '1.100']), values.version, '--version'),
			theme: oneOf(THEMES, theme, '--theme'),
			extension: values.web ? 'web' : 'installed',
			viewport: { width, height },
			settings: JSON.parse(values.settings),
			...(values.scenario === 'none' ? {} : { scenario: values.scenario }),
			say: (line) => process.stderr.write(`${line}\n`),
		});
		try {
			const { page } = await vscode.openWindow(values.folder ? { folder: path.resolve(values.folder) } : {});
			const picture = async (/** @type {string} */ name) => {
				if (values['side-bar']) {
					await resizeSideBar(page, Number(values['side-bar']));
				}
				if (values.rtl) {
					await webview(page)
						.locator('html')
						.evaluate((element) => element.setAttribute('dir', 'rtl'));
				}
				await page.waitForTimeout(Number(values.wait));
				const file = path.join(values.out, `${name}-${theme}.png`);
				await page.screenshot({ path: file });
				process.stdout.write(`${file}\n`);
			};
			await steps({ page, picture, runCommand, openContainer, webview, vscode });
		} finally {
			await vscode.close();
		}
	}
});

/** @param {string[]} commands */
function onePicture(commands) {
	return async (/** @type {Scene} */ { page, picture }) => {
		await openContainer(page, 'Frontdesk');
		await page.waitForTimeout(1500); // the extension is signing in
		for (const command of commands) {
			await runCommand(page, command);
		}
		await picture('frontdesk');
	};
}

/**
 * @template {string} T
 * @param {readonly T[]} allowed
 * @param {string} value
 * @param {string} option
 * @returns {T}
 */
function oneOf(allowed, value, option) {
	const found = allowed.find((each) => each === value);
	if (!found) {
		throw new Stop(`${option} ${value} is not known.`, `take one of ${allowed.join(', ')}.`);
	}
	return found;
}
