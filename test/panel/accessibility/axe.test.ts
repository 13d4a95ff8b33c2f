// axe finds nothing in the page of a visitor panel, in any state, and no live region of it interrupts. What needs a browser, such as the contrast of colors, is tested in a window (test/ui/visitorPanel).
import assert from 'node:assert/strict';
import type { RunOptions } from 'axe-core';
import { openDom } from '../dom';
import { panelStates } from './panelStates';
import { type RenderedState, renderedStates } from './renderedStates';

/** Without layout and colors. */
const options: RunOptions = {
	rules: Object.fromEntries(
		['color-contrast', 'link-in-text-block', 'target-size'].map((rule) => [rule, { enabled: false }]),
	),
	resultTypes: ['violations'],
};

describe('axe finds nothing in a panel', () => {
	let states: readonly RenderedState[];
	let dom: ReturnType<typeof openDom>;
	let axe: typeof import('axe-core');

	before(async () => {
		states = await renderedStates();
		dom = openDom();
		dom.document.documentElement.lang = 'en';
		dom.document.title = 'Visitor';
		simplifyStyles(window);
		// It takes the window and the document from the globals of the moment when it is loaded.
		const path = require.resolve('axe-core');
		delete require.cache[path];
		axe = require(path);
	});

	after(() => dom.close());

	for (const { name } of panelStates) {
		it(name, async () => {
			const { document } = dom;
			document.body.innerHTML = states.find((state) => state.name === name)?.html ?? '';
			const { violations } = await axe.run(document, options);
			assert.deepEqual(
				violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`),
				[],
			);
			assert.deepEqual(liveRegions(document), ['polite', 'polite']);
		});
	}
});

function liveRegions(document: Document): readonly (string | null)[] {
	return [
		...document.querySelectorAll('[aria-live], [role="alert"], [role="status"], [role="log"], [role="timer"]'),
	].map((region) => region.getAttribute('aria-live'));
}

/** The document has no style sheets, so only `hidden` makes a difference. The styles of happy-dom would take half of the time. */
function simplifyStyles(window: Window): void {
	const [shown, hidden] = ['block', 'none'].map((display) => {
		const values: Readonly<Record<string, string>> = {
			display,
			visibility: 'visible',
			position: 'static',
			opacity: '1',
		};
		return { ...values, getPropertyValue: (name: string) => values[name] ?? '' } as unknown as CSSStyleDeclaration;
	});
	window.getComputedStyle = (element) => (element.hasAttribute('hidden') ? hidden : shown) as CSSStyleDeclaration;
}
