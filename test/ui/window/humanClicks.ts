// Clicks that last as long as a person's: between the press and the release a place can move away, and then the click is lost.
import type { Locator, Page } from 'playwright-core';

/** In ms. */
const pressLasts = 100;

type Click = Locator['click'];

/** Makes all clicks of this process last that long, but for those that say otherwise. */
export function clickAsPeopleDo(page: Page): void {
	const prototype = Object.getPrototypeOf(page.locator('body')) as Record<'click' | 'dblclick', Click>;
	for (const name of ['click', 'dblclick'] as const) {
		const click = prototype[name];
		if (click.name !== slowClick.name) {
			prototype[name] = slowClick;
		}
		function slowClick(this: Locator, options: Parameters<Click>[0] = {}): Promise<void> {
			return click.call(this, { delay: pressLasts, ...options });
		}
	}
}
