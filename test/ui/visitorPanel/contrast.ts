// Whether the texts of a panel can be read: axe's rules for contrast, for each state of the page in the colors of a theme.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { project } from '../../manifest/manifest';
import type { RenderedState } from '../../panel/accessibility/renderedStates';

/** What VS Code gives the page of a webview for a theme. */
interface Theme {
	/** The variables with the colors of the theme. */
	readonly variables: string;
	/** VS Code's own styles for webviews. */
	readonly styles: string;
	/** The kind of the theme. */
	readonly classes: string;
	/** The names of the panel's own sheets, in their order. */
	readonly sheets: readonly string[];
}

/** The others have run without a browser (test/panel/accessibility). */
const options: RunOptions = {
	runOnly: ['color-contrast', 'link-in-text-block'],
	resultTypes: ['violations', 'incomplete'],
};

/** Runs in the page of a panel. */
export function themeOf(): Theme {
	return {
		variables: document.documentElement.getAttribute('style') ?? '',
		styles: document.getElementById('_defaultStyles')?.textContent ?? '',
		classes: document.body.className,
		sheets: [...document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')].map(
			({ href }) => new URL(href).pathname.split('/').at(-1) ?? '',
		),
	};
}

/** @param page one without a content security policy, that has axe */
export async function contrastFaults(
	page: Page,
	theme: Theme,
	states: readonly RenderedState[],
): Promise<readonly string[]> {
	const sheets = theme.sheets.map((file) => readFileSync(path.join(project, 'media', file), 'utf8'));
	return await page.evaluate(checkAll, { theme, css: [theme.styles, ...sheets].join('\n'), states, options });
}

interface Checked {
	readonly theme: Theme;
	readonly css: string;
	readonly states: readonly RenderedState[];
	readonly options: RunOptions;
}

/** Runs in the page. */
async function checkAll({ theme, css, states, options }: Checked): Promise<readonly string[]> {
	const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
	const faults: string[] = [];
	document.documentElement.setAttribute('style', theme.variables);
	document.body.className = theme.classes;
	document.head.replaceChildren(Object.assign(document.createElement('style'), { textContent: css }));
	for (const { name, html } of states) {
		document.body.innerHTML = html;
		// What axe can't judge would count as nothing found: a field without a text, and one that may scroll.
		for (const field of document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')) {
			field.value ||= 'text';
			field.style.overflow = 'hidden';
		}
		const { violations, incomplete }: AxeResults = await axe.run(document, options);
		for (const { id, nodes } of [...violations, ...incomplete]) {
			faults.push(
				...nodes.map(({ html, failureSummary }) => `${name}: ${id}: ${html.slice(0, 200)} ${failureSummary}`),
			);
		}
	}
	return faults;
}
