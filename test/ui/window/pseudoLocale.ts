// Other languages in a window: a workbench that says it is in that language, and the pseudo-locale's files beside the installed extension.
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { pseudoBundle, pseudoLanguage, pseudoManifest } from '../../pseudoLocale';

/** @param folder of the installed extensions */
export function addPseudoLocale(folder: string): void {
	for (const name of readdirSync(folder).filter((each) => each.startsWith('frontdesk.'))) {
		const write = (file: string, texts: object) => writeFileSync(path.join(folder, name, file), JSON.stringify(texts));
		write(`l10n/bundle.l10n.${pseudoLanguage}.json`, pseudoBundle());
		write(`package.nls.${pseudoLanguage}.json`, pseudoManifest());
	}
}

export function speakPseudo(page: Page): Promise<void> {
	return speak(page, pseudoLanguage);
}

/**
 * From the next load of the page on. VS Code's own texts stay English: it has no files in that language.
 * @param language by VS Code's name, like `de`
 */
export async function speak(page: Page, language: string): Promise<void> {
	await page.evaluate((name) => sessionStorage.setItem('language', name), language);
	await page.addInitScript(() => {
		if (globalThis.top === globalThis.window) {
			Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: sessionStorage.getItem('language') });
		}
	});
}
