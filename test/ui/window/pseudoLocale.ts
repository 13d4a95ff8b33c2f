// The pseudo-locale in a window: its files beside the installed extension, and a workbench that says it is in that language.
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

/** From the next load of the page on. VS Code's own texts stay English: it has no files in that language. */
export async function speakPseudo(page: Page): Promise<void> {
	await page.addInitScript((language) => {
		Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: language });
	}, pseudoLanguage);
}
