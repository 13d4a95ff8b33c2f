// What doesn't fit into the page of the panel in front.
import type { Window } from './window';

/** The elements that reach out of the page, and the buttons that are cut off, by what they are and say. */
export async function tooWide(window: Window): Promise<readonly string[]> {
	return await window
		.panel()
		.locator('html')
		.evaluate((html) => {
			const isSeen = (element: Element) => element.closest('.unseen, [hidden]') === null;
			const isOutside = (element: Element) => element.getBoundingClientRect().right > html.clientWidth + 1;
			const isCut = (element: Element) => element.tagName === 'BUTTON' && element.scrollWidth > element.clientWidth + 1;
			return [...html.querySelectorAll('main *')]
				.filter((element) => isSeen(element) && (isOutside(element) || isCut(element)))
				.map((element) => `${element.tagName} ${element.className}: ${element.textContent?.slice(0, 80)}`);
		});
}
