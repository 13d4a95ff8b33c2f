// Saves a picture of every open window when a test has failed.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { loadDriver } from './driver';

const pages = new Set<Page>();

/** Takes the window into the pictures until it closes. */
export function pictureOnFailure(page: Page): void {
	pages.add(page);
	page.once('close', () => pages.delete(page));
}

afterEach(async function () {
	if (this.currentTest?.state !== 'failed') {
		return;
	}
	const { PICTURES } = await loadDriver();
	mkdirSync(PICTURES, { recursive: true });
	const name = this.currentTest.fullTitle().replace(/[^\w-]+/g, '-');
	for (const [number, page] of [...pages].entries()) {
		const file = path.join(PICTURES, `failed-${name.slice(0, 100)}-${number}.png`);
		await page.screenshot({ path: file, timeout: 10_000 });
		console.log(`      picture: ${file}`);
	}
});
