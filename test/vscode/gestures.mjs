// @ts-check
// What a person does in the workbench: run a command, open a view container, look into a webview. Each waits until it is done.

/** @typedef {import('playwright-core').Page} Page */

/**
 * Runs a command by its title in the command palette, as in 'Frontdesk: Refresh'.
 *
 * @param {Page} page
 * @param {string} title
 */
export async function runCommand(page, title) {
	await page.keyboard.press('F1');
	const input = page.locator('.quick-input-widget:visible input[type="text"]').first();
	await input.fill(`>${title}`);
	const row = page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first();
	await row.waitFor({ timeout: 15_000 });
	await row.click();
}

/**
 * Opens a view container by the title of its icon in the activity bar; leaves it open if it is.
 *
 * @param {Page} page
 * @param {string} title
 */
export async function openContainer(page, title) {
	const icon = page.locator('.activitybar .action-item').filter({ has: page.locator(`[aria-label^="${title}"]`) });
	await icon.first().waitFor({ timeout: 30_000 });
	if (!(await icon.first().evaluate((element) => element.classList.contains('checked')))) {
		await icon.first().click();
		await page.mouse.move(0, 0); // away from the icon, or its hover covers the view
	}
	await page
		.locator('.sidebar .composite.title')
		.filter({ hasText: new RegExp(title, 'i') })
		.waitFor({ timeout: 15_000 });
}

/**
 * The document of the webview in the active editor.
 *
 * @param {Page} page
 */
export function webview(page) {
	return page.frameLocator('iframe.webview.ready').last().frameLocator('iframe#active-frame');
}
