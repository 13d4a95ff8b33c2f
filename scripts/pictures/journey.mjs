// @ts-check
// The film of the main journey: my status by a click, a visitor in a panel, a custom variable edited and saved.
import { openContainer, repeat, resizeSideBar, webview } from '../../test/vscode/gestures.mjs';
import { firstAgent, signedIn, visitorHeading, visitorRow } from './scenes.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */

/**
 * Takes frames, with a pointer that a screenshot doesn't have by itself.
 *
 * @param {Page} page
 */
export function createFilm(page) {
	/** @type {{ png: Buffer, delay: number }[]} */
	const frames = [];
	let at = { x: 560, y: 360 };

	/** @param {number} delay how long (ms) what is on the screen is shown */
	async function shoot(delay) {
		const png = await page.screenshot();
		const last = frames.at(-1);
		if (last?.png.equals(png)) {
			last.delay += delay;
		} else {
			frames.push({ png, delay });
		}
	}

	return {
		frames,
		shoot,
		async begin() {
			await page.evaluate(drawPointer);
			await page.evaluate(movePointer, at);
			await page.mouse.move(at.x, at.y);
		},
		/**
		 * Moves the pointer to the middle of an element, or to its begin.
		 *
		 * @param {Locator} element
		 * @param {number} [inset] px from its left edge
		 */
		async pointAt(element, inset) {
			const box = await element.boundingBox();
			if (!box) {
				throw new Error(`There is no ${element}.`);
			}
			const to = { x: box.x + (inset ?? box.width / 2), y: box.y + box.height / 2 };
			const [from, steps] = [at, 6];
			for (let step = 1; step <= steps; step++) {
				const way = 0.5 - Math.cos((Math.PI * step) / steps) / 2;
				at = { x: from.x + (to.x - from.x) * way, y: from.y + (to.y - from.y) * way };
				await page.mouse.move(at.x, at.y);
				await page.evaluate(movePointer, at);
				await shoot(60);
			}
		},
		async click(count = 1) {
			await page.mouse.click(at.x, at.y, { clickCount: count });
		},
	};
}

/** Runs in the page. */
function drawPointer() {
	const pointer = document.createElement('div');
	pointer.id = 'picture-pointer';
	pointer.style.cssText = 'position:fixed;left:0;top:0;z-index:2147483647;pointer-events:none';
	const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
	svg.setAttribute('width', '18');
	svg.setAttribute('height', '26');
	const arrow = document.createElementNS('http://www.w3.org/2000/svg', 'path');
	arrow.setAttribute('d', 'M1 1v19l4.5-4.3 3 7.3 3.5-1.5-3-7h6.5z');
	arrow.setAttribute('fill', '#fff');
	arrow.setAttribute('stroke', '#000');
	arrow.setAttribute('stroke-width', '1.2');
	svg.append(arrow);
	pointer.append(svg);
	document.body.append(pointer);
}

/**
 * Runs in the page.
 *
 * @param {{ x: number, y: number }} to
 */
function movePointer({ x, y }) {
	const pointer = document.getElementById('picture-pointer');
	if (pointer) {
		pointer.style.transform = `translate(${x}px, ${y}px)`;
	}
}

/**
 * @param {Page} page
 * @param {ReturnType<typeof createFilm>} film
 */
export async function filmJourney(page, film) {
	const status = page.locator('.statusbar-item[id="frontdesk.frontdesk.frontdesk.myStatus"]');
	await openContainer(page, 'Frontdesk');
	await resizeSideBar(page, 320);
	await signedIn(page);
	await film.begin();
	await film.shoot(1500);
	await film.pointAt(status);
	await film.click();
	await status.filter({ hasText: 'Away' }).waitFor();
	await film.shoot(300);
	await firstAgent(page).filter({ hasNotText: 'you' }).waitFor(); // the service has confirmed it
	await film.shoot(1500);
	await film.click();
	await status.filter({ hasText: 'Online' }).waitFor();
	await firstAgent(page).filter({ hasText: /you$/ }).waitFor();
	await film.shoot(1200);
	await film.pointAt(visitorRow(page), 80);
	await film.click();
	await visitorHeading(page).waitFor();
	await film.shoot(2000);
	await editVariable(page, film);
	await film.shoot(2500);
}

/**
 * @param {Page} page
 * @param {ReturnType<typeof createFilm>} film
 */
async function editVariable(page, film) {
	const panel = webview(page);
	const row = panel.locator('.row.variable', { has: panel.locator('.name', { hasText: /^plan$/ }) });
	const field = row.getByRole('textbox', { name: 'plan' });
	await film.pointAt(row.locator('.content .main'), 20);
	await repeat('the field of a variable', async (step) => {
		await film.click(2);
		await field.waitFor({ timeout: step });
	});
	await film.shoot(900);
	await field.fill('');
	for (const letter of 'Expedition') {
		await page.keyboard.type(letter);
		await film.shoot(80);
	}
	await film.shoot(700);
	await page.keyboard.press('Enter');
	await field.waitFor({ state: 'hidden' });
	await row.filter({ hasText: 'Expedition' }).waitFor();
}
