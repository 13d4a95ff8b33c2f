// @ts-check
// What each picture shows: brings a window there and takes it.
import {
	clickFor,
	closeHovers,
	openContainer,
	repeat,
	resizeSideBar,
	runCommand,
	webview,
} from '../../test/vscode/gestures.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** The size of a picture of the walkthrough: each shows a part of the window at its true size. */
const PART = { width: 560, height: 350 };

const rows = (/** @type {Page} */ page, /** @type {string} */ view) =>
	page
		.locator('.pane')
		.filter({ has: page.locator('.pane-header', { hasText: view }) })
		.locator('[role="treeitem"]');

/** Who is opened: a visitor who waits and has several custom variables. */
const VISITOR = 'Alfie Penhale';

/**
 * The steps of the walkthrough by their ids, in one window that begins signed out.
 *
 * @type {Record<string, (page: Page) => Promise<Buffer>>}
 */
export const walkthroughSteps = {
	async connect(page) {
		await openContainer(page, 'Frontdesk');
		await resizeSideBar(page, 300);
		await page.getByRole('button', { name: 'Try With Sample Data' }).waitFor();
		await moveAway(page);
		return await part(page, { x: 0, y: 0 });
	},
	async agent(page) {
		await clickFor(page.getByRole('button', { name: 'Try With Sample Data' }), rows(page, 'Agents').first());
		await signedIn(page);
		const picker = page.locator('.quick-input-widget:visible');
		await repeat('the list of agents', async (step) => {
			await runCommand(page, 'Frontdesk: Select My Agent');
			await picker.getByText('Which agent are you?').waitFor({ timeout: step });
		});
		const box = await picker.boundingBox();
		const picture = await part(page, { x: (box?.x ?? 0) + (box?.width ?? 0) / 2 - PART.width / 2, y: 0 });
		await page.keyboard.press('Escape');
		return picture;
	},
	async status(page) {
		const status = page.locator('.statusbar-item[id="frontdesk.frontdesk.frontdesk.myStatus"]');
		const hover = page.locator('.monaco-hover:visible');
		await repeat('the hover of the status', async (step) => {
			await page.mouse.move(600, 300);
			await status.hover({ timeout: step });
			await hover.getByText('Away').first().waitFor({ timeout: step });
		});
		const picture = await part(page, { x: 0, y: 10_000 });
		await closeHovers(page);
		return picture;
	},
	async visitor(page) {
		await openVisitor(page);
		await moveAway(page);
		return await part(page, { x: 10_000, y: 0 });
	},
};

/**
 * The whole window: both views, a visitor, my status, and how long visitors have waited.
 *
 * @param {Page} page
 */
export async function overview(page) {
	await openContainer(page, 'Frontdesk');
	await resizeSideBar(page, 340);
	await signedIn(page);
	await rows(page, 'Visitors').filter({ hasText: /1 min/ }).first().waitFor({ timeout: 120_000 });
	await openVisitor(page); // its page has the time of this moment
	await moveAway(page);
	return await page.screenshot({ animations: 'disabled' });
}

/**
 * The first row of the group Online: mine while I am online.
 *
 * @param {Page} page
 */
export const firstAgent = (page) => rows(page, 'Agents').nth(1);

/** @param {Page} page */
export async function signedIn(page) {
	await firstAgent(page)
		.filter({ hasText: /Robin .*you/ })
		.waitFor();
	await rows(page, 'Visitors').first().waitFor();
	await page.locator('.statusbar-item', { hasText: 'Online' }).waitFor();
}

/** @param {Page} page */
export const visitorRow = (page) => rows(page, 'Visitors').filter({ hasText: VISITOR });

/** @param {Page} page */
export const visitorHeading = (page) => webview(page).getByRole('heading', { name: VISITOR });

/** @param {Page} page */
async function openVisitor(page) {
	await clickFor(visitorRow(page), visitorHeading(page));
	await closeHovers(page);
}

/**
 * Onto the bar of the tabs, where nothing shows that the mouse is over it.
 *
 * @param {Page} page
 */
async function moveAway(page) {
	await closeHovers(page);
	await page.mouse.move((page.viewportSize()?.width ?? PART.width) - 150, 20);
}

/**
 * @param {Page} page
 * @param {{ x: number, y: number }} at its upper left corner; moved so that the part is in the window
 */
async function part(page, at) {
	const { width, height } = page.viewportSize() ?? PART;
	const within = (/** @type {number} */ value, /** @type {number} */ most) =>
		Math.round(Math.min(Math.max(value, 0), most));
	const clip = { x: within(at.x, width - PART.width), y: within(at.y, height - PART.height), ...PART };
	return await page.screenshot({ clip, animations: 'disabled' });
}
