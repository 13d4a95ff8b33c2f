// @ts-check
// What a person does in the workbench: runs a command, opens a view container, reloads, looks into a webview.
// Each gesture waits for the state it is for, and acts again until that state is there: the workbench may be busy, or restoring what it had.

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */

/** How long (ms) a step of a gesture may take at first before the gesture begins again. */
const FIRST_STEP = 5_000;

/**
 * Acts until it succeeds once. What `act` does must not matter when it is done twice. Each attempt gives its steps twice the time of
 * the attempt before: a busy machine needs longer, and a gesture that begins again too early never ends.
 *
 * @template T
 * @param {string} what for the error
 * @param {(step: number) => Promise<T>} act each of its steps waits `step` ms at most
 * @param {number} [limit] in ms: the last attempt begins before
 * @returns {Promise<T>}
 */
export async function repeat(what, act, limit = 60_000) {
	const deadline = Date.now() + limit;
	for (let step = FIRST_STEP; ; step *= 2) {
		try {
			return await act(step);
		} catch (error) {
			if (Date.now() > deadline) {
				throw new Error(`in vain: ${what}`, { cause: error });
			}
		}
	}
}

/**
 * Runs a command by its title in the command palette, as in 'Frontdesk: Refresh'. The palette lists the commands that were there when
 * it opened, and closes when something takes the focus: then it is opened again.
 *
 * @param {Page} page
 * @param {string} title
 */
export async function runCommand(page, title) {
	await repeat(`the command ${title}`, async (step) => {
		await page.keyboard.press('F1');
		const input = page.locator('.quick-input-widget:visible input[type="text"]').first();
		await input.fill(`>${title}`, { timeout: step });
		const row = page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first();
		await row.click({ timeout: step });
	});
}

/**
 * Opens a view container by the title of its icon in the activity bar; leaves it open if it is.
 *
 * @param {Page} page
 * @param {string} title
 */
export async function openContainer(page, title) {
	const icon = page
		.locator('.activitybar .action-item')
		.filter({ has: page.locator(`[aria-label^="${title}"]`) })
		.first();
	const container = page.locator('.sidebar .composite.title').filter({ hasText: new RegExp(title, 'i') });
	await restored(page);
	await repeat(`the view container ${title}`, async (step) => {
		if (!(await container.isVisible())) {
			await icon.click({ timeout: step });
		}
		await container.waitFor({ timeout: step });
	});
	await closeHovers(page); // the icon's hover covers the view
}

/**
 * Takes the mouse away until no hover is on the screen. A hover that appears late, after the mouse has left its element, closes only
 * when the mouse has been over the hover itself and leaves that: a move elsewhere does not close it.
 *
 * @param {Page} page
 */
export async function closeHovers(page) {
	const hover = page.locator('.monaco-hover:visible').first();
	await repeat('no hover', async (step) => {
		const box = await hover.boundingBox({ timeout: 100 }).catch(() => null);
		if (box) {
			const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
			await page.mouse.move(x, y);
			await page.mouse.move(x + 1, y);
		}
		await page.mouse.move(690, 290);
		await page.mouse.move(700, 300);
		await hover.waitFor({ state: 'hidden', timeout: step / 5 });
	});
}

/**
 * Reloads the window by VS Code's own command, and waits until the new workbench has restored what the old one showed.
 *
 * @param {Page} page
 */
export async function reloadWindow(page) {
	await page.evaluate(() => Object.assign(globalThis, { beforeReload: true }));
	await runCommand(page, 'Developer: Reload Window');
	await page.waitForFunction(() => !('beforeReload' in globalThis), undefined, { timeout: 120_000 });
	await restored(page);
}

/**
 * Until then a click on an icon of the activity bar may hide what VS Code is about to show.
 *
 * @param {Page} page
 */
export async function restored(page) {
	const isRestored = () => performance.getEntriesByName('code/didStartWorkbench').length > 0;
	await page.waitForFunction(isRestored, undefined, { timeout: 120_000 });
}

/**
 * Chooses from the context menu of an element. A menu takes no click in its first tenth of a second, so the item is chosen by Enter.
 *
 * @param {Locator} element
 * @param {string} item
 */
export async function chooseFromMenu(element, item) {
	const page = element.page();
	const choice = page.getByRole('menuitem', { name: item });
	await repeat(`${item} in the menu`, async (step) => {
		await element.click({ button: 'right', timeout: step });
		await choice.hover({ timeout: step });
		await page.keyboard.press('Enter');
		await choice.waitFor({ state: 'hidden', timeout: step });
	});
}

/**
 * Clicks until something is there; does nothing if it is.
 *
 * @param {Locator} target
 * @param {Locator} outcome
 */
export async function clickFor(target, outcome) {
	await repeat(`what a click brings: ${outcome}`, async (step) => {
		if (!(await outcome.isVisible())) {
			await target.click({ timeout: step });
			await outcome.waitFor({ timeout: step });
		}
	});
}

/**
 * Drags the edge of the side bar; does nothing if it has that width.
 *
 * @param {Page} page
 * @param {number} width in px
 */
export async function resizeSideBar(page, width) {
	const box = await page.locator('.part.sidebar').boundingBox();
	if (box && Math.abs(box.width - width) > 2) {
		await page.mouse.move(box.x + box.width, box.y + box.height / 2);
		await page.mouse.down();
		await page.mouse.move(box.x + width, box.y + box.height / 2, { steps: 5 });
		await page.mouse.up();
	}
}

/**
 * The document of the webview in the active editor.
 *
 * @param {Page} page
 */
export function webview(page) {
	return page.frameLocator('iframe.webview.ready').last().frameLocator('iframe#active-frame');
}
