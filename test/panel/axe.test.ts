// axe finds nothing in the page of a visitor panel, in any state, and no live region of it interrupts. What needs a browser, such as the contrast of colors, is tested in a window (test/ui/visitorPanel).
import assert from 'node:assert/strict';
import type { AxeResults, RunOptions } from 'axe-core';
import { panelStates } from './panelStates';

/** Without layout and colors, in a document that a page of the host would frame. */
const options: RunOptions = { rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } } };

describe('axe finds nothing in a panel', () => {
	for (const { name, open } of panelStates) {
		it(name, async () => {
			const page = await open();
			try {
				const { violations } = await check(page.document);
				assert.deepEqual(
					violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`),
					[],
				);
				assert.deepEqual(liveRegions(page.document), ['polite', 'polite']);
			} finally {
				await page.close();
			}
		});
	}
});

function liveRegions(document: Document): readonly (string | null)[] {
	return [
		...document.querySelectorAll('[aria-live], [role="alert"], [role="status"], [role="log"], [role="timer"]'),
	].map((region) => region.getAttribute('aria-live'));
}

/** Nothing changes while axe runs, and a style takes half of its time. */
function rememberStyles(window: Window): void {
	const styleOf = window.getComputedStyle.bind(window);
	const known = new Map<Element, CSSStyleDeclaration>();
	window.getComputedStyle = (element, pseudo) => {
		const style = (pseudo ? undefined : known.get(element)) ?? styleOf(element, pseudo);
		if (!pseudo) {
			known.set(element, style);
		}
		return style;
	};
}

/** axe takes the window and the document from the globals of the moment when it is loaded. */
async function check(document: Document): Promise<AxeResults> {
	document.documentElement.lang = 'en';
	document.title = 'Visitor';
	rememberStyles(window);
	const path = require.resolve('axe-core');
	delete require.cache[path];
	const axe: typeof import('axe-core') = require(path);
	return await axe.run(document, options);
}
